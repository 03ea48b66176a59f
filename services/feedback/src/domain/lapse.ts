import type { FeedbackEvent, RevisitFile } from './revisits';

/** Ends the revisit that nobody has answered in time, if there is one by now. */
export function lapse(file: RevisitFile, now: Date): FeedbackEvent[] {
  const { revisits, ...facts } = file;
  return revisits
    .filter((revisit) => revisit.status === 'open' && revisit.lapsesAt <= now)
    .map((revisit) => ({
      facts,
      revisit: { ...revisit, status: 'lapsed' as const },
      change: { type: 'RevisitLapsed' },
    }));
}
