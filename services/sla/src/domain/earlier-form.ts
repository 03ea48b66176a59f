import type { Clock } from './clock';
import { clockSetOf, gradingOf, type ClockSet } from './clock-set';

/**
 * A set as it is written now, from one that was stored before clocks kept a record of what acted on them. Those were
 * measured around the clock and by the first policy.
 */
export function inPresentForm(set: ClockSet): ClockSet {
  const stored = set as Partial<ClockSet>;
  if (stored.linked && set.clocks.every((clock: Partial<Clock>) => clock.moves)) return set;
  const facts = { ...set, category: stored.category ?? '' };
  const grading = gradingOf(facts, set.priority ?? 'p3');
  const recorded = set.clocks.map((clock): Clock => {
    const unknown = { grading, moves: [], waits: clock.pauses, suspensions: [], waitSpent: false, provisional: false };
    const versions = { calendarId: '', calendarVersion: 0, policyVersion: 1 };
    return Object.assign({}, unknown, versions, clock);
  });
  return clockSetOf(facts, recorded, { asked: set.asked, linked: stored.linked ?? [] });
}
