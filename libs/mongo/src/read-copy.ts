import type { Logger } from 'pino';
import { onlyDuplicates } from './duplicates';
import { CHANGES, createSharedChanges } from './shared-changes';
import { BACKGROUND, type Store } from './store';

export interface ReadCopyOptions {
  /** Collection name. */
  name: string;
  /** How often to look whether another replica changed it. */
  refreshMs?: number;
  logger: Logger;
}

export interface ReadCopyItem<T> {
  key: string;
  seq: number;
  /** null: the owner has removed it. */
  value: T | null;
}

/** What another service told us, kept in our own store and in memory. */
export interface ReadCopy<T> {
  /** Takes over items that are newer than what is kept. */
  apply(items: readonly ReadCopyItem<T>[]): Promise<void>;
  get(key: string): T | undefined;
  all(): ReadonlyMap<string, T>;
  /** Changes whenever the content does, so that indexes derived from it can be kept until then. */
  readonly revision: number;
  /** Loads the copy and follows what other replicas change. */
  start(): Promise<void>;
  stop(): void;
}

interface CopyDocument<T> {
  _id: string;
  seq: number;
  value?: T | null;
}

export function createReadCopy<T>(store: Store, { name, refreshMs = 2000, logger }: ReadCopyOptions): ReadCopy<T> {
  const collection = store.collection<CopyDocument<T>>(name);
  const seqs = new Map<string, number>();
  const values = new Map<string, T>();
  let revision = 0;

  const keep = (key: string, seq: number, value: T | null | undefined): boolean => {
    if (seq <= (seqs.get(key) ?? 0)) return false;
    seqs.set(key, seq);
    if (value === null || value === undefined) values.delete(key);
    else values.set(key, value);
    return true;
  };

  const reload = async (): Promise<void> => {
    let changed = false;
    for await (const doc of collection.find({}, { comment: BACKGROUND })) {
      if (doc._id !== CHANGES && keep(doc._id, doc.seq, doc.value)) changed = true;
    }
    if (changed) revision++;
  };

  const changes = createSharedChanges(store, {
    ...{ name, refreshMs, reload },
    failed: (error) => logger.warn({ err: error, copy: name }, 'read copy not refreshed'),
  });

  return {
    async apply(items) {
      const newest = new Map<string, ReadCopyItem<T>>();
      for (const item of items) {
        const known = Math.max(seqs.get(item.key) ?? 0, newest.get(item.key)?.seq ?? 0);
        if (item.seq > known) newest.set(item.key, item);
      }
      if (newest.size === 0) return;
      await collection
        .bulkWrite(
          [...newest.values()].map(({ key, seq, value }) => ({
            updateOne: { filter: { _id: key, seq: { $lt: seq } }, update: { $set: { seq, value } }, upsert: true },
          })) as Parameters<typeof collection.bulkWrite>[0],
          { ordered: false },
        )
        .catch((error: unknown) => {
          // An upsert that finds a newer one stumbles over its id: nothing to do for that item.
          if (!onlyDuplicates(error)) throw error;
        });
      await changes.tell();
      for (const { key, seq, value } of newest.values()) keep(key, seq, value);
      revision++;
    },
    get: (key) => values.get(key),
    all: () => values,
    get revision() {
      return revision;
    },
    async start() {
      await store.db.collection(name).createIndex({ _id: 1, seq: 1 });
      await changes.start();
    },
    stop: () => changes.stop(),
  };
}
