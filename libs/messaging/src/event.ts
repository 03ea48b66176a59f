/** An event as its owner hands it over: the CloudEvents attributes, and the protobuf bytes. */
export interface OutgoingEvent {
  /** `ce_id`: `source/aggregate/seq`. The same event always has the same id. */
  id: string;
  type: string;
  /** The service that owns the aggregate. */
  source: string;
  /** The aggregate that changed. */
  subject: string;
  /** Events with the same key stay in order. */
  key: string;
  /** The version that the event brought to its aggregate; grows, may have gaps. */
  seq: number;
  time: Date;
  payload: Uint8Array;
  /** W3C trace context of the act that caused the event. */
  traceparent?: string;
}

/** An event as a consumer gets it, with its place in the log. */
export interface ReceivedEvent extends OutgoingEvent {
  topic: string;
  partition: number;
  offset: string;
}

export interface BatchContext {
  /** Aborted when the partition is lost or the time to finish is over. */
  signal: AbortSignal;
}

/** Gets events of one topic, those of a partition in order; of one partition unless asked otherwise. What it throws decides what happens to them, see failure.ts. */
export type BatchHandler = (batch: ReceivedEvent[], context: BatchContext) => Promise<void>;

/**
 * How soon somebody waits for what a group does. A consumer over Kafka that has caught up rests between two fetches, so
 * that events come together: hardly where a person waits (`prompt`), as long as its work took by default (`steady`),
 * longer where it only counts or copies (`leisurely`). Who is behind never rests, nor does the embedded log.
 */
export type Pace = 'prompt' | 'steady' | 'leisurely';

export interface SubscribeOptions {
  /** The consumers of a group share the work; every group gets every event. */
  group: string;
  topics: string[];
  handler: BatchHandler;
  /** Most events a call gets; 200 by default. */
  maxBatch?: number;
  /**
   * Batches of several partitions that are there at the same time go to the handler as one: fewer and larger calls.
   * For handlers that do not care from which partition an event comes.
   */
  acrossPartitions?: boolean;
  /** `steady` by default. */
  pace?: Pace;
}

export interface BroadcastOptions {
  topics: string[];
  /** Must not throw: an event that it cannot use is logged and gone. */
  handler: (event: ReceivedEvent) => void;
}

export interface Subscription {
  /** Takes no more, finishes what is being handled, remembers the position. */
  stop(): Promise<void>;
}

/** The port that services use. Adapters: Kafka, embedded (one machine) and memory (tests). */
export interface EventBus {
  /** Resolves when the events are durable. On an error any of them may or may not be: publish them again. */
  publish(topic: string, events: OutgoingEvent[]): Promise<void>;
  /** Reads from the position of the group, a new group from the beginning. Every event is handled at least once. */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Everything from now on, to this process, without a position that is kept. */
  broadcast(options: BroadcastOptions): Promise<Subscription>;
  /** Throws where the log cannot be reached. */
  ready(): Promise<void>;
  /** Stops the subscriptions, then the connections. */
  close(): Promise<void>;
}

/** Why an event could not be handled. */
export interface DeathReason {
  error: string;
  code: string;
  tries: number;
  at: Date;
}

export interface DeadLetter {
  /** Place in the dead-letter topic, to name it to `replay`. */
  place: string;
  event: ReceivedEvent;
  reason: DeathReason;
  replayed: boolean;
}

export interface DeadLetterQuery {
  topic: string;
  group: string;
}

/** Reading dead letters, and giving them back to the group that could not handle them – to no other group. */
export interface DeadLetters {
  list(query: DeadLetterQuery & { limit?: number }): Promise<DeadLetter[]>;
  /** Gives back those that were not given back before, or just the named ones, and returns how many. */
  replay(query: DeadLetterQuery & { places?: string[] }): Promise<number>;
}

/** A bus with the means to operate it. */
export interface OperableBus extends EventBus {
  deadLetters: DeadLetters;
}
