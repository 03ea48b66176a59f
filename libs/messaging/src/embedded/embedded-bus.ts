import type { Store } from '@parkline/mongo';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { RetryPolicy } from '../delivery';
import type { OperableBus } from '../event';
import { createLogBus } from '../log-bus';
import { messagingMetrics } from '../metrics';
import { specOf, type TopicSpec } from '../topics';
import { lockProcess } from './process-lock';
import { createStoreLog } from './store-log';
import { sweepTopic } from './sweep';

const sweepEveryMs = 60 * 60_000;

export interface EmbeddedBusOptions {
  /** A database of the bus's own; it uses the collections log, positions and topics. */
  store: Store;
  /** Beside the data: only one process at a time may use it. */
  lockPath: string;
  logger: Logger;
  metrics: Registry;
  topics: TopicSpec[];
  /** Partitions of each topic; 2 by default. Topics that exist already keep theirs. */
  partitions?: number;
  retry?: Partial<RetryPolicy>;
  drainMs?: number;
}

/**
 * The event bus of one machine: a durable log in the document store, for a single process. Throws `Conflict` (`in_use`)
 * where another process has it.
 */
export async function createEmbeddedBus(options: EmbeddedBusOptions): Promise<OperableBus> {
  const { store, lockPath, logger, metrics, topics, partitions = 2, retry, drainMs } = options;
  const lock = await lockProcess(lockPath);
  try {
    const log = await createStoreLog({ store, logger, topics, partitions });
    const bus = createLogBus({ log, logger, metrics: messagingMetrics(metrics), retry, drainMs });

    const sweep = async (): Promise<void> => {
      for await (const { _id: name, partitions: count } of store
        .collection<{ _id: string; partitions: number }>('topics')
        .find()) {
        const removed = await sweepTopic(store, specOf(name, topics), count, new Date());
        if (removed > 0) logger.info({ topic: name, removed }, 'old events removed');
      }
    };
    let sweeping = Promise.resolve();
    const sweepSoon = (): void => {
      sweeping = sweeping.then(sweep).catch((error: unknown) => logger.warn({ err: error }, 'old events not removed'));
    };
    sweepSoon();
    const timer = setInterval(sweepSoon, sweepEveryMs).unref();

    return {
      ...bus,
      async close() {
        clearInterval(timer);
        await sweeping;
        await bus.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
