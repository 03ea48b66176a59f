import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, ConsumerConfig, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { retryShort } from './client';

export interface ConsumerTimes {
  /** A consumer that is silent for so long loses its partitions. */
  sessionTimeoutMs: number;
  /** How long a rebalance waits for members that are still handling a batch. */
  rebalanceTimeoutMs: number;
  /**
   * How long the broker holds a fetch for which it has nothing; it answers at once when something comes. Stopping, and a
   * partition that has rested after a failure, wait for it; each fetch without news costs as much as one with some.
   */
  fetchWaitMs: number;
}

export const defaultTimes: ConsumerTimes = {
  sessionTimeoutMs: 6_000,
  rebalanceTimeoutMs: 30_000,
  fetchWaitMs: 1_000,
};

/** kafkajs fetches every second or sends heartbeats; a consumer without either for so long is stuck. */
const stuckAfterMs = 30_000;
const firstJoinWithinMs = 15_000;

export interface SupervisedConsumerOptions {
  kafka: Kafka;
  group: string;
  topics: string[];
  fromBeginning: boolean;
  concurrency: number;
  times: ConsumerTimes;
  logger: Logger;
  /** Called before each start, for instance to create the topics. */
  prepare: () => Promise<void>;
  /** On stopping, the time for batches to finish and for a broker that is away to come back. */
  drainMs: number;
  /** Called each time the group has given out its partitions anew. */
  joined?: (consumer: Consumer) => void;
  eachBatch: (payload: EachBatchPayload) => Promise<void>;
}

export interface SupervisedConsumer {
  /** Stops fetching, lets batches finish and leaves the group. */
  stop(): Promise<void>;
}

/**
 * Runs a consumer for as long as it is wanted: one that crashes or is stuck is replaced by a new one. Resolves when it
 * has joined its group, or after 15 s without a broker – it goes on trying.
 */
export async function superviseConsumer(options: SupervisedConsumerOptions): Promise<SupervisedConsumer> {
  const { group, logger } = options;
  const stop = new AbortController();
  let firstJoin: () => void = () => undefined;
  const joinedOnce = new Promise<void>((resolve) => (firstJoin = resolve));

  const supervise = async (): Promise<void> => {
    for (let failures = 0; !stop.signal.aborted;) {
      const began = Date.now();
      try {
        await runOnce(options, firstJoin, stop.signal);
      } catch (error) {
        logger.warn({ err: error, group }, 'consumer ended, starting another');
      }
      failures = Date.now() - began > 60_000 ? 1 : failures + 1;
      await sleep(Math.min(250 * 2 ** failures, 5_000), undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };

  const done = supervise();
  const early = new AbortController();
  const inTime = await Promise.race([
    joinedOnce.then(() => true),
    sleep(firstJoinWithinMs, false, { signal: early.signal }).catch(() => false),
  ]);
  early.abort();
  if (!inTime)
    logger.warn({ group, topics: options.topics }, 'the broker has not let the consumer in yet, going on trying');
  return {
    async stop() {
      stop.abort();
      const over = new AbortController();
      const late = sleep(options.drainMs + 1_000, undefined, { signal: over.signal, ref: false });
      await Promise.race([done, late]);
      over.abort();
      await late.catch(() => undefined);
    },
  };
}

/** One life of a consumer: ends when it is told to stop, and throws when it crashed or is stuck. */
async function runOnce(options: SupervisedConsumerOptions, firstJoin: () => void, stop: AbortSignal): Promise<void> {
  const { kafka, topics, fromBeginning, concurrency, prepare, eachBatch } = options;
  await prepare();
  if (stop.aborted) return;
  const consumer = kafka.consumer(configOf(options));
  let lastSign = Date.now();
  let watch: NodeJS.Timeout | undefined;
  const sign = (): void => void (lastSign = Date.now());
  const ended = new Promise<Error | undefined>((resolve) => {
    stop.addEventListener('abort', () => resolve(undefined), { once: true });
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
    watch = setInterval(() => {
      if (Date.now() - lastSign > stuckAfterMs) resolve(new Error('The consumer is stuck.'));
    }, 1_000);
  });
  consumer.on(consumer.events.FETCH, sign);
  consumer.on(consumer.events.HEARTBEAT, sign);
  consumer.on(consumer.events.GROUP_JOIN, () => {
    sign();
    options.joined?.(consumer);
    firstJoin();
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch,
    });
    const error = await ended;
    if (error) throw error;
  } finally {
    clearInterval(watch);
    await consumer.disconnect();
  }
}

const configOf = ({ group, times }: SupervisedConsumerOptions): ConsumerConfig => ({
  groupId: group,
  sessionTimeout: times.sessionTimeoutMs,
  rebalanceTimeout: times.rebalanceTimeoutMs,
  heartbeatInterval: Math.floor(times.sessionTimeoutMs / 4),
  maxWaitTimeInMs: times.fetchWaitMs,
  allowAutoTopicCreation: false,
  // A crashed consumer is replaced here: kafkajs restarts only some.
  // Longer than a broker takes to restart: so the consumer stays the same member, and the group needs not wait until
  // the member that it was has timed out.
  retry: { ...retryShort, retries: 15, restartOnFailure: () => Promise.resolve(false) },
});
