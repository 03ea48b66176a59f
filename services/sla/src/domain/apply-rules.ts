import { changesTo, endSpentPause, renumbered, type Changes } from './changes';
import { isLive, type Clock } from './clock';
import type { ClockSet } from './clock-set';
import { dueIfResumed, workedOut } from './deadline';
import type { Decision } from './follow-case';
import { countedPauses } from './pauses';
import type { RuleBook, Rules } from './rules';

/**
 * Measures the live clocks of a case by newer rules, as if they had been in force from each clock's start: an explicit
 * act of headquarters. A clock goes through an application once; a deadline that moves gets a new number.
 */
export function applyRules(
  set: ClockSet,
  { applicationId, rulesFor }: { applicationId: string; rulesFor: (clock: Clock) => Rules },
  at: Date,
  book: RuleBook,
): Decision {
  const changes = changesTo(set, set, book);
  for (const known of set.clocks) {
    if (!isLive(known) || known.application === applicationId) continue;
    const rules = rulesFor(known);
    if (isMeasuredBy(known, rules)) continue;
    const clock = endSpentPause(changes, known, at);
    const next = measuredBy(clock, rules, at);
    // Newer rules that know no such clock leave it as it is.
    if (!next) continue;
    const marked = changes.put({ type: 'RulesApplied', applicationId }, { ...clock, application: applicationId }, at);
    const reason = clock.policyVersion === rules.policyVersion ? 'calendar_applied' : 'policy_applied';
    renumbered(changes, marked, { ...next, application: applicationId }, { at, reasonOf: () => reason });
  }
  return { events: changes.events, after: changes.after() ?? set };
}

/**
 * Works provisional deadlines out anew with a calendar that has grown. They keep their number: nobody decided anything,
 * only more is known.
 */
export function growCalendar(
  set: ClockSet,
  grown: (clock: Clock) => Rules | undefined,
  at: Date,
  book: RuleBook,
): Decision {
  const changes = changesTo(set, set, book);
  for (const clock of set.clocks) {
    const rules = isLive(clock) && clock.provisional ? grown(clock) : undefined;
    const next = rules && measuredBy(clock, rules, at);
    if (next) tellGrown(changes, clock, next, at);
  }
  return { events: changes.events, after: changes.after() ?? set };
}

function tellGrown(changes: Changes, clock: Clock, next: Clock, at: Date): void {
  const fromDueAt = dueIfResumed(clock, at, changes.rulesOf(clock));
  const toDueAt = dueIfResumed(next, at, changes.rulesOf(next));
  if (+fromDueAt === +toDueAt && next.provisional) changes.amend(next);
  else changes.put({ type: 'ClockMoved', fromDueAt, reason: 'calendar_grown' }, next, at);
}

/** Where the deadline of a live clock would be by other rules; undefined where they have no such clock. */
export function dueUnder(clock: Clock, rules: Rules, at: Date): Date | undefined {
  const next = measuredBy(clock, rules, at);
  return next && dueIfResumed(next, at, rules);
}

/** Whether the clock keeps these very versions. */
export function isMeasuredBy(clock: Clock, rules: Rules): boolean {
  return (
    clock.policyVersion === rules.policyVersion &&
    clock.calendarId === rules.calendarId &&
    clock.calendarVersion === rules.calendarVersion
  );
}

function measuredBy(clock: Clock, rules: Rules, at: Date): Clock | undefined {
  if (!rules.allowance(clock.name, clock.grading, clock.cycle)) return undefined;
  const { calendarId, calendarVersion, policyVersion } = rules;
  const { openWait } = countedPauses(clock, rules);
  const waitSpent = clock.waitSpent && openWait !== undefined && openWait.spentAt <= at;
  return workedOut({ ...clock, calendarId, calendarVersion, policyVersion, waitSpent }, rules);
}
