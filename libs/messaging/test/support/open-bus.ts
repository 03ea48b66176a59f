import { pino } from 'pino';
import { Registry } from 'prom-client';
import { connectStore } from '@parkline/mongo';
import { createEmbeddedBus, createKafkaBus, type OperableBus } from '../../src';

/** How to reach a log, in a form that a child process can be given. */
export type BusAddress =
  { adapter: 'kafka'; brokers: string[] } | { adapter: 'embedded'; uri: string; database: string; lockPath: string };

/** Short waits; otherwise as in production. */
export async function openBus(address: BusAddress): Promise<OperableBus> {
  const logger = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const retry = { tries: 3, firstWaitMs: 20, longestWaitMs: 100 };
  const metrics = new Registry();
  if (address.adapter === 'kafka') {
    const times = { sessionTimeoutMs: 2_000, rebalanceTimeoutMs: 10_000, fetchWaitMs: 100 };
    return createKafkaBus({ brokers: address.brokers, clientId: 'contract', logger, metrics, retry, times });
  }
  const store = await connectStore({ uri: address.uri, database: address.database, logger });
  try {
    const bus = await createEmbeddedBus({ store, lockPath: address.lockPath, logger, metrics, topics: [], retry });
    return {
      ...bus,
      async close() {
        await bus.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
