import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { forbidden, invalidInput } from '@parkline/errors';
import { percentUsed, type Clock } from '../domain/clock';
import type { ClockSet } from '../domain/clock-set';
import type { RuleBook } from '../domain/rules';
import type { ClockSets } from './ports';

const MOST_CASES = 200;

/** The clocks of a case as they are now. */
export interface ClocksNow {
  set: ClockSet;
  /** How much of its allowance a clock has used; of one that ended, by its end. */
  percentUsed: (clock: Clock) => number;
}

/** The clocks of the cases asked for, in that order; those that the caller may not see, or that have none, are left out. */
export function getClocks({ clockSets, book, clock }: { clockSets: ClockSets; book: RuleBook; clock: () => Date }) {
  return async (caseIds: readonly string[], principal: Principal): Promise<ClocksNow[]> => {
    if (principal.kind === 'public') throw forbidden('sign_in_first', 'Clocks are shown to people who are signed in.');
    if (caseIds.length > MOST_CASES) {
      throw invalidInput('too_many_cases', `Ask for at most ${MOST_CASES} cases at once.`, { field: 'caseIds' });
    }
    const scope = scopeOf(principal);
    const now = clock();
    const loaded = await clockSets.loadMany([...new Set(caseIds)]);
    return [...loaded.values()].flatMap(({ id, state }) => {
      const visible = principal.kind === 'complainant' ? principal.subject === id : state && inScope(scope, state);
      if (!state || !visible) return [];
      return [{ set: state, percentUsed: (one) => percentUsed(one, one.stoppedAt ?? now, book.kept(state, one)) }];
    });
  };
}
