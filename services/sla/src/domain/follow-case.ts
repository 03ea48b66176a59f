import { changesTo, closeClock, followPauses, openClock, type Changes } from './changes';
import type { CaseSnapshot, CaseState } from './case-snapshot';
import { earlierOf, laterOf, startClock, type Clock } from './clock';
import { clockSetOf, findClock, type CaseFacts, type ClockEvent, type ClockSet } from './clock-set';
import { priorityOf, type Priority, type Rules } from './policy';
import { regradeClock } from './regrade';

/** States in which the work is over, one way or the other. */
const AFTER_RESOLVE: ReadonlySet<CaseState> = new Set(['resolved', 'revisiting']);
const CANCELLING_OUTCOMES: ReadonlySet<string> = new Set(['declined', 'withdrawn']);

export interface Decision {
  readonly events: ClockEvent[];
  /** The set after the events; differs from before also where only the facts (unit, handler) changed. */
  readonly after: ClockSet;
}

/**
 * Brings the clocks of a case in line with the state that an event of casework carries. It looks at that state and not
 * at the name of the event, so that the next event heals one that was missed.
 */
export function followCase(set: ClockSet | undefined, snap: CaseSnapshot, rules: Rules): Decision {
  const facts = factsOf(set, snap);
  const changes = changesTo(set, facts);
  const priority = facts.priority;
  if (priority && snap.dispatchedAt) {
    endFormerCycles(changes, snap, rules);
    regradeLive(changes, set, snap, priority, rules);
    followSign(changes, set, snap, { priority, dispatchedAt: snap.dispatchedAt }, rules);
    followFirstContact(changes, snap, { priority, dispatchedAt: snap.dispatchedAt }, rules);
    followResolve(changes, snap, { priority, dispatchedAt: snap.dispatchedAt }, rules);
    followRevisit(changes, snap, priority, rules);
    endWithCase(changes, snap, rules);
  }
  const after = changes.after();
  return { events: changes.events, after: clockSetOf(facts, after?.clocks ?? [], after?.asked ?? []) };
}

interface FirstKnown {
  readonly priority: Priority;
  readonly dispatchedAt: Date;
}

function factsOf(set: ClockSet | undefined, snap: CaseSnapshot): CaseFacts {
  const graded = snap.priority ?? set?.priority;
  return {
    caseId: snap.caseId,
    number: snap.number,
    groupId: snap.groupId,
    parkCode: snap.parkCode,
    cycle: snap.cycle,
    unitId: snap.unitId,
    handlerId: snap.handlerId,
    dispatches: snap.dispatches,
    ...(graded ? { priority: priorityOf(snap.kind, graded) } : {}),
  };
}

function clockOf(changes: Changes, name: Clock['name'], cycle: number): Clock | undefined {
  const set = changes.after();
  return set && findClock(set, name, cycle);
}

/** A reopening ends what is left of the cycle before it: as a rule the revisit clock. */
function endFormerCycles(changes: Changes, snap: CaseSnapshot, rules: Rules): void {
  const reopenedAt = snap.cycleStartedAt ?? snap.stateSince;
  for (const clock of changes.after()?.clocks ?? []) {
    if (clock.cycle >= snap.cycle) continue;
    closeClock(changes, clock, reopenedAt, rules, { cancelled: clock.name !== 'revisit' });
  }
}

function regradeLive(
  changes: Changes,
  set: ClockSet | undefined,
  snap: CaseSnapshot,
  priority: Priority,
  rules: Rules,
): void {
  if (!set?.priority || set.priority === priority || set.cycle !== snap.cycle) return;
  for (const clock of changes.after()?.clocks ?? []) {
    if (clock.cycle !== snap.cycle || clock.name === 'revisit') continue;
    regradeClock(changes, clock, snap.occurredAt, { from: set.priority, to: priority }, rules);
  }
}

/** sign: every dispatch → Sign; a request to return the case ends it too. */
function followSign(
  changes: Changes,
  set: ClockSet | undefined,
  snap: CaseSnapshot,
  known: FirstKnown,
  rules: Rules,
): void {
  let clock = clockOf(changes, 'sign', snap.cycle);
  const newDispatches = snap.dispatches - (set?.dispatches ?? 0);
  if (!clock || newDispatches > 0) {
    if (clock) clock = closeClock(changes, clock, known.dispatchedAt, rules, { cancelled: true });
    // Without a clock of this cycle only the first cycle can tell how many dispatches were missed.
    const number = clock ? clock.deadlineNumber + newDispatches : snap.cycle === 1 ? Math.max(1, newDispatches) : 1;
    const earlier = { deadlineNumber: number, steps: clock?.steps ?? [] };
    const allowance = rules.allowance('sign', known.priority, snap.cycle);
    const started = startClock('sign', snap.cycle, known.dispatchedAt, allowance, rules, earlier);
    clock = openClock(changes, started, known.dispatchedAt, rules);
  }
  if (snap.state === 'dispatched') return;
  const signed = snap.signedAt && snap.signedAt >= clock.startedAt ? snap.signedAt : undefined;
  // Where nobody signed before the case was linked or given up, its end cancels the clock.
  if (!signed && (snap.state === 'linked' || isCancelled(snap))) return;
  closeClock(changes, clock, signed ?? laterOf(snap.stateSince, clock.startedAt), rules);
}

/** first_contact: receipt → the first contact by a person; a reopened case has been contacted before. */
function followFirstContact(changes: Changes, snap: CaseSnapshot, known: FirstKnown, rules: Rules): void {
  if (snap.cycle > 1) return;
  const clock = startOnce(changes, 'first_contact', snap, known, snap.receivedAt, rules);
  if (snap.firstContactAt) closeClock(changes, clock, laterOf(snap.firstContactAt, snap.receivedAt), rules);
  // Whoever left no contact data learns the answer where he would read a reply, so resolving is the first reply.
  else if (!snap.hasContact && isResolved(snap)) closeClock(changes, clock, resolvedAtOf(snap), rules);
}

/** resolve: receipt, or the reopening with half the allowance → Resolve; it pauses while waiting for the complainant. */
function followResolve(changes: Changes, snap: CaseSnapshot, known: FirstKnown, rules: Rules): void {
  const start = snap.cycle > 1 ? (snap.cycleStartedAt ?? known.dispatchedAt) : snap.receivedAt;
  const clock = startOnce(changes, 'resolve', snap, known, start, rules);
  const followed = followPauses(changes, clock, snap.pauses, rules);
  if (isResolved(snap)) closeClock(changes, followed, resolvedAtOf(snap), rules);
}

/** revisit: Resolve → the person was asked; Close ends it too (Reopen: see endFormerCycles). */
function followRevisit(changes: Changes, snap: CaseSnapshot, priority: Priority, rules: Rules): void {
  if (!isResolved(snap)) return;
  const resolvedAt = resolvedAtOf(snap);
  let clock = clockOf(changes, 'revisit', snap.cycle);
  if (!clock) {
    const allowance = rules.allowance('revisit', priority, snap.cycle);
    clock = openClock(changes, startClock('revisit', snap.cycle, resolvedAt, allowance, rules), resolvedAt, rules);
  }
  const asked = changes.after()?.asked.find((one) => one.cycle === snap.cycle);
  const ended = asked ? laterOf(asked.at, resolvedAt) : snap.state === 'closed' ? closedAtOf(snap) : undefined;
  if (ended) closeClock(changes, clock, ended, rules);
}

/** Decline, Withdraw and Link cancel all that run; any other close leaves nothing running either. */
function endWithCase(changes: Changes, snap: CaseSnapshot, rules: Rules): void {
  if (snap.state !== 'closed' && snap.state !== 'linked') return;
  const at = snap.state === 'closed' ? closedAtOf(snap) : snap.stateSince;
  for (const clock of changes.after()?.clocks ?? []) closeClock(changes, clock, at, rules, { cancelled: true });
}

/** The clock of this cycle, started at its first dispatch; one that was cancelled by a link starts anew. */
function startOnce(
  changes: Changes,
  name: 'first_contact' | 'resolve',
  snap: CaseSnapshot,
  known: FirstKnown,
  start: Date,
  rules: Rules,
): Clock {
  const clock = clockOf(changes, name, snap.cycle);
  const anew = clock?.status === 'cancelled' && snap.state === 'dispatched';
  if (clock && !anew) return clock;
  const earlier = clock && { deadlineNumber: clock.deadlineNumber + 1, steps: clock.steps };
  const allowance = rules.allowance(name, known.priority, snap.cycle);
  const createdAt = earlierOf(known.dispatchedAt, snap.occurredAt);
  return openClock(changes, startClock(name, snap.cycle, start, allowance, rules, earlier), createdAt, rules);
}

function isCancelled(snap: CaseSnapshot): boolean {
  return snap.state === 'closed' && CANCELLING_OUTCOMES.has(snap.outcome ?? '');
}

function isResolved(snap: CaseSnapshot): boolean {
  return AFTER_RESOLVE.has(snap.state) || (snap.state === 'closed' && !isCancelled(snap));
}

function resolvedAtOf(snap: CaseSnapshot): Date {
  return snap.resolvedAt ?? snap.stateSince;
}

function closedAtOf(snap: CaseSnapshot): Date {
  return snap.closedAt ?? snap.stateSince;
}
