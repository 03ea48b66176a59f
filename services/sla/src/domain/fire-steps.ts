import { changesTo, closeClock, endSpentPause, fireSteps } from './changes';
import { isLive, laterOf } from './clock';
import { clockSetOf, findClock, type Asked, type CaseFacts, type ClockEvent, type ClockSet } from './clock-set';
import type { Decision } from './follow-case';
import type { Rules } from './policy';

/** What the timer finds to do at `now`: pauses whose allowance is used up, and steps that are reached. */
export function fireDue(set: ClockSet, now: Date, rules: Rules): Decision {
  const changes = changesTo(set, set);
  for (const clock of set.clocks) {
    if (!isLive(clock)) continue;
    fireSteps(changes, endSpentPause(changes, clock, now, rules), now, rules);
  }
  return { events: changes.events, after: changes.after() ?? set };
}

/**
 * The complainant was asked, by a person or by the link where only that is due: the revisit clock of the cycle stops.
 * Where the case's own event has not come yet the moment is kept for it: in `before`, which the events follow.
 */
export function followAsked(
  set: ClockSet | undefined,
  asked: Asked,
  unknown: Pick<CaseFacts, 'caseId' | 'number' | 'groupId' | 'parkCode'>,
  rules: Rules,
): { before: ClockSet; events: ClockEvent[] } | undefined {
  if (set?.asked.some((one) => one.cycle === asked.cycle)) return undefined;
  const base = set ?? clockSetOf({ ...unknown, cycle: 0, unitId: '', handlerId: '', dispatches: 0 }, [], []);
  const known = clockSetOf(base, base.clocks, [...base.asked, asked]);
  const changes = changesTo(known, known);
  const clock = findClock(known, 'revisit', asked.cycle);
  if (clock) closeClock(changes, clock, laterOf(asked.at, clock.startedAt), rules);
  return { before: known, events: changes.events };
}
