import type { DueWork } from '@parkline/mongo';
import { type Case, type CaseEvent, dueActs, settle } from '../domain';
import { countNobody } from './count-nobody';
import type { CurrentOrganisation } from './ports';

/** Cases by the time at which casework itself must act. */
export interface DueCases {
  due(work: DueWork<Case, CaseEvent>): Promise<number>;
}

/** At most this many cases a round. */
const roundSize = 200;

/**
 * One round of the timer: records what follows from every review date and time limit that is over. Every replica runs
 * it; the save decides who has recorded it. Returns how many cases it changed, so that the caller goes on at once while
 * there is more.
 */
export function actOnTimeLimits({
  cases,
  organisation,
  clock,
  onNobodyAt,
}: {
  cases: DueCases;
  organisation: CurrentOrganisation;
  clock: () => Date;
  /** Told when an approval is overdue and there is no deputy: rather twice, where replicas meet, than never. */
  onNobodyAt: (role: string) => void;
}) {
  return (): Promise<number> => {
    const at = clock();
    const directory = organisation();
    return cases.due({
      now: at,
      limit: roundSize,
      decide: (loaded) => {
        const c = loaded.state;
        if (!c) return undefined;
        const events = dueActs(c, at, directory, directory.workingTime(c.parkCode));
        countNobody(events, onNobodyAt);
        // Without an event the time was that of older rules: saving works it out anew.
        return { loaded, events, at, ...(events.length === 0 ? { replaceState: settle(c) } : {}) };
      },
    });
  };
}
