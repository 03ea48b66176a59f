import type { LinkedReceipt } from './case-snapshot';
import type { Clock, ClockName, Move, RecordedStep } from './clock';
import { workOut } from './deadline';
import type { Grading } from './policy';
import type { Rules } from './rules';

/** The same clock's former run in this cycle: its steps stay recorded, and the numbers go on. */
export interface FormerRun {
  readonly deadlineNumber: number;
  readonly steps: readonly RecordedStep[];
}

/** What a clock begins with. */
export interface Start {
  readonly name: ClockName;
  readonly cycle: number;
  readonly startedAt: Date;
  readonly grading: Grading;
  readonly former?: FormerRun;
  /** Cases linked before the clock began: their receipts count from the first deadline on. */
  readonly linked?: readonly LinkedReceipt[];
}

/** A clock that begins to run at `startedAt`, or undefined where the rules have none for such a case. */
export function startClock({ name, cycle, startedAt, grading, former, linked = [] }: Start, rules: Rules) {
  const record = {
    ...{ name, cycle, startedAt, grading },
    moves: linked.map((receipt): Move => ({ type: 'linked', at: startedAt, ...receipt })),
    ...{ waits: [], suspensions: [], waitSpent: false },
    calendarId: rules.calendarId,
    calendarVersion: rules.calendarVersion,
    policyVersion: rules.policyVersion,
  };
  const derived = workOut(record, rules);
  if (!derived) return undefined;
  const clock: Clock = {
    ...record,
    ...derived,
    deadlineNumber: former?.deadlineNumber ?? 1,
    breached: false,
    steps: former?.steps ?? [],
  };
  return clock;
}
