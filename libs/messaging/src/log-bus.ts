import type { Logger } from 'pino';
import { deathHeaders } from './dead-letter-headers';
import { createDelivery, type RetryPolicy } from './delivery';
import type { OperableBus, Subscription } from './event';
import type { EventLog } from './log';
import { logDeadLetters } from './log-dead-letters';
import { createLogGroup, type LogGroup } from './log-group';
import type { MessagingMetrics } from './metrics';
import { deadLetterTopic, retryTopic } from './names';
import { currentTraceparent } from './trace';

export interface LogBusOptions {
  log: EventLog;
  logger: Logger;
  metrics: MessagingMetrics;
  retry?: Partial<RetryPolicy>;
  /** Time that handlers get to finish when the bus closes. */
  drainMs?: number;
}

/** The event bus over a log in this process: the embedded and the memory adapter differ in the log only. */
export function createLogBus({ log, logger, metrics, retry, drainMs = 10_000 }: LogBusOptions): OperableBus {
  const groups = new Map<string, LogGroup>();
  const open = new Set<Subscription>();

  const groupOf = (name: string): LogGroup => {
    const existing = groups.get(name);
    if (existing) return existing;
    const group = createLogGroup(name, { log, logger, metrics }, (topic) => [
      { log: topic, topic },
      { log: retryTopic(topic, name), topic },
    ]);
    groups.set(name, group);
    return group;
  };

  const opened = (stop: () => Promise<void>): Subscription => {
    const subscription = {
      async stop() {
        if (open.delete(subscription)) await stop();
      },
    };
    open.add(subscription);
    return subscription;
  };

  return {
    async publish(topic, events) {
      if (events.length === 0) return;
      const traceparent = currentTraceparent();
      await log.append(
        topic,
        events.map((event) => ({ event: event.traceparent || !traceparent ? event : { ...event, traceparent } })),
      );
      metrics.published.inc({ topic }, events.length);
    },

    async subscribe({ group, topics, handler, maxBatch = 200, acrossPartitions }) {
      const delivery = createDelivery({
        group,
        handler,
        maxBatch,
        acrossPartitions,
        retry,
        metrics,
        logger,
        bury: (event, reason) =>
          log.append(deadLetterTopic(event.topic, group), [{ event, headers: deathHeaders(group, event, reason) }]),
      });
      const membership = await groupOf(group).join({ topics: new Set(topics), delivery, maxBatch });
      return opened(() => membership.leave(drainMs));
    },

    async broadcast({ topics, handler }) {
      for (const topic of topics) await log.partitions(topic);
      const stop = log.onAppend((topic, partition, records) => {
        if (!topics.includes(topic)) return;
        for (const { event, offset } of records) {
          try {
            handler({ ...event, topic, partition, offset: String(offset) });
          } catch (error) {
            logger.error({ err: error, topic, id: event.id }, 'a broadcast reader failed');
          }
        }
      });
      return opened(() => Promise.resolve(stop()));
    },

    ready: () => log.ping(),

    async close() {
      await Promise.all([...open].map((subscription) => subscription.stop()));
      await log.close();
    },

    deadLetters: logDeadLetters(log),
  };
}
