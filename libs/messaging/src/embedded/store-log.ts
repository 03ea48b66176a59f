import type { Collection, Store } from '@parkline/mongo';
import type { Logger } from 'pino';
import { partitionOf, type AppendListener, type EventLog, type LogEntry, type LogRecord } from '../log';
import { specOf, type TopicSpec } from '../topics';
import { createPositions, END } from './positions';
import { fromStored, offsetOf, recordId, recordsBetween, recordsFrom, toStored, type StoredRecord } from './records';
import { createTail, type Tail } from './tail';

export interface StoreLogOptions {
  store: Store;
  logger: Logger;
  topics: TopicSpec[];
  /** Partitions of topics that come to be, whatever their declaration says: one process needs few. */
  partitions: number;
}

interface StoredTopic {
  _id: string;
  partitions: number;
}

interface TopicState {
  name: string;
  tails: Tail[];
  /** A write failed, and nobody knows how much of it was written. */
  doubtful: boolean;
}

interface Waiting {
  topic: string;
  entries: LogEntry[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * A durable log in the document store. One process writes it, so offsets are given in memory; appends that come while
 * another is being written go together into the next write. Readers near the end are served from memory.
 */
export async function createStoreLog({ store, logger, topics, partitions }: StoreLogOptions): Promise<EventLog> {
  const records = store.collection<StoredRecord>('log');
  const known = store.collection<StoredTopic>('topics');
  const positions = await createPositions(store, logger);
  const states = new Map<string, Promise<TopicState>>();
  const loaded = new Map<string, TopicState>();
  const listeners = new Set<AppendListener>();
  const queue: Waiting[] = [];
  let writing: Promise<void> | undefined;

  const endOf = (topic: string, partition: number): Promise<number> =>
    findEnd(records, topic, partition, positions.get(END, topic, partition));

  const loadTopic = async (name: string): Promise<TopicState> => {
    const spec = specOf(name, topics, partitions);
    const stored = await known.findOne({ _id: name });
    const count = stored?.partitions ?? Math.min(spec.partitions, partitions);
    if (!stored) await known.updateOne({ _id: name }, { $set: { partitions: count } }, { upsert: true });
    const ends = await Promise.all(Array.from({ length: count }, (_, partition) => endOf(name, partition)));
    const state = { name, tails: ends.map(createTail), doubtful: false };
    loaded.set(name, state);
    return state;
  };

  const stateOf = (name: string): Promise<TopicState> => {
    const existing = states.get(name);
    if (existing) return existing;
    const loading = loadTopic(name);
    states.set(name, loading);
    loading.catch(() => states.delete(name));
    return loading;
  };

  const tailOf = (topic: string, partition: number): Tail => {
    const tail = loaded.get(topic)?.tails[partition];
    if (!tail) throw new Error(`${topic} has no partition ${partition}.`);
    return tail;
  };

  const notify = (topic: string, partition: number, added: LogRecord[]): void => {
    for (const listener of listeners) listener(topic, partition, added);
  };

  /** After a failed write the ends are those of the store; what was written after all is read from there. */
  const settleDoubt = async (state: TopicState): Promise<void> => {
    for (const [partition, tail] of state.tails.entries()) {
      tail.restartAt(await endOf(state.name, partition));
      notify(state.name, partition, []);
    }
    state.doubtful = false;
  };

  const write = async (batch: Waiting[]): Promise<void> => {
    const at = new Date();
    const added = new Map<Tail, { state: TopicState; partition: number; records: LogRecord[] }>();
    const stored: StoredRecord[] = [];
    for (const { topic, entries } of batch) {
      const state = await stateOf(topic);
      if (state.doubtful) await settleDoubt(state);
      for (const entry of entries) {
        const partition = partitionOf(entry.event.key, state.tails.length);
        const tail = state.tails[partition]!;
        const addition = added.get(tail) ?? { state, partition, records: [] };
        added.set(tail, addition);
        const record = { ...entry, offset: tail.end() + addition.records.length };
        addition.records.push(record);
        stored.push(toStored(recordId(topic, partition, record.offset), entry, at));
      }
    }
    try {
      if (stored.length > 0) await records.insertMany(stored);
    } catch (error) {
      for (const { state } of added.values()) state.doubtful = true;
      throw error;
    }
    for (const [tail, { state, partition, records: fresh }] of added) {
      tail.push(fresh);
      positions.set(END, state.name, partition, tail.end());
      notify(state.name, partition, fresh);
    }
  };

  const writeAll = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        await write(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = undefined;
  };

  for (const { name } of topics) await stateOf(name);

  return {
    partitions: async (topic) => (await stateOf(topic)).tails.length,
    append: (topic, entries) =>
      new Promise((resolve, reject) => {
        queue.push({ topic, entries, resolve, reject });
        writing ??= writeAll();
      }),
    async read(topic, partition, from, limit) {
      const inMemory = tailOf(topic, partition).read(from, limit);
      if (inMemory) return inMemory;
      return readStored(records, { topic, partition, from, end: tailOf(topic, partition).end(), limit });
    },
    end: (topic, partition) => tailOf(topic, partition).end(),
    position: (group, topic, partition) => Promise.resolve(positions.get(group, topic, partition)),
    commit(group, topic, partition, next) {
      positions.set(group, topic, partition, next);
      return Promise.resolve();
    },
    onAppend(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ping: () => store.ping(),
    async close() {
      await writing;
      await positions.close();
    },
  };
}

/** Reads no wider than needed: the embedded server looks at the whole range before it takes the first few. */
async function readStored(
  records: Collection<StoredRecord>,
  {
    topic,
    partition,
    from,
    end,
    limit,
  }: { topic: string; partition: number; from: number; end: number; limit: number },
): Promise<LogRecord[]> {
  for (let width = limit; ; width *= 10) {
    const range = recordsBetween(topic, partition, from, from + width);
    const found = await records.find(range, { promoteBuffers: true }).sort({ _id: 1 }).limit(limit).toArray();
    // Where events were removed the offsets have gaps.
    if (found.length > 0 || from + width >= end) return found.map(fromStored);
  }
}

/** The offset after the last record. `atLeast` was noted a moment before the process ended. */
async function findEnd(
  records: Collection<StoredRecord>,
  topic: string,
  partition: number,
  atLeast: number,
): Promise<number> {
  const range = recordsFrom(topic, partition, atLeast);
  const [last] = await records
    .find(range, { projection: { _id: 1 } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return last ? offsetOf(last._id) + 1 : atLeast;
}
