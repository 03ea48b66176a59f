import { isParklineError } from '@parkline/errors';
import type { Registry } from 'prom-client';
import { messagingMetrics } from './metrics';

/**
 * Runs a command that follows from an event. Where its owner says that the matter has moved on (refused, or no longer
 * there), the command is settled all the same: counted, and `undefined` instead of an answer. Other errors pass through.
 */
export async function settled<T>(command: () => Promise<T>, metrics?: Registry): Promise<T | undefined> {
  try {
    return await command();
  } catch (error) {
    if (!isParklineError(error, 'Refused') && !isParklineError(error, 'NotFound')) throw error;
    if (metrics) messagingMetrics(metrics).movedOn.inc();
    return undefined;
  }
}
