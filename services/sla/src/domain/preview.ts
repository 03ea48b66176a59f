import type { Clock, Interval } from './clock';
import { workedOut } from './deadline';
import { allowanceOf, clockNames, type Allowance, type Grading, type Policy } from './policy';
import type { Rules } from './rules';
import { startClock } from './start-clock';

/** A clock as it would be. */
export interface PreviewedClock {
  readonly clock: Clock & { readonly dueAt: Date };
  readonly allowance: Allowance;
}

/**
 * The clocks of a case received, and dispatched at once, at `startAt`. The pauses are waits of its resolve clock, as far
 * as they count; revisit is counted from the resolve deadline.
 */
export function previewClocks(
  { startAt, grading, pauses }: { startAt: Date; grading: Grading; pauses: readonly Interval[] },
  policy: Policy,
  rules: Rules,
): PreviewedClock[] {
  const previewed: PreviewedClock[] = [];
  let resolvedAt = startAt;
  for (const name of clockNames) {
    const startedAt = name === 'revisit' ? resolvedAt : startAt;
    const started = startClock({ name, cycle: 1, startedAt, grading }, rules);
    const allowance = allowanceOf(policy, name, grading);
    if (!started || !allowance) continue;
    const clock = name === 'resolve' ? workedOut({ ...started, waits: pauses }, rules) : started;
    const { dueAt } = clock;
    if (!dueAt) continue;
    if (name === 'resolve') resolvedAt = dueAt;
    previewed.push({ clock: { ...clock, dueAt }, allowance });
  }
  return previewed;
}
