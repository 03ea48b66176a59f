import { growCalendar } from '../domain/apply-rules';
import { changeAll } from './decide-again';
import type { ClockSets, LiveCases, Parks } from './ports';
import { outdatedKeysOf } from './provisional-keys';
import type { ServiceRules } from './rule-book';

/**
 * One round of the sweeper: works provisional deadlines out anew where their calendar has grown. The index holds only
 * cases with such deadlines, by what gave them; a case that was done is found under that no more. Returns how many.
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
    return changeAll(clockSets, ids, at, (set) => growCalendar(set, (known) => book.grown(set, known), at, book));
  };
}
