import type { Registry } from 'prom-client';
import type { Checks } from './admin';

/** A service put together: it can be asked as soon as it exists, and does its own work from `start` to `stop`. */
export interface App {
  name: string;
  /** Where it listens, if it does. */
  grpcPort?: number;
  httpPort?: number;
  metrics: Registry;
  /** What /readyz asks. */
  checks: Checks;
  /** Begins consumers, relays and timers. */
  start(): Promise<void>;
  /** Stops accepting, finishes what is under way, commits, and closes what it opened. */
  stop(): Promise<void>;
}
