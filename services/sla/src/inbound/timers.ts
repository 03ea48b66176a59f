import { createTicker, type Ticker } from '@parkline/mongo';
import type { Platform } from '@parkline/service-kit';

type Round = () => Promise<number>;
type Parts = Pick<Platform, 'logger' | 'metrics'>;

const HOUR_MS = 3_600_000;

/** Looks for steps that are reached, on every replica. */
export function fireStepsTimer(fire: Round, everyMs: number, { logger, metrics }: Parts): Ticker {
  return createTicker({ name: 'fire-due-steps', everyMs, work: fire, logger, metrics });
}

/** Looks for deadlines to be worked out anew, on every replica. */
export function sweepTimers(
  rounds: { recompute: Round; apply: Round; watch: Round },
  everyMs: number,
  { logger, metrics }: Parts,
): Ticker[] {
  return [
    createTicker({ name: 'recompute-deadlines', everyMs, work: rounds.recompute, logger, metrics }),
    createTicker({ name: 'carry-out-applications', everyMs, work: rounds.apply, logger, metrics }),
    createTicker({
      name: 'watch-coverage',
      everyMs: Math.min(HOUR_MS, everyMs * 12),
      work: rounds.watch,
      logger,
      metrics,
    }),
  ];
}
