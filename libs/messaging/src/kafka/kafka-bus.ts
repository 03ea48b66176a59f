import { unavailable } from '@parkline/errors';
import type { Admin } from 'kafkajs';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { deathHeaders } from '../dead-letter-headers';
import { createDelivery, type RetryPolicy } from '../delivery';
import type { OperableBus, Subscription } from '../event';
import { messagingMetrics } from '../metrics';
import { deadLetterTopic } from '../names';
import { readTopics, specOf } from '../topics';
import { currentTraceparent } from '../trace';
import { broadcastKafka } from './broadcast';
import { createClient } from './client';
import { kafkaDeadLetters } from './dead-letters';
import { createMissing } from './ensure-topics';
import { toMessage } from './messages';
import { createPublisher } from './publisher';
import { subscribeKafka } from './subscription';
import { defaultTimes, type ConsumerTimes } from './supervised-consumer';

export interface KafkaBusOptions {
  /** host:port of some brokers of the cluster. */
  brokers: string[];
  clientId: string;
  logger: Logger;
  metrics: Registry;
  /** deploy/kafka/topics.yaml: how topics are created that do not exist yet. */
  topicsFile?: string;
  /** Partitions that one subscription handles at the same time; 6 by default. */
  concurrency?: number;
  times?: Partial<ConsumerTimes>;
  retry?: Partial<RetryPolicy>;
  /** Time that handlers get to finish when the bus closes. */
  drainMs?: number;
}

/** Where all partitions of a fetch go to the handler together, none may wait for its turn. */
const allAtOnce = 64;

/** The event bus over Kafka. Connects when first used, and survives brokers that go and come back. */
export function createKafkaBus(options: KafkaBusOptions): OperableBus {
  const { brokers, clientId, logger, topicsFile, concurrency = 6, retry, drainMs = 10_000 } = options;
  const kafka = createClient(brokers, clientId, logger);
  const metrics = messagingMetrics(options.metrics);
  const times = { ...defaultTimes, ...options.times };
  const specs = topicsFile ? readTopics(topicsFile) : [];
  const publisher = createPublisher(kafka, logger);
  const open = new Set<Subscription>();
  const ensured = new Set<string>();
  let admin: Promise<Admin> | undefined;

  /** One connection for questions to the cluster, opened anew after it failed. */
  const withKeptAdmin = async <T>(work: (admin: Admin) => Promise<T>): Promise<T> => {
    admin ??= (async () => {
      const fresh = kafka.admin();
      await fresh.connect();
      return fresh;
    })();
    const present = admin;
    try {
      return await work(await present);
    } catch (error) {
      if (admin === present) {
        admin = undefined;
        present
          .then((old) => old.disconnect())
          .catch((late: unknown) => logger.debug({ err: late }, 'admin left behind'));
      }
      throw unavailable('broker_unavailable', `Kafka at ${brokers.join(', ')} does not answer.`, { cause: error });
    }
  };

  const prepare = async (topics: string[]): Promise<void> => {
    const fresh = topics.filter((topic) => !ensured.has(topic));
    if (fresh.length === 0) return;
    await withKeptAdmin((connected) =>
      createMissing(
        connected,
        fresh.map((topic) => specOf(topic, specs)),
      ),
    );
    for (const topic of fresh) ensured.add(topic);
  };

  const opened = (subscription: Subscription): Subscription => {
    const tracked = {
      async stop() {
        if (open.delete(tracked)) await subscription.stop();
      },
    };
    open.add(tracked);
    return tracked;
  };

  const send: typeof publisher.send = async (topic, messages) => {
    await prepare([topic]);
    await publisher.send(topic, messages);
  };

  return {
    async publish(topic, events) {
      if (events.length === 0) return;
      const traceparent = currentTraceparent();
      await send(
        topic,
        events.map((event) => toMessage(event.traceparent || !traceparent ? event : { ...event, traceparent })),
      );
      metrics.published.inc({ topic }, events.length);
    },

    async subscribe({ group, topics, handler, maxBatch, acrossPartitions, pace = 'steady' }) {
      const delivery = createDelivery({
        group,
        handler,
        maxBatch,
        acrossPartitions,
        retry,
        metrics,
        logger,
        bury: (event, reason) =>
          send(deadLetterTopic(event.topic, group), [toMessage(event, deathHeaders(group, event, reason))]),
      });
      const dead = topics.map((topic) => deadLetterTopic(topic, group));
      return opened(
        await subscribeKafka({
          kafka,
          group,
          topics,
          pace,
          delivery,
          metrics,
          logger,
          times,
          concurrency: acrossPartitions ? allAtOnce : concurrency,
          drainMs,
          prepare: (read) => prepare([...read, ...dead]),
        }),
      );
    },

    broadcast: async ({ topics, handler }) =>
      opened(await broadcastKafka({ kafka, clientId, topics, handler, times, logger, drainMs, prepare })),

    async ready() {
      await withKeptAdmin((connected) => connected.describeCluster());
    },

    async close() {
      await Promise.all([...open].map((subscription) => subscription.stop()));
      await publisher.close();
      const last = admin;
      admin = undefined;
      await (await last?.catch(() => undefined))?.disconnect();
    },

    deadLetters: kafkaDeadLetters(kafka, prepare, send),
  };
}
