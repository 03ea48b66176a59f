import { randomBytes } from 'node:crypto';
import { startTestStore } from '@parkline/testing';
import { connectStore, type Store } from '../../src';
import { logger } from './logger';

export interface TestStore {
  uri: string;
  store: Store;
  /** Another pool on the same database, as another replica has it. */
  connect(): Promise<Store>;
  close(): Promise<void>;
}

/** A database of its own on the test server of this run, or on one started for this file. */
export async function openTestStore(): Promise<TestStore> {
  const database = `mongo_test_${randomBytes(6).toString('hex')}`;
  const { uri, stop } = await startTestStore();
  const pools: Store[] = [];
  const connect = async () => {
    const store = await connectStore({ uri, database, logger });
    pools.push(store);
    return store;
  };
  const store = await connect();
  return {
    uri,
    store,
    connect,
    async close() {
      await store.db.dropDatabase();
      await Promise.all(pools.map((pool) => pool.close()));
      await stop();
    },
  };
}
