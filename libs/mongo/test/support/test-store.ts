import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { connectStore, startStore, type StartedStore, type Store } from '../../src';

export const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
/** Shared by all clones and runs: the embedded server is installed only once. */
export const cacheDir = resolve(__dirname, '../../../../.cache');

export interface TestStore {
  uri: string;
  store: Store;
  /** Another pool on the same database, as another replica has it. */
  connect(): Promise<Store>;
  close(): Promise<void>;
}

/** A database of its own on the shared test server, or on one started for this file. */
export async function openTestStore(): Promise<TestStore> {
  const database = `mongo_test_${randomBytes(6).toString('hex')}`;
  const { uri, stop } = await server();
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

async function server(): Promise<StartedStore> {
  const shared = process.env.PARKLINE_TEST_STORE_URI;
  if (shared) return { uri: shared, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(join(tmpdir(), 'parkline-mongo-test-'));
  const started = await startStore({ dataDir, cacheDir, logger });
  return {
    uri: started.uri,
    async stop() {
      await started.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
