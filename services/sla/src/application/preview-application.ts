import type { Principal } from '@parkline/auth';
import { dueUnder, isMeasuredBy } from '../domain/apply-rules';
import { checkPolicy, tentative, type PolicyDraft } from '../domain/check-policy';
import { isLive, type Clock } from '../domain/clock';
import type { ClockSet } from '../domain/clock-set';
import { dueIfResumed } from '../domain/deadline';
import type { Rules } from '../domain/rules';
import { isOfCase } from './decide-again';
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
  /** Cases that threw: they are left out, and an application would set them aside. */
  notMeasured: number;
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
      await lookAt(ids, clockSets, tally);
      after = ids.at(-1) ?? after;
      if (ids.length < PAGE) return tally.effect(false);
    }
    const more = await liveCases.idsAfter({ groupId, parkCode }, after, 1);
    return tally.effect(more.length > 0);
  };
}

/** Looks at the cases of a page; one that cannot be read or measured leaves the others alone. */
async function lookAt(ids: readonly string[], clockSets: ClockSets, tally: Tally): Promise<void> {
  for (const set of await readable(ids, clockSets, tally)) {
    try {
      tally.look(set);
    } catch (cause) {
      if (!isOfCase(cause)) throw cause;
      tally.leaveOut();
    }
  }
}

/** Where the whole page cannot be read its cases are read one by one. */
async function readable(ids: readonly string[], clockSets: ClockSets, tally: Tally): Promise<ClockSet[]> {
  try {
    const loaded = await clockSets.loadMany(ids);
    return [...loaded.values()].flatMap(({ state }) => (state ? [state] : []));
  } catch (cause) {
    if (!isOfCase(cause)) throw cause;
  }
  if (ids.length === 1) {
    tally.leaveOut();
    return [];
  }
  const sets: ClockSet[] = [];
  for (const id of ids) sets.push(...(await readable([id], clockSets, tally)));
  return sets;
}

type Tally = ReturnType<typeof createTally>;

/** The rules that a running clock would take. */
type RulesFor = (set: ClockSet, clock: Clock) => Rules;

function newestOf(book: ServiceRules): RulesFor {
  return (set, clock) => book.applied(set, clock, book.inForce(set).policyVersion);
}

function createTally(book: ServiceRules, rulesFor: RulesFor, at: Date) {
  const counts = { cases: 0, clocks: 0, earlier: 0, later: 0, overdueAtOnce: 0, notMeasured: 0 };
  let examples: MovedClock[] = [];
  /** The live clocks that would be measured anew, also those whose deadline would stay. */
  const measuredAnew = (set: ClockSet): MovedClock[] =>
    set.clocks.filter(isLive).flatMap((clock) => {
      const rules = rulesFor(set, clock);
      const toDueAt = isMeasuredBy(clock, rules) ? undefined : dueUnder(clock, rules, at);
      if (!toDueAt) return [];
      const fromDueAt = dueIfResumed(clock, at, book.kept(set, clock));
      return [{ caseId: set.caseId, number: set.number, clock: clock.name, fromDueAt, toDueAt }];
    });
  return {
    /** Counts a case, or throws and counts nothing of it. */
    look(set: ClockSet): void {
      const measured = measuredAnew(set);
      if (measured.length > 0) counts.cases += 1;
      counts.clocks += measured.length;
      for (const moved of measured) {
        const { fromDueAt, toDueAt } = moved;
        if (+toDueAt === +fromDueAt) continue;
        counts[toDueAt < fromDueAt ? 'earlier' : 'later'] += 1;
        if (toDueAt <= at && fromDueAt > at) counts.overdueAtOnce += 1;
        examples.push(moved);
      }
      if (examples.length > 4 * MOST_EXAMPLES) examples = mostMoved(examples);
    },
    leaveOut: (): void => void (counts.notMeasured += 1),
    effect: (truncated: boolean): Effect => ({ ...counts, examples: mostMoved(examples), truncated }),
  };
}

function mostMoved(examples: readonly MovedClock[]): MovedClock[] {
  const distance = ({ fromDueAt, toDueAt }: MovedClock): number => Math.abs(+toDueAt - +fromDueAt);
  return [...examples].sort((a, b) => distance(b) - distance(a)).slice(0, MOST_EXAMPLES);
}
