import { changesTo, closeClock, followPauses, moveClock, type Changes } from './changes';
import type { CaseSnapshot, LinkedReceipt } from './case-snapshot';
import { isLive, laterOf, type Clock } from './clock';
import { clockSetOf, factsOf, gradingOf, type CaseFacts, type ClockEvent, type ClockSet } from './clock-set';
import {
  clockOf,
  endFormerCycles,
  endWithCase,
  followFirstContact,
  followRelief,
  followRevisit,
  followSign,
  isResolved,
  resolvedAtOf,
  startOnce,
  type Follow,
} from './follow-clocks';
import { priorityOf } from './policy';
import type { RuleBook } from './rules';

/** What a set of clocks does about something. */
export interface Decision {
  readonly events: ClockEvent[];
  /** The set after the events; differs from before also where only the facts (unit, handler) changed. */
  readonly after: ClockSet;
}

/**
 * Brings the clocks of a case in line with the state that an event of casework carries. It looks at that state and not
 * at the name of the event, so that the next event heals one that was missed.
 */
export function followCase(set: ClockSet | undefined, snap: CaseSnapshot, book: RuleBook): Decision {
  const facts = factsAfter(set, snap);
  const linked = withReceipt(set?.linked ?? [], snap.linkedAdded);
  const base =
    set || snap.linkedAdded ? clockSetOf(set ?? facts, set?.clocks ?? [], { asked: set?.asked ?? [], linked }) : set;
  const changes = changesTo(base, facts, book);
  const priority = facts.priority ?? (isResolved(snap) ? 'p3' : undefined);
  if (priority) {
    const follow = { changes, set, snap, facts, book, linked, grading: gradingOf(facts, priority) };
    if (snap.dispatchedAt) followDispatched({ ...follow, dispatchedAt: snap.dispatchedAt });
    // A linked case that was never dispatched is resolved with its master, and closes by its own revisit.
    followRevisit(follow);
    endWithCase(follow);
  }
  const after = changes.after();
  return { events: changes.events, after: clockSetOf(facts, after?.clocks ?? [], after ?? { asked: [], linked }) };
}

function followDispatched(follow: Follow & { dispatchedAt: Date }): void {
  endFormerCycles(follow);
  const resolve = clockOf(follow, 'resolve');
  // What acts on the deadline must find the pauses as they are.
  if (resolve) pauseAs(follow, resolve);
  regradeLive(follow);
  inheritDeadlines(follow);
  followSign(follow);
  followFirstContact(follow);
  followRelief(follow);
  followResolve(follow);
}

function factsAfter(set: ClockSet | undefined, snap: CaseSnapshot): CaseFacts {
  const graded = snap.priority ?? set?.priority;
  const { priority: _graded, ...rest } = snap;
  return factsOf({ ...rest, ...(graded ? { priority: priorityOf(snap.kind, graded) } : {}) });
}

/** Of each priority only the earliest receipt can set a deadline. */
function withReceipt(known: readonly LinkedReceipt[], added: LinkedReceipt | undefined): readonly LinkedReceipt[] {
  if (!added || known.some((one) => one.priority === added.priority && one.receivedAt <= added.receivedAt))
    return known;
  return [...known.filter(({ priority }) => priority !== added.priority), added];
}

/** A regrade, seen by what the case was graded before. It is measured by the rules that each clock keeps. */
function regradeLive({ changes, set, snap, grading }: Follow): void {
  if (!set?.priority || set.cycle !== snap.cycle) return;
  if (set.priority === grading.priority && set.category === grading.category) return;
  const from = gradingOf(set, set.priority);
  const at = snap.occurredAt;
  for (const clock of changes.after()?.clocks ?? []) {
    if (clock.cycle !== snap.cycle || clock.name === 'revisit' || !isLive(clock)) continue;
    if (changes.rulesOf(clock).allowance(clock.name, grading, clock.cycle) === undefined) {
      closeClock(changes, clock, at, { cancelled: true });
      continue;
    }
    moveClock(changes, clock, { type: 'regraded', at, from, to: grading });
  }
}

/** The master takes the earliest deadline of the cases linked to it. */
function inheritDeadlines({ changes, snap }: Follow): void {
  if (!snap.linkedAdded || snap.cycle > 1) return;
  for (const name of ['first_contact', 'resolve'] as const) {
    const clock = clockOf({ changes, snap }, name);
    if (clock) moveClock(changes, clock, { type: 'linked', at: snap.occurredAt, ...snap.linkedAdded });
  }
}

/**
 * resolve: receipt, or the reopening with half the allowance → Resolve. It pauses while waiting for the complainant and
 * in an approved suspension; a granted extension moves it.
 */
function followResolve(follow: Follow & { dispatchedAt: Date }): void {
  const { changes, snap } = follow;
  const start = snap.cycle > 1 ? (snap.cycleStartedAt ?? follow.dispatchedAt) : snap.receivedAt;
  const clock = startOnce(follow, 'resolve', start);
  if (!clock) return;
  const followed = extend(changes, pauseAs(follow, clock), snap);
  if (isResolved(snap)) closeClock(changes, followed, laterOf(resolvedAtOf(snap), followed.startedAt));
}

/** The resolve clock with the pauses that its case has by now. */
function pauseAs({ changes, snap }: Follow, clock: Clock): Clock {
  const { pauses: waits, suspensions, occurredAt } = snap;
  return followPauses(changes, clock, { waits, suspensions }, occurredAt);
}

function extend(changes: Changes, clock: Clock, snap: CaseSnapshot): Clock {
  const known = clock.moves.reduce((most, move) => (move.type === 'extended' ? Math.max(most, move.granted) : most), 0);
  const { extensionsGranted: granted, extendedUntil: until, occurredAt: at } = snap;
  if (granted <= known || !until) return clock;
  return moveClock(changes, clock, { type: 'extended', at, until, granted }, granted - known);
}
