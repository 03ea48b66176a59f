import { changesTo, closeClock, endSpentPause, fireSteps } from './changes';
import { isLive, laterOf } from './clock';
import { clockSetOf, findClock, type Asked, type CaseFacts, type ClockEvent, type ClockSet } from './clock-set';
import type { Decision } from './follow-case';
import type { RuleBook } from './rules';

/** What the timer finds to do at `now`: pauses whose allowance is used up, and steps that are reached. */
export function fireDue(set: ClockSet, now: Date, book: RuleBook): Decision {
  const changes = changesTo(set, set, book);
  for (const clock of set.clocks) {
    if (isLive(clock)) fireSteps(changes, endSpentPause(changes, clock, now), now);
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
  book: RuleBook,
): { before: ClockSet; events: ClockEvent[] } | undefined {
  if (set?.asked.some((one) => one.cycle === asked.cycle)) return undefined;
  const facts = set ?? { ...unknown, cycle: 0, unitId: '', handlerId: '', dispatches: 0, category: '' };
  const kept = { asked: [...(set?.asked ?? []), asked], linked: set?.linked ?? [] };
  const known = clockSetOf(facts, set?.clocks ?? [], kept);
  const changes = changesTo(known, known, book);
  const clock = findClock(known, 'revisit', asked.cycle);
  if (clock) closeClock(changes, clock, laterOf(asked.at, clock.startedAt));
  return { before: known, events: changes.events };
}
