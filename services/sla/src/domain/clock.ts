import type { ClockName, Grading, Priority } from './policy';
import type { Rules, RuleVersions } from './rules';
import { advance, between, type TimeUnit } from './working-time';

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

/** What has acted on the deadline since the start, kept so that it can be worked out anew under other rules. */
export type Move =
  | { readonly type: 'regraded'; readonly at: Date; readonly from: Grading; readonly to: Grading }
  /** `granted`: how many extensions of the cycle this was. */
  | { readonly type: 'extended'; readonly at: Date; readonly until: Date; readonly granted: number }
  /** A case was linked to this one, received at another time. */
  | { readonly type: 'linked'; readonly at: Date; readonly receivedAt: Date; readonly priority: Priority };

/** What is known of a clock: all else follows from it and the rules (deadline.ts). */
export interface ClockRecord extends RuleVersions {
  readonly name: ClockName;
  readonly cycle: number;
  readonly startedAt: Date;
  /** The case as it was graded at the start. */
  readonly grading: Grading;
  /** In the order of time. */
  readonly moves: readonly Move[];
  /** Times of waiting for the complainant, counted or not. Only resolve has any, as of suspensions. */
  readonly waits: readonly Interval[];
  readonly suspensions: readonly Interval[];
  /** The timer has ended the open wait, as the pause allowance of the cycle is used up. */
  readonly waitSpent: boolean;
}

/** One clock of one cycle of a case. */
export interface Clock extends ClockRecord {
  readonly status: ClockStatus;
  /** From the start to the present deadline less pauses, counted in `unit`. */
  readonly totalMs: number;
  readonly unit: TimeUnit;
  /** The present deadline; absent while a pause keeps it from coming. */
  readonly dueAt?: Date;
  /** The deadline without extensions, where there are any. */
  readonly firstDueAt?: Date;
  /** A granted deadline may lie outside working time, where the allowance would end before it. */
  readonly dueNotBefore?: Date;
  /** The way to the deadline touches days whose holidays are not known. */
  readonly provisional: boolean;
  /** When it was stopped or cancelled. */
  readonly stoppedAt?: Date;
  readonly deadlineNumber: number;
  /** The clock has passed 100 % since its start, fired or not. */
  readonly breached: boolean;
  /** Of all deadline numbers. */
  readonly steps: readonly RecordedStep[];
  /** Waits as far as they count, and suspensions. */
  readonly pauses: readonly Interval[];
  /** While paused: when the pause allowance of the cycle is used up. */
  readonly pauseEndsAt?: Date;
  /** The last application of newer rules that this clock went through. */
  readonly application?: string;
}

/** Whether the clock can still reach steps. */
export function isLive(clock: Clock): boolean {
  return clock.status === 'running' || clock.status === 'paused';
}

/** Time spent in pauses until `at`, in the given unit. */
export function pausedMs(pauses: readonly Interval[], at: Date, rules: Rules, unit: TimeUnit): number {
  let sum = 0;
  for (const pause of pauses) {
    if (pause.from >= at) continue;
    const to = pause.to && pause.to < at ? pause.to : at;
    sum += between(rules.calendar, pause.from, to, unit);
  }
  return sum;
}

/** Time from the start to `at` less pauses, in the clock's unit. */
function usedMs(clock: Clock, at: Date, rules: Rules): number {
  return between(rules.calendar, clock.startedAt, at, clock.unit) - pausedMs(clock.pauses, at, rules, clock.unit);
}

/** What is due at once has hardly any allowance, and its share would have no end. */
const MOST_PERCENT = 9_999;

/** Percent of the allowance that is used at `at`, at most 9,999: it stands still while paused (domain.md, Percent used). */
export function percentUsed(clock: Clock, at: Date, rules: Rules): number {
  return Math.min(MOST_PERCENT, (usedMs(clock, at, rules) / clock.totalMs) * 100);
}

type Timed = Pick<Clock, 'startedAt' | 'unit' | 'pauses'>;

/** The moment at which the clock has used `ms`, or undefined while an open pause keeps it from getting there. */
export function reachedAt({ startedAt, unit, pauses }: Timed, ms: number, rules: Rules): Date | undefined {
  let needed = ms;
  let moment = advance(rules.calendar, startedAt, { ms: needed, unit });
  for (const pause of pauses) {
    if (moment <= pause.from) return moment;
    if (!pause.to) return undefined;
    needed += between(rules.calendar, pause.from, pause.to, unit);
    moment = advance(rules.calendar, startedAt, { ms: needed, unit });
  }
  return moment;
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
