import type { Logger } from 'pino';

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
