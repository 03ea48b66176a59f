import type { Logger } from 'pino';
import type { BatchHandler, DeathReason, ReceivedEvent } from './event';
import { gather } from './gather';
import { classify, codeOf, UndecodableEvent } from './failure';
import type { MessagingMetrics } from './metrics';
import { traced } from './trace';

export interface RetryPolicy {
  /** Handler calls for one event that fails for an unknown reason, before it goes to the dead letters. */
  tries: number;
  firstWaitMs: number;
  longestWaitMs: number;
}

export const defaultRetry: RetryPolicy = { tries: 10, firstWaitMs: 100, longestWaitMs: 5_000 };

/** An event from the log; `broken` says why it could not even be read. */
export interface Incoming {
  event: ReceivedEvent;
  /** The partition that it was read from: not always that of `event.topic`, for a replayed event is read elsewhere. */
  place: string;
  broken?: string;
}

export interface DeliveryOptions {
  group: string;
  handler: BatchHandler;
  maxBatch?: number;
  /** Batches of several partitions that are there at the same time go to the handler as one. */
  acrossPartitions?: boolean;
  retry?: Partial<RetryPolicy>;
  /** Must be durable when it resolves: only then the position moves on. */
  bury: (event: ReceivedEvent, reason: DeathReason) => Promise<void>;
  metrics: MessagingMetrics;
  logger: Logger;
}

export interface AttemptControl {
  /** Handed to the handler. */
  signal: AbortSignal;
  /** True as soon as no further call may begin: the consumer stops or has lost the partition. */
  interrupted: () => boolean;
  /** Called after each step with how many events from the start of the list are done with. */
  progressed?: (settled: number) => Promise<void>;
}

export interface AttemptResult {
  /** How many events, from the start of the list, are handled or buried. */
  settled: number;
  /** Set where the next event must wait: offer the rest again after so many milliseconds. */
  waitMs?: number;
}

/**
 * What every adapter does with events that it has read: calls the handler with batches, and treats what it throws.
 * A batch that throws is repeated event by event, so that only the poison one counts tries. It never waits by itself:
 * the adapter lets the partition wait, and nothing else.
 */
export interface Delivery {
  attempt(incoming: Incoming[], control: AttemptControl): Promise<AttemptResult>;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { group, handler, maxBatch = 200, acrossPartitions = false, bury, metrics, logger } = options;
  const retry = { ...defaultRetry, ...options.retry };
  /** Failed tries of the event that a partition stands at. */
  const failures = new Map<string, { offset: string; tries: number; waits: number }>();

  const failuresOf = ({ event, place }: Incoming): { offset: string; tries: number; waits: number } => {
    const known = failures.get(place);
    if (known?.offset === event.offset) return known;
    const fresh = { offset: event.offset, tries: 0, waits: 0 };
    failures.set(place, fresh);
    return fresh;
  };

  const waitAfter = (failed: number): number => {
    const wait = Math.min(retry.firstWaitMs * 2 ** (failed - 1), retry.longestWaitMs);
    // Spread, so that the consumers of a store that comes back do not all knock at once.
    return Math.ceil(wait * (0.75 + Math.random() / 2));
  };

  const call = async (events: ReceivedEvent[], signal: AbortSignal): Promise<void> => {
    const labels = { group, topic: events[0]!.topic };
    const stopTimer = metrics.handlerSeconds.startTimer(labels);
    try {
      await traced(group, events, () => handler(events, { signal }));
    } finally {
      stopTimer();
    }
    metrics.handled.inc(labels, events.length);
  };

  /** One batch of one partition, on its way to the handler. */
  interface Part {
    events: ReceivedEvent[];
    signal: AbortSignal;
    /** Set where batches of other partitions went with it: what the handler throws may be due to one of those. */
    shared?: boolean;
  }

  const parts = gather<Part>(
    (gathered) => {
      for (const part of gathered) part.shared = gathered.length > 1;
      const events = gathered.flatMap((part) => part.events);
      const [only] = gathered;
      if (only && gathered.length === 1) return call(events, only.signal);
      return call(events, AbortSignal.any(gathered.map(({ signal }) => signal)));
    },
    (gathered, next) => gathered.reduce((sum, { events }) => sum + events.length, next.events.length) <= maxBatch,
  );

  const callTogether = (part: Part): Promise<void> =>
    acrossPartitions ? parts.add(part.events[0]!.topic, part) : call(part.events, part.signal);

  const giveUp = async (incoming: Incoming, error: unknown, tries: number): Promise<number | undefined> => {
    const { event } = incoming;
    const reason = { error: messageOf(error), code: codeOf(error), tries, at: new Date() };
    try {
      await bury(event, reason);
    } catch (buryError) {
      const waits = ++failuresOf(incoming).waits;
      logger.warn(
        { err: buryError, group, topic: event.topic, id: event.id },
        'a dead letter could not be written yet',
      );
      return waitAfter(waits);
    }
    metrics.deadLettered.inc({ group, topic: event.topic });
    logger.error(
      { group, topic: event.topic, id: event.id, type: event.type, ...reason },
      'event put to the dead letters',
    );
    return undefined;
  };

  /** Treats the failure of a single event; a number means: wait so long, then offer it again. */
  const treat = async (incoming: Incoming, error: unknown): Promise<number | undefined> => {
    const { event } = incoming;
    const known = failuresOf(incoming);
    const failure = classify(error);
    metrics.failed.inc({ group, topic: event.topic, class: failure });
    known.waits += 1;
    if (failure !== 'transient') known.tries += 1;
    if (failure === 'permanent' || known.tries >= retry.tries) return giveUp(incoming, error, known.tries);
    logger.warn(
      { err: error, group, topic: event.topic, partition: event.partition, id: event.id, tries: known.tries, failure },
      'event not handled, the partition waits',
    );
    return waitAfter(known.waits);
  };

  const failed = async (incoming: Incoming, error: unknown): Promise<AttemptResult> => {
    const waitMs = await treat(incoming, error);
    if (waitMs !== undefined) return { settled: 0, waitMs };
    failures.delete(incoming.place);
    return { settled: 1 };
  };

  const one = async (incoming: Incoming, control: AttemptControl): Promise<AttemptResult> => {
    const { event, place, broken } = incoming;
    try {
      if (broken !== undefined) throw new UndecodableEvent(broken);
      await call([event], control.signal);
    } catch (error) {
      // A handler that was told to stop has not failed.
      return control.signal.aborted ? { settled: 0 } : failed(incoming, error);
    }
    failures.delete(place);
    return { settled: 1 };
  };

  /** A failed batch, event by event. After an event that had failed before, the rest may be a batch again. */
  const singly = async (batch: Incoming[], control: AttemptControl): Promise<AttemptResult> => {
    let settled = 0;
    for (const incoming of batch) {
      if (control.interrupted()) break;
      const result = await one(incoming, control);
      settled += result.settled;
      if (result.settled === 0) return { settled, waitMs: result.waitMs };
      await control.progressed?.(settled);
    }
    return { settled };
  };

  const together = async (batch: Incoming[], control: AttemptControl): Promise<AttemptResult> => {
    const [first] = batch;
    // An event that is known to fail goes alone, so that the others do not suffer its tries.
    const suspect = first && failures.get(first.place)?.offset === first.event.offset;
    if (suspect) return one(first, control);
    const alone = batch.length === 1 && !acrossPartitions;
    if (alone || batch.some(({ broken }) => broken !== undefined)) return singly(batch, control);
    const part: Part = { events: batch.map(({ event }) => event), signal: control.signal };
    try {
      await callTogether(part);
      return { settled: batch.length };
    } catch (error) {
      if (control.signal.aborted) return { settled: 0 };
      if (first && batch.length === 1 && !part.shared) return failed(first, error);
      logger.debug({ err: error, group, events: batch.length }, 'batch not handled, taking its events one by one');
      return singly(batch, control);
    }
  };

  return {
    async attempt(incoming, control) {
      let settled = 0;
      while (settled < incoming.length && !control.interrupted()) {
        const before = settled;
        const result = await together(incoming.slice(before, before + maxBatch), {
          ...control,
          progressed: async (done) => control.progressed?.(before + done),
        });
        settled += result.settled;
        if (result.waitMs !== undefined) return { settled, waitMs: result.waitMs };
        if (result.settled === 0) break;
        await control.progressed?.(settled);
      }
      return { settled };
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
