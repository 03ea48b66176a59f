import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaJSProtocolError, type Admin, type Kafka } from 'kafkajs';
import { pino } from 'pino';
import type { TopicSpec } from '../topics';
import { createClient } from './client';

const dayMs = 86_400_000;
const leadersWithinMs = 15_000;

/** Creates the topics that are missing; those that exist stay as they are. Safe to call from many processes at once. */
export async function ensureTopics(brokers: string[], specs: TopicSpec[]): Promise<void> {
  await withAdmin(createClient(brokers, 'topics', pino({ level: 'silent' })), (admin) => createMissing(admin, specs));
}

export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function createMissing(admin: Admin, specs: TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = specs.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  // False means that another process was faster with one of them.
  await admin.createTopics({ topics: missing.map(toTopicConfig), waitForLeaders: false });
  await leadersKnown(
    admin,
    missing.map(({ name }) => name),
  );
}

const toTopicConfig = ({ name, partitions, cleanup, retentionDays = 7 }: TopicSpec) => ({
  topic: name,
  numPartitions: partitions,
  // The broker's default: three on a cluster, one on a single node.
  replicationFactor: -1,
  configEntries: [
    { name: 'cleanup.policy', value: cleanup },
    { name: 'retention.ms', value: cleanup === 'compact' ? '-1' : String(retentionDays * dayMs) },
  ],
});

/** A topic that was just created has no leaders for a moment, and consumers fail on that. */
async function leadersKnown(admin: Admin, topics: string[]): Promise<void> {
  for (const end = Date.now() + leadersWithinMs; ; await sleep(50)) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics });
      if (found.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)))
        return;
    } catch (error) {
      if (!(error instanceof KafkaJSProtocolError) || Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`The topics ${topics.join(', ')} got no leaders in time.`);
  }
}
