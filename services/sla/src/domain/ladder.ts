import { isLive, reachedAt, type Clock } from './clock';
import type { Rules } from './rules';

/** Percent of the allowance at which somebody is told (domain.md, Escalation ladder). */
export const LADDER = [50, 75, 90, 100, 150, 200] as const;

/** From this step on it is a breach: casework escalates; below, the assignee is warned. */
export const BREACH_STEP = 100;

/** The steps not yet settled for the present deadline number, lowest first. */
function openSteps(clock: Clock): number[] {
  return LADDER.filter(
    (step) => !clock.steps.some((known) => known.step === step && known.deadlineNumber === clock.deadlineNumber),
  );
}

/** When a step is reached, or undefined while a pause keeps it from coming. */
function stepAt(clock: Clock, step: number, rules: Rules): Date | undefined {
  return step === BREACH_STEP ? clock.dueAt : reachedAt(clock, (clock.totalMs * step) / 100, rules);
}

/** The open steps reached by `at`; with `strictly`, those reached before it. */
export function dueSteps(clock: Clock, at: Date, rules: Rules, { strictly = false } = {}): number[] {
  return openSteps(clock).filter((step) => {
    const reached = stepAt(clock, step, rules);
    return reached !== undefined && (strictly ? reached < at : reached <= at);
  });
}

/** The clock with a step settled. Passing 100 % is a breach whether the step fired or was missed. */
export function recordStep(clock: Clock, step: number, how: { fired: boolean; at: Date }): Clock {
  return {
    ...clock,
    breached: clock.breached || step >= BREACH_STEP,
    steps: [...clock.steps, { step, deadlineNumber: clock.deadlineNumber, fired: how.fired, at: how.at }],
  };
}

/** When the timer must look at this clock next: its next open step, or the end of its pause allowance. */
export function nextWorkAt(clock: Clock, rules: Rules): Date | undefined {
  if (!isLive(clock)) return undefined;
  const first = openSteps(clock)[0];
  const step = first === undefined ? undefined : stepAt(clock, first, rules);
  if (!clock.pauseEndsAt) return step;
  return step && step < clock.pauseEndsAt ? step : clock.pauseEndsAt;
}
