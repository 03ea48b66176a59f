import type { ClockName, Rules } from './policy';
import { advance, between, type Duration, type TimeUnit } from './working-time';

export type { ClockName } from './policy';
export type ClockStatus = 'running' | 'paused' | 'stopped' | 'cancelled';

/** A stretch of time; without `to` it is still open. */
export interface Interval {
  readonly from: Date;
  readonly to?: Date;
}

/** A step of the ladder that is settled for good: fired, or missed. */
export interface RecordedStep {
  readonly step: number;
  readonly deadlineNumber: number;
  readonly fired: boolean;
  readonly at: Date;
}

/** One clock of one cycle of a case. */
export interface Clock {
  readonly name: ClockName;
  readonly cycle: number;
  readonly status: ClockStatus;
  readonly startedAt: Date;
  /** From the start to the present deadline less pauses, counted in `unit`. */
  readonly totalMs: number;
  readonly unit: TimeUnit;
  /** The present deadline; absent while a pause keeps it from coming. */
  readonly dueAt?: Date;
  /** When it was stopped or cancelled. */
  readonly stoppedAt?: Date;
  readonly deadlineNumber: number;
  /** The clock has passed 100 % since its start, fired or not. */
  readonly breached: boolean;
  /** Of all deadline numbers. */
  readonly steps: readonly RecordedStep[];
  readonly pauses: readonly Interval[];
  /** While paused: when the pause allowance of the cycle is used up. */
  readonly pauseEndsAt?: Date;
}

/** Whether the clock can still reach steps. */
export function isLive(clock: Clock): boolean {
  return clock.status === 'running' || clock.status === 'paused';
}

/** Time spent in pauses until `at`, in the given unit. */
export function pausedMs(clock: Clock, at: Date, rules: Rules, unit: TimeUnit = clock.unit): number {
  let sum = 0;
  for (const pause of clock.pauses) {
    if (pause.from >= at) continue;
    const to = pause.to && pause.to < at ? pause.to : at;
    sum += between(rules.calendar, pause.from, to, unit);
  }
  return sum;
}

/** Time from the start to `at` less pauses, in the clock's unit. */
export function usedMs(clock: Clock, at: Date, rules: Rules): number {
  return between(rules.calendar, clock.startedAt, at, clock.unit) - pausedMs(clock, at, rules);
}

/** Percent of the allowance that is used at `at`: it stands still while paused (domain.md, Percent used). */
export function percentUsed(clock: Clock, at: Date, rules: Rules): number {
  return (usedMs(clock, at, rules) / clock.totalMs) * 100;
}

/** The moment at which the clock has used `ms`, or undefined while an open pause keeps it from getting there. */
export function reachedAt(clock: Clock, ms: number, rules: Rules): Date | undefined {
  let needed = ms;
  let moment = advance(rules.calendar, clock.startedAt, { ms: needed, unit: clock.unit });
  for (const pause of clock.pauses) {
    if (moment <= pause.from) return moment;
    if (!pause.to) return undefined;
    needed += between(rules.calendar, pause.from, pause.to, clock.unit);
    moment = advance(rules.calendar, clock.startedAt, { ms: needed, unit: clock.unit });
  }
  return moment;
}

/** The clock with its deadline worked out from start, allowance and pauses. */
export function withDeadline(clock: Clock, rules: Rules): Clock {
  const { dueAt: _old, ...rest } = clock;
  const dueAt = reachedAt(clock, clock.totalMs, rules);
  return dueAt ? { ...rest, dueAt } : rest;
}

/** The deadline that the allowance gives, kept within the cap of first contact; the cap counts elapsed time. */
export function capped(name: ClockName, startedAt: Date, allowed: Date, unit: TimeUnit, rules: Rules) {
  if (name !== 'first_contact') return { dueAt: allowed, unit };
  const latest = advance(rules.calendar, startedAt, rules.firstContactCap);
  return latest < allowed ? { dueAt: latest, unit: 'elapsed' as const } : { dueAt: allowed, unit };
}

/** A clock that begins to run at `startedAt`. `earlier` is the same clock's former run in this cycle. */
export function startClock(
  name: ClockName,
  cycle: number,
  startedAt: Date,
  allowance: Duration,
  rules: Rules,
  earlier?: { deadlineNumber: number; steps: readonly RecordedStep[] },
): Clock {
  const allowed = advance(rules.calendar, startedAt, allowance);
  const { dueAt, unit } = capped(name, startedAt, allowed, allowance.unit, rules);
  return {
    name,
    cycle,
    status: 'running',
    startedAt,
    totalMs: between(rules.calendar, startedAt, dueAt, unit),
    unit,
    dueAt,
    deadlineNumber: earlier?.deadlineNumber ?? 1,
    breached: false,
    steps: earlier?.steps ?? [],
    pauses: [],
  };
}

/** The clock ended at `at`; an open pause ends with it. */
export function endClock(clock: Clock, status: 'stopped' | 'cancelled', at: Date, rules: Rules): Clock {
  const { pauseEndsAt: _none, ...rest } = clock;
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { from: pause.from, to: laterOf(pause.from, at) }));
  return { ...withDeadline({ ...rest, pauses }, rules), status, stoppedAt: at };
}

/** Whether a clock that ended at `at` had kept its deadline; ending on the very deadline is in time. */
export function inTime(clock: Clock, at: Date): boolean {
  return !clock.dueAt || at <= clock.dueAt;
}

export function laterOf(a: Date, b: Date): Date {
  return a >= b ? a : b;
}

export function earlierOf(a: Date, b: Date): Date {
  return a <= b ? a : b;
}
