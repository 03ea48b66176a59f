import { createTicker, type Ticker } from '@parkline/mongo';
import type { Platform } from '@parkline/service-kit';
import type { lapseRevisits } from '../application/lapse-revisits';

/** Looks for revisits that nobody has answered in time, on every replica. */
export function lapseTimer(
  lapse: ReturnType<typeof lapseRevisits>,
  everyMs: number,
  { logger, metrics }: Pick<Platform, 'logger' | 'metrics'>,
): Ticker {
  return createTicker({ name: 'lapse-revisits', everyMs, work: lapse, logger, metrics });
}
