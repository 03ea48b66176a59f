import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { tickerLateness } from './metrics';

export interface TickerOptions {
  name: string;
  everyMs: number;
  /** Returns how much it did: while that is more than 0 the next round follows at once. */
  work: () => Promise<number>;
  logger: Logger;
  metrics: Registry;
}

export interface Ticker {
  start(): void;
  /** Resolves once the running round has ended. */
  stop(): Promise<void>;
}

/** Repeats a piece of work. A round that throws is logged and tried again after the interval. */
export function createTicker({ name, everyMs, work, logger, metrics }: TickerOptions): Ticker {
  const lateness = tickerLateness(metrics, name);
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();

  const plan = (delayMs: number) => {
    const plannedAt = Date.now() + delayMs;
    timer = setTimeout(() => {
      lateness.observe(Math.max(0, Date.now() - plannedAt) / 1000);
      round = run();
    }, delayMs);
  };

  const run = async () => {
    try {
      while (running && (await work()) > 0);
    } catch (error) {
      logger.error({ err: error, ticker: name }, 'round failed, will be repeated');
    }
    if (running) plan(everyMs);
  };

  return {
    start() {
      if (running) return;
      running = true;
      // Replicas started together should not work in step.
      plan(Math.random() * Math.min(everyMs, 1000));
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await round;
    },
  };
}
