import { type Case, type ClosedCase, isOpenTask, type Pause, type UnfinishedCase } from './case';
import type { Suspension, Task } from './parts';
import { nextLimitOf } from './time-limits';
import { workingStates } from './transition';
import { isOpenState, type Outcome } from './words';

export { nextId } from './ids';

/** What an event changes of a case beside its state; a field given as undefined is dropped. */
export type Changes = { [K in keyof Omit<UnfinishedCase, 'state'>]?: UnfinishedCase[K] | undefined };

/** Enters an unfinished state; `since` is the time of the event but where the state only goes on. */
export function enter(
  c: Case,
  state: UnfinishedCase['state'],
  since: Date,
  changes: Changes = {},
  at: Date = since,
): UnfinishedCase {
  return settle<UnfinishedCase>({
    ...c,
    ...changes,
    state,
    stateSince: since,
    pauses: pausesAfter(changes.pauses ?? c.pauses, state === 'waiting_complainant', at),
    suspended: pausesAfter(changes.suspended ?? c.suspended, state === 'suspended', at),
    suspensions: suspensionsAfter(changes.suspensions ?? c.suspensions, state === 'suspended', at),
    outcome: undefined,
    closedAt: undefined,
  });
}

/** The case after its end. */
export function close(c: Case, outcome: Outcome, at: Date): ClosedCase {
  const pauses = pausesAfter(c.pauses, false, at);
  const suspended = pausesAfter(c.suspended, false, at);
  return settle<ClosedCase>({
    ...c,
    state: 'closed',
    outcome,
    closedAt: at,
    stateSince: at,
    pauses,
    suspended,
    suspensions: suspensionsAfter(c.suspensions, false, at),
    tasks: tasksAfter(c.tasks, at),
    flagged: false,
  });
}

/** The case in the same state, with changes. */
export function stay(c: Case, changes: Changes): Case {
  return settle<Case>({ ...c, ...changes });
}

/** The changes of a dispatch that starts a sign clock. What the case had before is kept for taking it back. */
export function signClock(c: Case, at: Date): Changes {
  return {
    dispatchedAt: at,
    signedAt: undefined,
    dispatches: c.dispatches + 1,
    handover: undefined,
    previous: c.unitId ? { unitId: c.unitId, ...(c.handlerId ? { handlerId: c.handlerId } : {}) } : undefined,
  };
}

/** A list with one entry, found by its id, changed. */
export function changed<T extends { id: string }>(list: readonly T[], id: string, changes: Partial<T>): T[] {
  return list.map((one) => (one.id === id ? { ...one, ...changes } : one));
}

/** A pause is open exactly while the case is in its state. */
function pausesAfter(pauses: readonly Pause[], inIts: boolean, at: Date): Pause[] {
  if (inIts && pauses.some((pause) => !pause.to)) return [...pauses];
  const ended = pauses.map((pause) => (pause.to ? pause : { ...pause, to: at }));
  return inIts ? [...ended, { from: at }] : ended;
}

/** A suspension ends with its state, whatever ends that. */
function suspensionsAfter(suspensions: readonly Suspension[], inIt: boolean, at: Date): Suspension[] {
  return suspensions.map((one) => (inIt || !one.decided?.granted || one.endedAt ? one : { ...one, endedAt: at }));
}

/** What another unit has not done by the end of the matter is not to be done any more. */
export function tasksAfter(tasks: readonly Task[], at: Date): Task[] {
  return tasks.map((task) => (isOpenTask(task) ? { ...task, cancelledAt: at } : task));
}

/** Derives what the queues and the timer go by, and drops fields without a value: a missing field and none are the same. */
export function settle<C extends Case>(c: C): C {
  const open = isOpenState(c.state);
  const derived = {
    ...c,
    open,
    unassigned: open && c.handlerId === undefined,
    // What was offered at the end of a shift is gone with the work that was offered.
    handover: workingStates.includes(c.state) ? c.handover : undefined,
    supervised: open && c.supervisions.some(({ liftedAt }) => !liftedAt),
    timerAt: nextLimitOf(c),
    searchTokens: searchTokensOf(c),
  };
  return Object.fromEntries(Object.entries(derived).filter(([, value]) => value !== undefined)) as unknown as C;
}

const handlerPrefix = 'h:';

/** The search token of the cases in somebody's hands. */
export const handlerToken = (staffId: string): string => handlerPrefix + staffId;

/** The handler is a token like the words, so that a search for his name is a search like any other. */
function searchTokensOf({ searchTokens = [], handlerId }: Case): string[] | undefined {
  const words = searchTokens.filter((token) => !token.startsWith(handlerPrefix));
  const all = handlerId ? [...words, handlerToken(handlerId)] : words;
  return all.length > 0 ? all : undefined;
}
