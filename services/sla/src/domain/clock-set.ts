import { isLive, type Clock } from './clock';
import { nextWorkAt } from './ladder';
import type { Priority, Rules } from './policy';

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
}

/** The moment at which the complainant was first asked in a cycle: by a person, or by the link where only that is due. */
export interface Asked {
  readonly cycle: number;
  readonly at: Date;
}

/** All clocks of one case, those of earlier cycles included. */
export interface ClockSet extends CaseFacts {
  readonly clocks: readonly Clock[];
  readonly asked: readonly Asked[];
  /** Whether a clock with a deadline is live. */
  readonly open: boolean;
  /** The earliest deadline of the live clocks. */
  readonly nextDueAt?: Date;
}

export type Change =
  | { readonly type: 'ClockStarted' }
  | { readonly type: 'ClockMoved'; readonly fromDueAt?: Date; readonly reason: string }
  | { readonly type: 'ClockPaused' }
  | { readonly type: 'ClockResumed'; readonly pauseAllowanceUsed: boolean }
  | { readonly type: 'ClockWarned'; readonly step: number }
  | { readonly type: 'ClockBreached'; readonly step: number }
  | { readonly type: 'LadderStepMissed'; readonly step: number }
  | { readonly type: 'ClockStopped'; readonly inTime: boolean; readonly cancelled: boolean };

/** One thing that happened to one clock; `clock` is the clock after it. */
export interface ClockEvent {
  readonly facts: CaseFacts;
  readonly clock: Clock;
  readonly change: Change;
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

/** A set with the given facts and clocks, its derived fields worked out. */
export function clockSetOf(facts: CaseFacts, clocks: readonly Clock[], asked: readonly Asked[]): ClockSet {
  const dueAt = nextDue(clocks)?.dueAt;
  return {
    caseId: facts.caseId,
    number: facts.number,
    groupId: facts.groupId,
    parkCode: facts.parkCode,
    cycle: facts.cycle,
    unitId: facts.unitId,
    handlerId: facts.handlerId,
    dispatches: facts.dispatches,
    ...(facts.priority ? { priority: facts.priority } : {}),
    clocks,
    asked,
    open: dueAt !== undefined,
    ...(dueAt ? { nextDueAt: dueAt } : {}),
  };
}

/** Folds an event into the set. */
export function evolve(set: ClockSet | undefined, event: ClockEvent): ClockSet {
  const clocks = set?.clocks ?? [];
  const known = clocks.some((clock) => sameClock(clock, event.clock));
  const next = known
    ? clocks.map((clock) => (sameClock(clock, event.clock) ? event.clock : clock))
    : [...clocks, event.clock];
  return clockSetOf(event.facts, next, set?.asked ?? []);
}

/** When the timer must look at the set next. */
export function workDueAt(set: ClockSet, rules: Rules): Date | undefined {
  return set.clocks
    .map((clock) => nextWorkAt(clock, rules))
    .reduce((first, at) => (at && (!first || at < first) ? at : first), undefined);
}

export function findClock(set: ClockSet, name: Clock['name'], cycle: number): Clock | undefined {
  return set.clocks.find((clock) => clock.name === name && clock.cycle === cycle);
}
