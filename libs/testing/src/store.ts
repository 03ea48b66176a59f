import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { startStore } from '@parkline/mongo';

export interface TestStore {
  uri: string;
  stop(): Promise<void>;
}

/**
 * A document store with a folder of its own that goes when it stops. Where PARKLINE_TEST_STORE or MONGODB_URI names one
 * that runs already, that is used: every test takes a database name of its own.
 */
export async function startTestStore(): Promise<TestStore> {
  const running = process.env.PARKLINE_TEST_STORE ?? process.env.MONGODB_URI;
  if (running) return { uri: running, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(join(tmpdir(), 'parkline-store-'));
  const cacheDir = resolve(__dirname, '..', '..', '..', '.cache');
  const store = await startStore({ dataDir, cacheDir, logger: pino({ level: 'silent' }) });
  return {
    uri: store.uri,
    async stop() {
      await store.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
