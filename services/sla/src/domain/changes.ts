import { endClock, inTime, isLive, reachedAt, withDeadline, type Clock, type Interval } from './clock';
import { evolve, type CaseFacts, type Change, type ClockEvent, type ClockSet } from './clock-set';
import { BREACH_STEP, dueSteps, recordStep } from './ladder';
import type { Rules } from './policy';

/** A decision under way: what has changed so far, and the set as it is after that. */
export interface Changes {
  readonly events: ClockEvent[];
  /** The set after the events so far; undefined while the case has no clocks at all. */
  after(): ClockSet | undefined;
  /** Records a change and gives back the clock after it. */
  put(change: Change, clock: Clock): Clock;
}

/** Begins a decision on a set. */
export function changesTo(set: ClockSet | undefined, facts: CaseFacts): Changes {
  let current = set;
  const events: ClockEvent[] = [];
  return {
    events,
    after: () => current,
    put: (change, clock) => {
      const event = { facts, clock, change };
      events.push(event);
      current = evolve(current, event);
      return clock;
    },
  };
}

/** Records the given steps as missed: nobody is told of them. */
export function missSteps(changes: Changes, clock: Clock, steps: readonly number[], at: Date): Clock {
  return steps.reduce(
    (now, step) => changes.put({ type: 'LadderStepMissed', step }, recordStep(now, step, { fired: false, at })),
    clock,
  );
}

/** Fires what is due: of several steps the highest, the others are recorded as missed. */
export function fireSteps(changes: Changes, clock: Clock, now: Date, rules: Rules): Clock {
  const due = dueSteps(clock, now, rules);
  const highest = due.pop();
  if (highest === undefined) return clock;
  const missed = missSteps(changes, clock, due, now);
  const type = highest >= BREACH_STEP ? 'ClockBreached' : 'ClockWarned';
  return changes.put({ type, step: highest }, recordStep(missed, highest, { fired: true, at: now }));
}

/** Starts a run of a clock; steps that it has already passed by `createdAt` are missed, not fired. */
export function openClock(changes: Changes, clock: Clock, createdAt: Date, rules: Rules): Clock {
  const started = changes.put({ type: 'ClockStarted' }, clock);
  return missSteps(changes, started, dueSteps(started, createdAt, rules), createdAt);
}

/** Ends a live clock at `at`: stopped or cancelled, with the steps due before that recorded as missed. */
export function closeClock(
  changes: Changes,
  clock: Clock,
  at: Date,
  rules: Rules,
  { cancelled = false }: { cancelled?: boolean } = {},
): Clock {
  if (!isLive(clock)) return clock;
  const settled = missSteps(changes, clock, dueSteps(clock, at, rules, { strictly: true }), at);
  const ended = endClock(settled, cancelled ? 'cancelled' : 'stopped', at, rules);
  return changes.put({ type: 'ClockStopped', inTime: !cancelled && inTime(ended, at), cancelled }, ended);
}

/** The pauses that count: together no longer than the pause allowance, and where the allowance of an open one ends. */
export function countedPauses(pauses: readonly Interval[], rules: Rules): { pauses: Interval[]; endsAt?: Date } {
  const { calendar, pauseAllowance } = rules;
  const counted: Interval[] = [];
  let left = pauseAllowance.ms;
  for (const pause of pauses) {
    if (left <= 0) break;
    const endsAt = calendar.add(pause.from, left);
    if (!pause.to) return { pauses: [...counted, { from: pause.from }], endsAt };
    counted.push({ from: pause.from, to: pause.to < endsAt ? pause.to : endsAt });
    left -= calendar.diff(pause.from, pause.to);
  }
  return { pauses: counted };
}

function samePauses(a: readonly Interval[], b: readonly Interval[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => +one.from === +b[i]!.from && (one.to ? +one.to : 0) === (b[i]!.to ? +b[i]!.to : 0))
  );
}

/** Brings the pauses of a live clock in line with those of its case. */
export function followPauses(changes: Changes, clock: Clock, casePauses: readonly Interval[], rules: Rules): Clock {
  if (!isLive(clock)) return clock;
  const { pauses, endsAt } = countedPauses(casePauses, rules);
  // The timer has ended this pause already because its allowance was used up; the case itself goes on waiting.
  const spent = endsAt && clock.status === 'running' && +(clock.pauses.at(-1)?.to ?? 0) === +endsAt;
  if (spent || samePauses(pauses, clock.pauses)) return clock;
  const { pauseEndsAt: _old, ...rest } = clock;
  if (endsAt) {
    const paused = withDeadline({ ...rest, status: 'paused', pauses, pauseEndsAt: endsAt }, rules);
    return changes.put({ type: 'ClockPaused' }, paused);
  }
  const resumed = withDeadline({ ...rest, status: 'running', pauses }, rules);
  return changes.put({ type: 'ClockResumed', pauseAllowanceUsed: false }, resumed);
}

/** Ends a pause whose allowance is used up: the clock runs although the case goes on waiting. */
export function endSpentPause(changes: Changes, clock: Clock, now: Date, rules: Rules): Clock {
  const { pauseEndsAt, ...rest } = clock;
  if (clock.status !== 'paused' || !pauseEndsAt || pauseEndsAt > now) return clock;
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { from: pause.from, to: pauseEndsAt }));
  const running = withDeadline({ ...rest, status: 'running', pauses }, rules);
  return changes.put({ type: 'ClockResumed', pauseAllowanceUsed: true }, running);
}

/** The moment a live clock would be due if a pause ended at `at`. */
export function dueIfResumed(clock: Clock, at: Date, rules: Rules): Date {
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { from: pause.from, to: at }));
  return clock.dueAt ?? reachedAt({ ...clock, pauses }, clock.totalMs, rules) ?? at;
}
