import { dueIfResumed, missSteps, type Changes } from './changes';
import { capped, earlierOf, isLive, laterOf, pausedMs, withDeadline, type Clock } from './clock';
import { dueSteps } from './ladder';
import { isRaised, type Priority, type Rules } from './policy';
import { advance, between } from './working-time';

/**
 * Moves the deadline of a live clock to that of another priority (domain.md, Regrade).
 * Raised: the earlier of the old deadline and now + the new allowance; lowered: the later of the old deadline and
 * start + the new allowance + pauses so far. Only a deadline that moves gets a new number.
 */
export function regradeClock(
  changes: Changes,
  clock: Clock,
  at: Date,
  grade: { from: Priority; to: Priority },
  rules: Rules,
): Clock {
  if (!isLive(clock)) return clock;
  const { calendar } = rules;
  const allowance = rules.allowance(clock.name, grade.to, clock.cycle);
  const raised = isRaised(grade.from, grade.to);
  const allowed = raised
    ? advance(calendar, at, allowance)
    : advance(calendar, clock.startedAt, {
        ms: allowance.ms + pausedMs(clock, at, rules, allowance.unit),
        unit: allowance.unit,
      });
  const offer = capped(clock.name, clock.startedAt, allowed, allowance.unit, rules);
  const oldDueAt = dueIfResumed(clock, at, rules);
  const dueAt = raised ? earlierOf(oldDueAt, offer.dueAt) : laterOf(oldDueAt, offer.dueAt);
  if (+dueAt === +oldDueAt) return clock;

  // The old deadline ends here like a clock that stops: what was due on it and not fired is missed.
  const settled = missSteps(changes, clock, dueSteps(clock, at, rules, { strictly: true }), at);
  const moved = withDeadline(
    {
      ...settled,
      unit: offer.unit,
      totalMs: between(calendar, clock.startedAt, dueAt, offer.unit) - pausedMs(clock, at, rules, offer.unit),
      deadlineNumber: clock.deadlineNumber + 1,
    },
    rules,
  );
  const reason = raised ? 'regrade_raised' : 'regrade_lowered';
  const put = changes.put({ type: 'ClockMoved', fromDueAt: oldDueAt, reason }, moved);
  return missSteps(changes, put, dueSteps(put, at, rules), at);
}
