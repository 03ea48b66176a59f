import { pino, type Logger } from 'pino';
import { Registry } from 'prom-client';
import type { RetryPolicy } from './delivery';
import type { OperableBus, OutgoingEvent } from './event';
import { createLogBus } from './log-bus';
import { createMemoryLog } from './memory-log';
import { messagingMetrics } from './metrics';

export interface MemoryBus extends OperableBus {
  /** Everything that was published to the topic, in order. */
  events(topic: string): OutgoingEvent[];
}

export interface MemoryBusOptions {
  partitions?: number;
  retry?: Partial<RetryPolicy>;
  logger?: Logger;
  metrics?: Registry;
}

/** The bus of component tests: the same delivery as everywhere, nothing kept. Waits are short. */
export function createMemoryBus(options: MemoryBusOptions = {}): MemoryBus {
  const log = createMemoryLog(options.partitions);
  const published = new Map<string, OutgoingEvent[]>();
  const bus = createLogBus({
    log,
    logger: options.logger ?? pino({ level: 'silent' }),
    metrics: messagingMetrics(options.metrics ?? new Registry()),
    retry: { firstWaitMs: 10, longestWaitMs: 200, ...options.retry },
  });
  return {
    ...bus,
    async publish(topic, events) {
      await bus.publish(topic, events);
      const all = published.get(topic) ?? [];
      all.push(...events);
      published.set(topic, all);
    },
    events: (topic) => published.get(topic) ?? [],
  };
}
