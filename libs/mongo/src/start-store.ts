import { startEmbedded } from './embedded-server';
import { findMongod, startMongod } from './mongod-server';
import type { StartedStore, StartStoreOptions } from './started-store';

/**
 * Gives a document store: the one at MONGODB_URI if that is set; else `mongod` from PATH as a one-node replica set;
 * else the embedded server, which is installed on first use. What was started here ends with this process.
 */
export async function startStore(options: StartStoreOptions): Promise<StartedStore> {
  const { env = process.env } = options;
  if (env.MONGODB_URI) return { uri: env.MONGODB_URI, stop: () => Promise.resolve() };
  const mongod = findMongod(env);
  return mongod ? startMongod(mongod, options) : startEmbedded(options);
}
