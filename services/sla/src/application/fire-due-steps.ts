import { fireDue } from '../domain/fire-steps';
import type { RuleBook } from '../domain/rules';
import type { ClockSets } from './ports';

/**
 * One round of the timer: fires the steps of the ladder that are reached. Every replica runs it; the save decides who
 * fired. Returns how many cases it changed, so that the caller goes on at once while there is more.
 */
export function fireDueSteps(deps: { clockSets: ClockSets; book: RuleBook; clock: () => Date; limit?: number }) {
  const { clockSets, book, clock, limit = 200 } = deps;
  return (): Promise<number> => {
    const now = clock();
    return clockSets.due({
      now,
      limit,
      decide: (loaded) => {
        if (!loaded.state) return undefined;
        const { events, after } = fireDue(loaded.state, now, book);
        // Without an event the due time was that of other allowances: saving works it out anew.
        return { loaded, events, at: now, replaceState: after };
      },
    });
  };
}
