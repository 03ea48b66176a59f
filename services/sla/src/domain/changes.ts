import { inTime, isLive, laterOf, percentUsed, type Clock, type Interval, type Move } from './clock';
import {
  evolve,
  withClock,
  type CaseFacts,
  type Change,
  type ClockEvent,
  type ClockSet,
  type MoveReason,
} from './clock-set';
import { dueIfResumed, workedOut } from './deadline';
import { BREACH_STEP, dueSteps, recordStep } from './ladder';
import { sameIntervals } from './pauses';
import type { RuleBook, Rules, RuleVersions } from './rules';

/** A decision under way: what has changed so far, and the set as it is after that. */
export interface Changes {
  readonly events: ClockEvent[];
  /** The set after the events so far; undefined while the case has no clocks at all. */
  after(): ClockSet | undefined;
  /** Records a change that happened at `at` and gives back the clock after it. */
  put(change: Change, clock: Clock, at: Date): Clock;
  /** Keeps something with a clock that is nothing to tell of. */
  amend(clock: Clock): Clock;
  /** The rules that a clock keeps. */
  rulesOf(clock: RuleVersions): Rules;
}

/** Begins a decision on a set. */
export function changesTo(set: ClockSet | undefined, facts: CaseFacts, book: RuleBook): Changes {
  let current = set;
  const events: ClockEvent[] = [];
  const rulesOf = (clock: RuleVersions): Rules => book.kept(facts, clock);
  return {
    events,
    after: () => current,
    rulesOf,
    put: (change, clock, at) => {
      const event = { facts, clock, change, percentUsed: percentUsed(clock, at, rulesOf(clock)) };
      events.push(event);
      current = evolve(current, event);
      return clock;
    },
    amend: (clock) => {
      // The last event of a clock carries it as it is after the whole decision.
      const last = events.findLastIndex(
        (event) => event.clock.name === clock.name && event.clock.cycle === clock.cycle,
      );
      const event = events[last];
      if (event) events[last] = { ...event, clock };
      current = withClock(current, facts, clock);
      return clock;
    },
  };
}

/** Records the given steps as missed: nobody is told of them. */
function missSteps(changes: Changes, clock: Clock, steps: readonly number[], at: Date): Clock {
  return steps.reduce(
    (now, step) => changes.put({ type: 'LadderStepMissed', step }, recordStep(now, step, { fired: false, at }), at),
    clock,
  );
}

/** Fires what is due: of several steps the highest, the others are recorded as missed. */
export function fireSteps(changes: Changes, clock: Clock, now: Date): Clock {
  const due = dueSteps(clock, now, changes.rulesOf(clock));
  const highest = due.pop();
  if (highest === undefined) return clock;
  const missed = missSteps(changes, clock, due, now);
  const type = highest >= BREACH_STEP ? 'ClockBreached' : 'ClockWarned';
  return changes.put({ type, step: highest }, recordStep(missed, highest, { fired: true, at: now }), now);
}

/** Starts a run of a clock; steps that it has already passed by `createdAt` are missed, not fired. */
export function openClock(changes: Changes, clock: Clock, createdAt: Date): Clock {
  const started = changes.put({ type: 'ClockStarted' }, clock, createdAt);
  return missSteps(changes, started, dueSteps(started, createdAt, changes.rulesOf(clock)), createdAt);
}

/** Ends a live clock at `at`: stopped or cancelled, with the steps due before that recorded as missed. */
export function closeClock(changes: Changes, clock: Clock, at: Date, { cancelled = false } = {}): Clock {
  if (!isLive(clock)) return clock;
  const rules = changes.rulesOf(clock);
  const settled = missSteps(changes, clock, dueSteps(clock, at, rules, { strictly: true }), at);
  const ended: Clock = {
    ...workedOut(
      { ...settled, waits: endedBy(settled.waits, at), suspensions: endedBy(settled.suspensions, at) },
      rules,
    ),
    waitSpent: false,
    status: cancelled ? 'cancelled' : 'stopped',
    stoppedAt: at,
  };
  return changes.put({ type: 'ClockStopped', inTime: !cancelled && inTime(ended, at), cancelled }, ended, at);
}

function endedBy(intervals: readonly Interval[], at: Date): Interval[] {
  return intervals.map((one) => (one.to ? one : { from: one.from, to: laterOf(one.from, at) }));
}

/** Brings the pauses of a live clock in line with those of its case. */
export function followPauses(
  changes: Changes,
  clock: Clock,
  { waits, suspensions }: Pick<Clock, 'waits' | 'suspensions'>,
  at: Date,
): Clock {
  if (!isLive(clock) || (sameIntervals(waits, clock.waits) && sameIntervals(suspensions, clock.suspensions))) {
    return clock;
  }
  const rules = changes.rulesOf(clock);
  // The timer has ended this wait already because its allowance was used up; the case itself goes on waiting.
  const open = waits.at(-1);
  const waitSpent =
    clock.waitSpent && open !== undefined && !open.to && +open.from === +(clock.waits.at(-1)?.from ?? 0);
  const next = workedOut({ ...clock, waits, suspensions, waitSpent }, rules);
  if (sameIntervals(next.pauses, clock.pauses)) return changes.amend(next);
  if (next.status === 'paused') return changes.put({ type: 'ClockPaused' }, next, at);
  return changes.put({ type: 'ClockResumed', pauseAllowanceUsed: false }, next, at);
}

/** Ends a pause whose allowance is used up: the clock runs although the case goes on waiting. */
export function endSpentPause(changes: Changes, clock: Clock, now: Date): Clock {
  if (clock.status !== 'paused' || !clock.pauseEndsAt || clock.pauseEndsAt > now) return clock;
  const running = workedOut({ ...clock, waitSpent: true }, changes.rulesOf(clock));
  return changes.put({ type: 'ClockResumed', pauseAllowanceUsed: true }, running, now);
}

/**
 * Lets something act on the deadline of a live clock. Only a deadline that moves gets a new number, and with it a new
 * ladder: what was due on the old one and not fired is missed, as at a stop, and what the new one has passed already.
 */
export function moveClock(changes: Changes, known: Clock, move: Move, numbers = 1): Clock {
  if (!isLive(known)) return known;
  const clock = endSpentPause(changes, known, move.at);
  const next = workedOut({ ...clock, moves: [...clock.moves, move] }, changes.rulesOf(clock));
  const reasonOf = (from: Date, to: Date): MoveReason => {
    if (move.type === 'regraded') return to < from ? 'regrade_raised' : 'regrade_lowered';
    return move.type === 'extended' ? 'extension' : 'linked';
  };
  return renumbered(changes, clock, next, { at: move.at, reasonOf, numbers });
}

interface Renumbering {
  readonly at: Date;
  readonly reasonOf: (fromDueAt: Date, toDueAt: Date) => MoveReason;
  readonly numbers?: number;
}

/** The clock as it is to be, with `numbers` more deadlines behind it if its deadline is another one. */
export function renumbered(changes: Changes, clock: Clock, next: Clock, how: Renumbering): Clock {
  const { at, reasonOf, numbers = 1 } = how;
  const former = changes.rulesOf(clock);
  const rules = changes.rulesOf(next);
  const fromDueAt = dueIfResumed(clock, at, former);
  const toDueAt = dueIfResumed(next, at, rules);
  if (+toDueAt === +fromDueAt) return changes.amend(next);
  const { steps, breached } = missSteps(changes, clock, dueSteps(clock, at, former, { strictly: true }), at);
  const moved = { ...next, steps, breached, deadlineNumber: clock.deadlineNumber + numbers };
  const put = changes.put({ type: 'ClockMoved', fromDueAt, reason: reasonOf(fromDueAt, toDueAt) }, moved, at);
  return missSteps(changes, put, dueSteps(put, at, rules), at);
}
