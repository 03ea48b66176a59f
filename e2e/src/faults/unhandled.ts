import { Kafka, logLevel, type Admin } from 'kafkajs';
import { connectStore, type Store } from '@parkline/mongo';
import pino from 'pino';
import type { Cluster, ServiceName } from '../cluster';

/** Work that a service, or all of them, still has before it. */
export interface Backlog {
  /** Events in the topics that the service's groups have not committed. */
  lag: number;
  /** Aggregates with events that the relay has not cleared. */
  pending: number;
}

export interface BacklogReader {
  of(service: ServiceName): Promise<Backlog>;
  total(): Promise<Backlog>;
  store(service: ServiceName): Store;
  close(): Promise<void>;
}

/** The collections whose documents hold pending events. */
const aggregates: Partial<Record<ServiceName, readonly string[]>> = {
  intake: ['complaints'],
  casework: ['cases'],
  routing: ['cases'],
  sla: ['clock_sets'],
  feedback: ['revisits'],
};
const consumers: readonly ServiceName[] = [
  'intake',
  'casework',
  'routing',
  'sla',
  'feedback',
  'notification',
  'reporting',
];
const logger = pino({ level: 'silent' });

/** Reads positions from the broker and outboxes from the stores, beside the services. */
export async function readBacklogs(cluster: Cluster, brokers: string[], mongodbUri: string): Promise<BacklogReader> {
  const kafka = new Kafka({ brokers, clientId: 'checker', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const first = await connectStore({ uri: mongodbUri, database: 'checker', logger });
  const stores = new Map<ServiceName, Store>();
  const store = (service: ServiceName): Store => {
    const known = stores.get(service);
    if (!known) throw new Error(`${service} runs nowhere in this cluster`);
    return known;
  };
  for (const { service } of cluster.replicas) {
    if (stores.has(service)) continue;
    const database = cluster.databaseOf(service);
    stores.set(service, await connectStore({ uri: mongodbUri, database, logger, client: first.client }));
  }
  const of = async (service: ServiceName): Promise<Backlog> => {
    const lags = await Promise.all([service, `${service}-self`].map((group) => lagOf(admin, group)));
    const pending = await Promise.all(
      (aggregates[service] ?? []).map((name) =>
        store(service)
          .collection(name)
          .countDocuments({ pendingSince: { $gt: new Date(0) } }),
      ),
    );
    return { lag: sum(lags), pending: sum(pending) };
  };
  return {
    of,
    async total() {
      const all = await Promise.all(consumers.map(of));
      return { lag: sum(all.map(({ lag }) => lag)), pending: sum(all.map(({ pending }) => pending)) };
    },
    store,
    async close() {
      await admin.disconnect();
      await first.close();
    },
  };
}

async function lagOf(admin: Admin, groupId: string): Promise<number> {
  const committed = await admin.fetchOffsets({ groupId });
  const lags = await Promise.all(
    committed.map(async ({ topic, partitions }) => {
      const ends = new Map(
        (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]),
      );
      return sum(partitions.map(({ partition, offset }) => (ends.get(partition) ?? 0) - Math.max(0, Number(offset))));
    }),
  );
  return sum(lags);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
