export * from './event';
export { UndecodableEvent, classify, type FailureClass } from './failure';
export { settled } from './settled';
export { defaultRetry, type RetryPolicy } from './delivery';
export { deadLetterTopic, retryTopic } from './names';
export { createMemoryBus, type MemoryBus, type MemoryBusOptions } from './memory-bus';
