import { lapse } from '../domain/lapse';
import type { RevisitFiles } from './ports';

/** One round of the timer: ends revisits that nobody has answered in time. Returns how many cases it changed. */
export function lapseRevisits({
  files,
  clock,
  limit = 200,
}: {
  files: RevisitFiles;
  clock: () => Date;
  limit?: number;
}) {
  return (): Promise<number> => {
    const now = clock();
    return files.due({
      now,
      limit,
      decide: (loaded) => {
        const events = loaded.state ? lapse(loaded.state, now) : [];
        return events.length > 0 ? { loaded, events, at: now } : undefined;
      },
    });
  };
}
