import { closeClock, openClock, type Changes } from './changes';
import type { CaseSnapshot, CaseState, LinkedReceipt } from './case-snapshot';
import { earlierOf, isLive, laterOf, type Clock } from './clock';
import { findClock, type CaseFacts, type ClockSet } from './clock-set';
import type { Grading } from './policy';
import type { RuleBook, Rules } from './rules';
import { startClock, type Start } from './start-clock';

/** An event of a case, and what is known when the clocks follow it. */
export interface Follow {
  readonly changes: Changes;
  /** The set before the event. */
  readonly set: ClockSet | undefined;
  readonly snap: CaseSnapshot;
  readonly facts: CaseFacts;
  readonly book: RuleBook;
  readonly grading: Grading;
  readonly linked: readonly LinkedReceipt[];
}

type Dispatched = Follow & { readonly dispatchedAt: Date };

/** States in which the work is over, one way or the other. */
const AFTER_RESOLVE: ReadonlySet<CaseState> = new Set(['resolved', 'revisiting']);
const CANCELLING_OUTCOMES: ReadonlySet<string> = new Set(['declined', 'withdrawn']);

/** The clock of this name in the cycle that the event is of, as it is by now. */
export function clockOf({ changes, snap }: Pick<Follow, 'changes' | 'snap'>, name: Clock['name']): Clock | undefined {
  const set = changes.after();
  return set && findClock(set, name, snap.cycle);
}

/** Opens a clock under the rules, the ones in force unless told; undefined where they have none for such a case. */
function open({ changes, facts, book }: Follow, start: Start, createdAt: Date, rules?: Rules): Clock | undefined {
  const clock = startClock(start, rules ?? book.inForce(facts));
  return clock && openClock(changes, clock, createdAt);
}

/** A reopening ends what is left of the cycle before it: as a rule the revisit clock. */
export function endFormerCycles({ changes, snap }: Follow): void {
  const reopenedAt = snap.cycleStartedAt ?? snap.stateSince;
  for (const clock of changes.after()?.clocks ?? []) {
    if (clock.cycle >= snap.cycle) continue;
    closeClock(changes, clock, reopenedAt, { cancelled: clock.name !== 'revisit' });
  }
}

/** sign: every dispatch → Sign; a request to return the case ends it too. */
export function followSign(follow: Dispatched): void {
  const { changes, set, snap, grading, dispatchedAt } = follow;
  const { cycle } = snap;
  let clock = clockOf(follow, 'sign');
  const newDispatches = snap.dispatches - (set?.dispatches ?? 0);
  if (!clock || newDispatches > 0) {
    if (clock) clock = closeClock(changes, clock, dispatchedAt, { cancelled: true });
    // Without a clock of this cycle only the first cycle can tell how many dispatches were missed.
    const deadlineNumber = clock ? clock.deadlineNumber + newDispatches : cycle === 1 ? Math.max(1, newDispatches) : 1;
    const former = { deadlineNumber, steps: clock?.steps ?? [] };
    clock = open(follow, { name: 'sign', cycle, startedAt: dispatchedAt, grading, former }, dispatchedAt);
  }
  if (!clock || snap.state === 'dispatched') return;
  const signed = snap.signedAt && snap.signedAt >= clock.startedAt ? snap.signedAt : undefined;
  // Where nobody signed before the case was linked or given up, its end cancels the clock.
  if (!signed && (snap.state === 'linked' || isCancelled(snap))) return;
  closeClock(changes, clock, signed ?? laterOf(snap.stateSince, clock.startedAt));
}

/** first_contact: receipt → the first contact by a person; a reopened case has been contacted before. */
export function followFirstContact(follow: Dispatched): void {
  const { changes, snap } = follow;
  if (snap.cycle > 1) return;
  const clock = startOnce(follow, 'first_contact', snap.receivedAt);
  if (!clock) return;
  if (snap.firstContactAt) closeClock(changes, clock, laterOf(snap.firstContactAt, snap.receivedAt));
  // Whoever left no contact data learns the answer where he would read a reply, so resolving is the first reply.
  else if (!snap.hasContact && isResolved(snap)) closeClock(changes, clock, resolvedAtOf(snap));
}

/**
 * relief (P1): receipt → RecordRelief or Resolve. It begins with the resolve clock, or at the regrade that brings it, by
 * the rules that the resolve clock keeps; a reopening brings none.
 */
export function followRelief(follow: Dispatched): void {
  const { changes, set, snap, grading } = follow;
  const { cycle } = snap;
  const resolve = clockOf(follow, 'resolve');
  const startsAnew = resolve?.status === 'cancelled' && isNewlyDispatched(follow);
  let clock = clockOf(follow, 'relief');
  if (!resolve || startsAnew) {
    if (cycle === 1) clock = startOnce(follow, 'relief', snap.receivedAt);
  } else if (isLive(resolve) && !(clock && clock.status !== 'cancelled') && isRegraded(set, snap, grading)) {
    const former = clock && { deadlineNumber: clock.deadlineNumber + 1, steps: clock.steps };
    const start = {
      name: 'relief',
      cycle,
      startedAt: snap.occurredAt,
      grading,
      ...(former ? { former } : {}),
    } as const;
    clock = open(follow, start, snap.occurredAt, changes.rulesOf(resolve));
  }
  if (!clock) return;
  const ended = snap.reliefAt ?? (isResolved(snap) ? resolvedAtOf(snap) : undefined);
  if (ended) closeClock(changes, clock, laterOf(ended, clock.startedAt));
}

function isRegraded(set: ClockSet | undefined, snap: CaseSnapshot, grading: Grading): boolean {
  if (!set?.priority || set.cycle !== snap.cycle) return false;
  return set.priority !== grading.priority || set.category !== grading.category;
}

/** revisit: Resolve → the person was asked; Close ends it too (Reopen: see endFormerCycles). */
export function followRevisit(follow: Follow): void {
  const { changes, snap, grading } = follow;
  if (!isResolved(snap)) return;
  const startedAt = resolvedAtOf(snap);
  const known = clockOf(follow, 'revisit');
  const clock = known ?? open(follow, { name: 'revisit', cycle: snap.cycle, startedAt, grading }, startedAt);
  if (!clock) return;
  const asked = changes.after()?.asked.find((one) => one.cycle === snap.cycle);
  const ended = asked ? laterOf(asked.at, startedAt) : snap.state === 'closed' ? closedAtOf(snap) : undefined;
  if (ended) closeClock(changes, clock, ended);
}

/** Decline, Withdraw and Link cancel all that run; any other close leaves nothing running either. */
export function endWithCase({ changes, snap }: Follow): void {
  if (snap.state !== 'closed' && snap.state !== 'linked') return;
  const at = snap.state === 'closed' ? closedAtOf(snap) : snap.stateSince;
  for (const clock of changes.after()?.clocks ?? []) closeClock(changes, clock, at, { cancelled: true });
}

/** The clock of this cycle, started at its first dispatch; one that was cancelled by a link starts anew. */
export function startOnce(
  follow: Dispatched,
  name: 'first_contact' | 'relief' | 'resolve',
  startedAt: Date,
): Clock | undefined {
  const { snap, grading, dispatchedAt, linked } = follow;
  const clock = clockOf(follow, name);
  const anew = clock?.status === 'cancelled' && isNewlyDispatched(follow);
  if (clock && !anew) return clock;
  const start: Start = {
    ...{ name, cycle: snap.cycle, startedAt, grading },
    ...(clock ? { former: { deadlineNumber: clock.deadlineNumber + 1, steps: clock.steps } } : {}),
    ...(name !== 'relief' && snap.cycle === 1 ? { linked } : {}),
  };
  return open(follow, start, earlierOf(dispatchedAt, snap.occurredAt));
}

/** Whether there was a dispatch, also one whose own event was missed. */
function isNewlyDispatched({ set, snap }: Follow): boolean {
  return snap.state === 'dispatched' || snap.dispatches > (set?.dispatches ?? 0);
}

function isCancelled(snap: CaseSnapshot): boolean {
  return snap.state === 'closed' && CANCELLING_OUTCOMES.has(snap.outcome ?? '');
}

/** Whether the work was done, as far as this cycle is concerned. */
export function isResolved(snap: CaseSnapshot): boolean {
  return AFTER_RESOLVE.has(snap.state) || (snap.state === 'closed' && !isCancelled(snap));
}

/** When the work of this cycle was done. */
export function resolvedAtOf(snap: CaseSnapshot): Date {
  return snap.resolvedAt ?? snap.stateSince;
}

function closedAtOf(snap: CaseSnapshot): Date {
  return snap.closedAt ?? snap.stateSince;
}
