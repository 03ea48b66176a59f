import { createTicker, type Ticker } from '@parkline/mongo';
import type { Platform } from '@parkline/service-kit';
import type { actOnTimeLimits } from '../application/act-on-time-limits';

/** Looks for review dates and time limits that are over, on every replica. */
export function timeLimitsTimer(
  act: ReturnType<typeof actOnTimeLimits>,
  everyMs: number,
  { logger, metrics }: Pick<Platform, 'logger' | 'metrics'>,
): Ticker {
  return createTicker({ name: 'act-on-time-limits', everyMs, work: act, logger, metrics });
}
