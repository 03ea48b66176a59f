import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { BroadcastOptions, Subscription } from '../event';
import { caughtUp, createBreaks } from './breaks';
import { withAdmin } from './ensure-topics';
import { fromMessage } from './messages';
import { superviseConsumer, type ConsumerTimes } from './supervised-consumer';

export interface KafkaBroadcastOptions extends BroadcastOptions {
  kafka: Kafka;
  clientId: string;
  times: ConsumerTimes;
  logger: Logger;
  drainMs: number;
  prepare: (topics: string[]) => Promise<void>;
}

/**
 * Reads everything from now on. The group is this reader's own and never commits, so the broker forgets it when the
 * reader leaves; its positions are in memory, for a broker that comes back must not lead to a gap.
 */
export async function broadcastKafka(options: KafkaBroadcastOptions): Promise<Subscription> {
  const { kafka, clientId, topics, handler, logger, prepare } = options;
  const positions = new Map<string, { topic: string; partition: number; offset: string }>();

  const startHere = async (): Promise<void> => {
    await prepare(topics);
    if (positions.size > 0) return;
    await withAdmin(kafka, async (admin) => {
      for (const topic of topics) {
        for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
          positions.set(`${topic}/${partition}`, { topic, partition, offset: high });
        }
      }
    });
  };

  const breaks = createBreaks('steady');
  const consumer = await superviseConsumer({
    ...options,
    group: `${clientId}-broadcast-${randomUUID()}`,
    fromBeginning: true,
    // The batches of one fetch take their break together; none of them waits for anything else.
    concurrency: 64,
    prepare: startHere,
    joined: (consumer) => {
      for (const position of positions.values()) consumer.seek(position);
    },
    eachBatch: async (payload) => {
      const { topic, partition, messages } = payload.batch;
      for (const message of messages) {
        if (payload.isStale()) return;
        const { event, broken } = fromMessage(message, topic, partition, topic);
        try {
          if (broken !== undefined) throw new Error(broken);
          handler(event);
        } catch (error) {
          logger.error({ err: error, topic, id: event.id }, 'a broadcast reader failed');
        }
        payload.resolveOffset(message.offset);
        const offset = (BigInt(message.offset) + 1n).toString();
        positions.set(`${topic}/${partition}`, { topic, partition, offset });
      }
      await payload.heartbeat();
      if (caughtUp(payload)) await breaks.take(0);
    },
  });
  return {
    stop() {
      breaks.end();
      return consumer.stop();
    },
  };
}
