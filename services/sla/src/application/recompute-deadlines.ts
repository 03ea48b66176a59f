import { growCalendar } from '../domain/apply-rules';
import type { ClockSet } from '../domain/clock-set';
import { changeEach } from './decide-again';
import type { ClockSets, LiveCases, Parks } from './ports';
import { outdatedKeysOf } from './provisional-keys';
import type { ServiceRules } from './rule-book';

/**
 * One round of the sweeper: works provisional deadlines out anew where their calendar has grown. The index holds only
 * cases with such deadlines, by what gave them; a case that was done is found under that no more. Returns how many.
 *
 * @throws what a case threw first, where no other case is left to be done
 */
export function recomputeDeadlines(deps: {
  clockSets: ClockSets;
  liveCases: LiveCases;
  parks: Parks;
  book: ServiceRules;
  clock: () => Date;
  limit?: number;
}) {
  const { clockSets, liveCases, parks, book, clock, limit = 200 } = deps;
  return async (): Promise<number> => {
    const ids = await liveCases.idsProvisionalBy(outdatedKeysOf(parks), limit);
    const at = clock();
    const grow = (set: ClockSet) => growCalendar(set, (known) => book.grown(set, known), at, book);
    const { changed, failed } = await changeEach(clockSets, ids, at, grow);
    if (changed === 0 && failed.size > 0) throw [...failed.values()][0];
    return changed;
  };
}
