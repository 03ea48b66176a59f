import type { EachBatchPayload } from 'kafkajs';
import type { Delivery } from '../delivery';
import type { Pace, Subscription } from '../event';
import { gather, type Gathering } from '../gather';
import type { MessagingMetrics } from '../metrics';
import { retryTopic } from '../names';
import { caughtUp, createBreaks } from './breaks';
import { fromMessage } from './messages';
import { superviseConsumer, type SupervisedConsumerOptions } from './supervised-consumer';

/** Positions are committed this often while a batch is taken event by event. */
const commitEveryMs = 1_000;

export interface KafkaSubscriptionOptions extends Omit<
  SupervisedConsumerOptions,
  'eachBatch' | 'fromBeginning' | 'joined' | 'prepare'
> {
  prepare: (topics: string[]) => Promise<void>;
  pace: Pace;
  delivery: Delivery;
  metrics: MessagingMetrics;
}

export async function subscribeKafka(options: KafkaSubscriptionOptions): Promise<Subscription> {
  const { group, topics, drainMs, prepare } = options;
  const handledAs = new Map(
    topics.flatMap((topic) => [[topic, topic] as const, [retryTopic(topic, group), topic] as const]),
  );
  const read = [...handledAs.keys()];
  const late = new AbortController();
  const commits = gather(commitTogether);
  const breaks = createBreaks(options.pace);
  let stopping = false;

  const consumer = await superviseConsumer({
    ...options,
    topics: read,
    fromBeginning: true,
    prepare: () => prepare(read),
    async eachBatch(payload) {
      const began = performance.now();
      const topic = handledAs.get(payload.batch.topic)!;
      await handleBatch(payload, topic, options, commits, late.signal, () => stopping);
      if (!stopping && caughtUp(payload)) await breaks.take(performance.now() - began);
    },
  });
  return {
    async stop() {
      stopping = true;
      breaks.end();
      const timer = setTimeout(() => late.abort(new Error('The time to finish is over.')), drainMs);
      await consumer.stop();
      clearTimeout(timer);
    },
  };
}

/** Up to where a partition is done with. */
interface Position {
  topic: string;
  partition: number;
  offset: string;
  payload: EachBatchPayload;
}

/** The partitions of one fetch are mostly done with together: their positions cost one request. */
async function commitTogether(positions: readonly Position[]): Promise<void> {
  const byTopic = new Map<string, { partition: number; offset: string }[]>();
  for (const { topic, partition, offset } of positions) {
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), { partition, offset }]);
  }
  const topics = [...byTopic].map(([topic, partitions]) => ({ topic, partitions }));
  await positions.at(-1)?.payload.commitOffsetsIfNecessary({ topics });
}

/**
 * Delivers a fetched batch, commits what is done, and lets the partition rest where the next event must wait. Throws
 * only what kafkajs itself has thrown, for it stops the consumer on anything else.
 */
async function handleBatch(
  payload: EachBatchPayload,
  topic: string,
  { group, delivery, metrics, times, logger }: KafkaSubscriptionOptions,
  commits: Gathering<Position>,
  late: AbortSignal,
  stopping: () => boolean,
): Promise<void> {
  const { batch } = payload;
  const { messages, partition } = batch;
  const incoming = messages.map((message) => fromMessage(message, batch.topic, partition, topic));
  let rebalancing: Error | undefined;
  const lost = new AbortController();
  // A slow handler must not look like a dead one.
  const beat = setInterval(() => {
    payload.heartbeat().catch((error: Error & { type?: string }) => {
      const type = error.type ?? '';
      // A broker that is away says nothing about the partition; the commit will tell.
      if (!membershipErrors.has(type)) return;
      rebalancing ??= error;
      if (type !== 'REBALANCE_IN_PROGRESS') lost.abort(new Error('The partition was given to another consumer.'));
    });
  }, times.sessionTimeoutMs / 4);

  const commit = async (settled: number): Promise<void> => {
    const last = messages[settled - 1];
    if (!last) return;
    payload.resolveOffset(last.offset);
    const offset = settled === messages.length ? batch.lastOffset() : last.offset;
    const next = BigInt(offset) + 1n;
    metrics.lag.set({ group, topic: batch.topic, partition }, Number(BigInt(batch.highWatermark) - next));
    await commits.add('', { topic: batch.topic, partition, offset: next.toString(), payload });
  };

  let committedAt = Date.now();
  try {
    metrics.lag.set(
      { group, topic: batch.topic, partition },
      Number(BigInt(batch.highWatermark) - BigInt(batch.firstOffset() ?? batch.highWatermark)),
    );
    const { settled, waitMs } = await delivery.attempt(incoming, {
      signal: AbortSignal.any([late, lost.signal]),
      interrupted: () => stopping() || rebalancing !== undefined || !payload.isRunning() || payload.isStale(),
      async progressed(done) {
        if (Date.now() - committedAt < commitEveryMs) return;
        committedAt = Date.now();
        await commit(done).catch((error: unknown) => logger.debug({ err: error, group }, 'position not committed yet'));
      },
    });
    await commit(settled);
    if (waitMs !== undefined) setTimeout(payload.pause(), waitMs).unref();
  } finally {
    clearInterval(beat);
  }
  if (rebalancing !== undefined) throw rebalancing;
}

const membershipErrors = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'FENCED_INSTANCE_ID',
]);
