import { Kafka, logLevel, type Admin } from 'kafkajs';
import { connectStore, type Store } from '@parkline/mongo';
import { topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import pino from 'pino';
import type { Cluster, ServiceName } from '../cluster';

/** Work that a service, or all of them, still has before it. */
export interface Backlog {
  /** Events in the topics that the service's groups read and have not committed. */
  lag: number;
  /** Aggregates with events that the relay has not cleared. */
  pending: number;
}

export interface BacklogReader {
  of(service: ServiceName): Promise<Backlog>;
  total(): Promise<Backlog>;
  /** Which consumer groups lag on which topics, for a person. */
  describe(): Promise<string>;
  /** Events of some topics that one consumer group has not committed. */
  lagOf(group: string, names: string[]): Promise<number>;
  /** How many events a topic has got in all. */
  published(topic: string): Promise<number>;
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
/** Which topics each consumer group reads. What a group has never committed counts as unhandled from the beginning. */
const groups: Partial<Record<ServiceName, Record<string, string[]>>> = {
  intake: { intake: [topics.directory] },
  casework: { casework: [topics.directory, topics.intake] },
  routing: { routing: [topics.directory, topics.case], 'routing-self': [topics.routing] },
  sla: { sla: [topics.case, topics.feedback], 'sla-self': [topics.sla] },
  feedback: { feedback: [topics.case], 'feedback-self': [topics.feedback] },
  notification: { notification: [topics.directory, topics.intake, topics.case, topics.sla, topics.feedback] },
  reporting: { reporting: [topics.directory, topics.case, topics.feedback, topics.sla] },
};
const consumers = Object.keys(groups) as ServiceName[];
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
    const read = Object.entries(groups[service] ?? {});
    const lags = await Promise.all(read.map(([group, names]) => lagOf(admin, group, names)));
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
      const all = await Promise.all(consumers.filter((service) => stores.has(service)).map(of));
      return { lag: sum(all.map(({ lag }) => lag)), pending: sum(all.map(({ pending }) => pending)) };
    },
    async describe() {
      const read = Object.values(groups).flatMap((ofService) => Object.entries(ofService));
      const lags = await Promise.all(
        read.flatMap(([group, names]) =>
          names.map(async (name) => ({ group, name, lag: await lagOf(admin, group, [name]) })),
        ),
      );
      const behind = lags.filter(({ lag }) => lag > 0).map(({ group, name, lag }) => `${group} on ${name} by ${lag}`);
      const away = cluster.replicas.filter(({ alive }) => !alive).map(({ service, index }) => `${service}-${index}`);
      return `${behind.join(', ') || 'nobody is behind'}; not alive: ${away.join(', ') || 'none'}`;
    },
    lagOf: (group, names) => lagOf(admin, group, names),
    async published(topic) {
      return sum((await admin.fetchTopicOffsets(topic)).map(({ high }) => Number(high)));
    },
    store,
    async close() {
      await admin.disconnect();
      await first.close();
    },
  };
}

/** Waits until everything that was published has been handled by everybody, several times in a row. */
export async function untilQuiet(backlogs: BacklogReader, { timeoutMs = 180_000 } = {}): Promise<void> {
  let still = 0;
  await waitFor(
    async () => {
      const { lag, pending } = await backlogs.total();
      still = lag + pending === 0 ? still + 1 : 0;
      if (still < 3) throw new Error(`${lag} events and ${pending} aggregates to go`);
      return true;
    },
    { timeoutMs, everyMs: 300, what: 'all work to be done' },
  ).catch(async (cause: unknown) => {
    throw new Error(`Not all work is done: ${await backlogs.describe()}`, { cause });
  });
}

async function lagOf(admin: Admin, groupId: string, names: string[]): Promise<number> {
  const committed = await admin.fetchOffsets({ groupId, topics: names });
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
