import { createTicker, type Ticker } from '@parkline/mongo';
import type { Platform } from '@parkline/service-kit';
import type { fireDueSteps } from '../application/fire-due-steps';

/** Looks for steps that are reached, on every replica. */
export function fireStepsTimer(
  fire: ReturnType<typeof fireDueSteps>,
  everyMs: number,
  { logger, metrics }: Pick<Platform, 'logger' | 'metrics'>,
): Ticker {
  return createTicker({ name: 'fire-due-steps', everyMs, work: fire, logger, metrics });
}
