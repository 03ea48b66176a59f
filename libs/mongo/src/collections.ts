import type { mongo } from 'mongoose';
import type { Store } from './store';

export interface IndexSpec {
  keys: Record<string, 1 | -1>;
  unique?: boolean;
  sparse?: boolean;
  expireAfterSeconds?: number;
}

export interface CollectionSpec {
  name: string;
  indexes?: IndexSpec[];
}

/**
 * Creates what is missing of these collections and indexes, one after another; safe to call from several replicas at
 * once. An index that is no longer declared is left alone: dropping one is a decision of its own.
 */
export async function syncCollections(store: Store, collections: readonly CollectionSpec[]): Promise<void> {
  for (const { name, indexes = [] } of collections) {
    await createCollection(store.db, name);
    if (indexes.length === 0) continue;
    await store.db.collection(name).createIndexes(indexes.map(toDescription));
  }
}

async function createCollection(db: mongo.Db, name: string): Promise<void> {
  try {
    await db.createCollection(name);
  } catch (error) {
    const namespaceExists = 48;
    if ((error as { code?: unknown }).code !== namespaceExists) throw error;
  }
}

function toDescription({ keys, ...options }: IndexSpec): mongo.IndexDescription {
  return { key: keys, ...options };
}
