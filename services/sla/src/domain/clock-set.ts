import type { LinkedReceipt } from './case-snapshot';
import { isLive, type Clock } from './clock';
import { nextWorkAt } from './ladder';
import type { ComplainantType, Grading, Priority } from './policy';
import { UNKNOWN_CALENDAR, type RuleBook } from './rules';

/** What sla knows of the case beside its clocks; every event of sla carries it. */
export interface CaseFacts {
  readonly caseId: string;
  readonly number: string;
  readonly groupId: string;
  readonly parkCode: string;
  readonly cycle: number;
  readonly unitId: string;
  readonly handlerId: string;
  readonly dispatches: number;
  /** Known from the first dispatch on. */
  readonly priority?: Priority;
  readonly category: string;
  readonly complainantType?: ComplainantType;
}

/** The moment at which the complainant was first asked in a cycle: by a person, or by the link where only that is due. */
export interface Asked {
  readonly cycle: number;
  readonly at: Date;
}

/** What else is kept of a case, as no later event tells it again. */
export interface Kept {
  readonly asked: readonly Asked[];
  /** Of the cases linked to this one, the earliest of each priority. */
  readonly linked: readonly LinkedReceipt[];
}

/** All clocks of one case, those of earlier cycles included. */
export interface ClockSet extends CaseFacts, Kept {
  readonly clocks: readonly Clock[];
  /** Whether a clock runs or is paused. */
  readonly live: boolean;
  /** Whether a clock with a deadline is live. */
  readonly open: boolean;
  /** The earliest deadline of the live clocks. */
  readonly nextDueAt?: Date;
  /** How many live clocks have a provisional deadline, and by which versions of which calendars; absent without one. */
  readonly provisionalClocks?: number;
  readonly provisionalBy?: readonly string[];
}

export type Change =
  | { readonly type: 'ClockStarted' }
  | { readonly type: 'ClockMoved'; readonly fromDueAt?: Date; readonly reason: MoveReason }
  | { readonly type: 'ClockPaused' }
  | { readonly type: 'ClockResumed'; readonly pauseAllowanceUsed: boolean }
  | { readonly type: 'ClockWarned'; readonly step: number }
  | { readonly type: 'ClockBreached'; readonly step: number }
  | { readonly type: 'LadderStepMissed'; readonly step: number }
  | { readonly type: 'RulesApplied'; readonly applicationId: string }
  | { readonly type: 'ClockStopped'; readonly inTime: boolean; readonly cancelled: boolean };

/** Why a deadline moved; pauses move it too, but are told as such. */
export type MoveReason =
  | 'regrade_raised'
  | 'regrade_lowered'
  | 'extension'
  | 'linked'
  | 'policy_applied'
  | 'calendar_applied'
  | 'calendar_grown';

/** One thing that happened to one clock; `clock` is the clock after it. */
export interface ClockEvent {
  readonly facts: CaseFacts;
  readonly clock: Clock;
  readonly change: Change;
  /** Of the allowance, at the moment of the change. */
  readonly percentUsed: number;
}

function sameClock(a: Clock, b: Clock): boolean {
  return a.name === b.name && a.cycle === b.cycle;
}

/** The deadline that counts next: of the live clocks the earliest. */
export function nextDue(clocks: readonly Clock[]): Clock | undefined {
  return clocks
    .filter((clock) => isLive(clock) && clock.dueAt)
    .reduce<Clock | undefined>((first, clock) => (first && first.dueAt! <= clock.dueAt! ? first : clock), undefined);
}

/** By which calendar a provisional deadline was worked out: that version, or the lack of one for that park. */
export function provisionalKey(calendarId: string, calendarVersion: number, parkCode: string): string {
  return calendarId === UNKNOWN_CALENDAR ? `park/${parkCode}` : `${calendarId}/${calendarVersion}`;
}

/** A set with the given facts and clocks, its derived fields worked out. */
export function clockSetOf(facts: CaseFacts, clocks: readonly Clock[], kept: Kept): ClockSet {
  const dueAt = nextDue(clocks)?.dueAt;
  const provisional = clocks.filter((clock) => isLive(clock) && clock.provisional);
  const by = new Set(provisional.map((one) => provisionalKey(one.calendarId, one.calendarVersion, facts.parkCode)));
  return {
    ...factsOf(facts),
    clocks,
    asked: kept.asked,
    linked: kept.linked,
    live: clocks.some(isLive),
    open: dueAt !== undefined,
    ...(dueAt ? { nextDueAt: dueAt } : {}),
    ...(by.size > 0 ? { provisionalClocks: provisional.length, provisionalBy: [...by].sort() } : {}),
  };
}

/** The facts alone, of a set or anything else that has them. */
export function factsOf(facts: CaseFacts): CaseFacts {
  const { caseId, number, groupId, parkCode, cycle, unitId, handlerId, dispatches, category } = facts;
  const { priority, complainantType } = facts;
  return {
    ...{ caseId, number, groupId, parkCode, cycle, unitId, handlerId, dispatches, category },
    ...(priority ? { priority } : {}),
    ...(complainantType ? { complainantType } : {}),
  };
}

/** What an allowance is looked up by. */
export function gradingOf(facts: CaseFacts, priority: Priority): Grading {
  const { parkCode, category, complainantType, unitId } = facts;
  return { priority, parkCode, category, unitId, ...(complainantType ? { complainantType } : {}) };
}

/** The set with one of its clocks as it is now, or with a new one. */
export function withClock(set: ClockSet | undefined, facts: CaseFacts, clock: Clock): ClockSet {
  const clocks = set?.clocks ?? [];
  const known = clocks.some((one) => sameClock(one, clock));
  const next = known ? clocks.map((one) => (sameClock(one, clock) ? clock : one)) : [...clocks, clock];
  return clockSetOf(facts, next, set ?? { asked: [], linked: [] });
}

/** Folds an event into the set. */
export function evolve(set: ClockSet | undefined, event: ClockEvent): ClockSet {
  return withClock(set, event.facts, event.clock);
}

/** When the timer must look at the set next. */
export function workDueAt(set: ClockSet, book: RuleBook): Date | undefined {
  return set.clocks
    .map((clock) => (isLive(clock) ? nextWorkAt(clock, book.kept(set, clock)) : undefined))
    .reduce((first, at) => (at && (!first || at < first) ? at : first), undefined);
}

/** The clock of this name in a cycle, whether it runs or not. */
export function findClock(set: ClockSet, name: Clock['name'], cycle: number): Clock | undefined {
  return set.clocks.find((clock) => clock.name === name && clock.cycle === cycle);
}
