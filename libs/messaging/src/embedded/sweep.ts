import { BACKGROUND, type Store } from '@parkline/mongo';
import type { TopicSpec } from '../topics';
import { offsetOf, recordsFrom, type StoredRecord } from './records';

const dayMs = 86_400_000;
const pageSize = 1_000;

/**
 * Removes what the topic's declaration does not keep: events older than the retention time, or all but the last of each
 * key. Unlike Kafka it removes nothing by age that a group has still to read.
 * @returns how many records were removed
 */
export async function sweepTopic(store: Store, topic: TopicSpec, partitions: number, now: Date): Promise<number> {
  let removed = 0;
  for (let partition = 0; partition < partitions; partition++) {
    removed +=
      topic.cleanup === 'compact'
        ? await compact(store, topic.name, partition)
        : await expire(store, topic.name, partition, new Date(now.getTime() - (topic.retentionDays ?? 7) * dayMs));
  }
  return removed;
}

async function expire(store: Store, topic: string, partition: number, before: Date): Promise<number> {
  const records = store.collection<StoredRecord>('log');
  const unread = await lowestPosition(store, topic, partition);
  let removed = 0;
  for (;;) {
    const page = await records
      .find(recordsFrom(topic, partition, 0), { projection: { _id: 1, at: 1 }, comment: BACKGROUND })
      .sort({ _id: 1 })
      .limit(pageSize)
      .toArray();
    const old = page.filter(({ _id, at }) => at < before && offsetOf(_id) < unread);
    const last = old.at(-1);
    if (!last) return removed;
    const range = { _id: { $gte: old[0]!._id, $lte: last._id } };
    removed += (await records.deleteMany(range, { comment: BACKGROUND })).deletedCount;
    if (old.length < page.length) return removed;
  }
}

/** Groups know their positions by topic and partition first, see `positionId`. */
async function lowestPosition(store: Store, topic: string, partition: number): Promise<number> {
  const start = `${topic}|${partition}|`;
  const found = await store
    .collection<{ _id: string; next: number }>('positions')
    .find({ _id: { $gte: start, $lt: `${start}\uffff` } })
    .toArray();
  return Math.min(...found.map(({ next }) => next));
}

async function compact(store: Store, topic: string, partition: number): Promise<number> {
  const records = store.collection<StoredRecord>('log');
  const lastOf = new Map<string, string>();
  const superseded: string[] = [];
  for (let from = 0; ;) {
    const page = await records
      .find(recordsFrom(topic, partition, from), { projection: { _id: 1, key: 1 }, comment: BACKGROUND })
      .sort({ _id: 1 })
      .limit(pageSize)
      .toArray();
    for (const { _id, key } of page) {
      const earlier = lastOf.get(key);
      if (earlier !== undefined) superseded.push(earlier);
      lastOf.set(key, _id);
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    from = offsetOf(last._id) + 1;
  }
  for (let i = 0; i < superseded.length; i += pageSize) {
    await records.deleteMany({ _id: { $in: superseded.slice(i, i + pageSize) } }, { comment: BACKGROUND });
  }
  return superseded.length;
}
