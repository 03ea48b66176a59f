import type { Principal } from '@parkline/auth';
import { dueUnder, isMeasuredBy } from '../domain/apply-rules';
import { checkPolicy, tentative, type PolicyDraft } from '../domain/check-policy';
import { isLive, type Clock } from '../domain/clock';
import type { ClockSet } from '../domain/clock-set';
import { dueIfResumed } from '../domain/deadline';
import type { Rules } from '../domain/rules';
import { requireHeadquarters } from './headquarters';
import type { ClockSets, LiveCases } from './ports';
import { requireSound } from './put-policy';
import type { ServiceRules } from './rule-book';

const MOST_CASES = 10_000;
const PAGE = 500;
const MOST_EXAMPLES = 50;

/** A clock whose deadline would move. */
export interface MovedClock {
  caseId: string;
  number: string;
  clock: Clock['name'];
  fromDueAt: Date;
  toDueAt: Date;
}

/** Whose clocks are looked at, and what is applied to them. */
export interface ApplicationPreview {
  /** Empty for all parks of the caller's group. */
  parkCode: string;
  /** Applied as if it were the newest policy; undefined: the newest policy itself. */
  draftPolicy: PolicyDraft | undefined;
}

/** What applying the rules would do. */
export interface Effect {
  /** Cases with a clock that would be measured anew, and such clocks. */
  cases: number;
  clocks: number;
  earlier: number;
  later: number;
  overdueAtOnce: number;
  examples: MovedClock[];
  truncated: boolean;
}

/**
 * What applying the newest calendars and the newest policy, or a draft of one, would do to running clocks. Changes
 * nothing.
 *
 * @throws Forbidden to all but headquarters; InvalidInput policy_invalid with every wrong field of a draft
 */
export function previewApplication(deps: {
  clockSets: ClockSets;
  liveCases: LiveCases;
  book: ServiceRules;
  clock: () => Date;
}) {
  const { clockSets, liveCases, book, clock } = deps;
  return async ({ parkCode, draftPolicy }: ApplicationPreview, principal: Principal): Promise<Effect> => {
    requireHeadquarters(principal);
    const at = clock();
    const { groupId, subject: by } = principal;
    if (draftPolicy) requireSound(checkPolicy(draftPolicy));
    const rulesFor = draftPolicy ? book.tried(tentative(draftPolicy, { groupId, by, at })) : newestOf(book);
    const tally = createTally(book, rulesFor, at);
    let after = '';
    for (let seen = 0; seen < MOST_CASES; seen += PAGE) {
      const ids = await liveCases.idsAfter({ groupId, parkCode }, after, PAGE);
      const loaded = await clockSets.loadMany(ids);
      for (const { state } of loaded.values()) if (state) tally.look(state);
      after = ids.at(-1) ?? after;
      if (ids.length < PAGE) return tally.effect(false);
    }
    const more = await liveCases.idsAfter({ groupId, parkCode }, after, 1);
    return tally.effect(more.length > 0);
  };
}

/** The rules that a running clock would take. */
type RulesFor = (set: ClockSet, clock: Clock) => Rules;

function newestOf(book: ServiceRules): RulesFor {
  return (set, clock) => book.applied(set, clock, book.inForce(set).policyVersion);
}

function createTally(book: ServiceRules, rulesFor: RulesFor, at: Date) {
  const counts = { cases: 0, clocks: 0, earlier: 0, later: 0, overdueAtOnce: 0 };
  let examples: MovedClock[] = [];
  return {
    look(set: ClockSet): void {
      let any = false;
      for (const clock of set.clocks) {
        if (!isLive(clock)) continue;
        const rules = rulesFor(set, clock);
        if (isMeasuredBy(clock, rules)) continue;
        const toDueAt = dueUnder(clock, rules, at);
        if (!toDueAt) continue;
        any = true;
        counts.clocks += 1;
        const fromDueAt = dueIfResumed(clock, at, book.kept(set, clock));
        if (+toDueAt === +fromDueAt) continue;
        counts[toDueAt < fromDueAt ? 'earlier' : 'later'] += 1;
        if (toDueAt <= at && fromDueAt > at) counts.overdueAtOnce += 1;
        examples.push({ caseId: set.caseId, number: set.number, clock: clock.name, fromDueAt, toDueAt });
      }
      if (any) counts.cases += 1;
      if (examples.length > 4 * MOST_EXAMPLES) examples = mostMoved(examples);
    },
    effect: (truncated: boolean): Effect => ({ ...counts, examples: mostMoved(examples), truncated }),
  };
}

function mostMoved(examples: readonly MovedClock[]): MovedClock[] {
  const distance = ({ fromDueAt, toDueAt }: MovedClock): number => Math.abs(+toDueAt - +fromDueAt);
  return [...examples].sort((a, b) => distance(b) - distance(a)).slice(0, MOST_EXAMPLES);
}
