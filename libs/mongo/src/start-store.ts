import type { Logger } from 'pino';
import { startEmbedded } from './embedded-server';
import { findMongod, startMongod } from './mongod-server';

export interface StartStoreOptions {
  /** Holds all data of a store that is started here. */
  dataDir: string;
  /** Where the embedded server is installed on first use; may be shared between clones. Default: `dataDir`. */
  cacheDir?: string;
  logger: Logger;
  /** Gets a line for a person about each step that takes time. */
  progress?: (line: string) => void;
  /** Memory for the embedded server's cache. */
  cacheMegabytes?: number;
  /** Called with its last words if a store that was started here ends by itself. */
  onUnexpectedEnd?: (lastLine: string) => void;
  env?: Record<string, string | undefined>;
  platform?: NodeJS.Platform;
}

export interface StartedStore {
  uri: string;
  stop(): Promise<void>;
}

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
