import { type Case, type ClosedCase, listKeyOf, type Pause, type UnfinishedCase } from './case';
import type { CaseEvent, CaseEventOf } from './events';
import { type CaseStateName, isOpenState, type Outcome } from './words';

type Changes = { [K in keyof Omit<UnfinishedCase, 'state'>]?: UnfinishedCase[K] | undefined };

/**
 * The case after the event. Pure: every time and id comes with the event.
 * @throws TypeError for an event before CaseOpened: that is a bug, not an answer to anybody
 */
export function evolve(before: Case | undefined, event: CaseEvent): Case {
  if (event.type === 'CaseOpened') return opened(event);
  if (!before) throw new TypeError(`${event.type} on a case that was never opened`);
  return after(before, event);
}

function opened({ complaint, at }: CaseEventOf<'CaseOpened'>): Case {
  return settle<UnfinishedCase>({
    ...complaint,
    state: 'registered',
    cycle: 1,
    openedAt: at,
    stateSince: at,
    cycleStartedAt: complaint.receivedAt,
    dispatchReasons: [],
    flagged: false,
    escalationLevel: 0,
    watcherIds: [],
    dispatches: 0,
    pauses: [],
    listKey: listKeyOf(complaint.receivedAt, complaint.id),
    open: true,
    unassigned: true,
    waiting: false,
  });
}

function after(c: Case, event: Exclude<CaseEvent, { type: 'CaseOpened' }>): Case {
  const { at } = event;
  switch (event.type) {
    case 'CaseDispatched':
      return enter(c, 'dispatched', at, {
        unitId: event.unitId,
        handlerId: event.handlerId,
        category: event.category,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        dispatchReasons: event.reasons,
        flagged: event.flagged,
        ...signClock(c, at),
      });
    case 'CaseRedispatched':
      return enter(
        c,
        'dispatched',
        event.newSignClock ? at : c.stateSince,
        {
          unitId: event.unitId,
          handlerId: event.handlerId,
          ...(event.newSignClock ? signClock(c, at) : {}),
          ...(event.reason ? { dispatchReasons: [event.reason] } : {}),
          ...(event.clearsFlag ? { flagged: false } : {}),
        },
        at,
      );
    case 'CaseSigned':
      return enter(c, 'signed', at, { handlerId: event.handlerId, signedAt: at });
    case 'ContactLogged': {
      const contact = event.first ? { firstContactAt: at } : {};
      return c.state === 'signed' ? enter(c, 'in_progress', at, contact) : stay(c, contact);
    }
    case 'NoteAdded':
      return c;
    case 'ReplySent':
      return event.firstContact ? stay(c, { firstContactAt: at }) : c;
    case 'ComplainantAnswered':
      return c.state === 'waiting_complainant' ? enter(c, 'in_progress', at) : c;
    case 'ComplainantAwaited':
      return enter(c, 'waiting_complainant', at);
    case 'CaseStarted':
    case 'CaseResumed':
      return enter(c, 'in_progress', at);
    case 'CaseRegraded':
      return stay(c, {
        category: event.category,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        flagged: false,
      });
    case 'CaseResolved':
      return enter(c, 'resolved', at, { resolvedAt: at, rootCause: event.rootCause, answer: event.answer });
    case 'RevisitStarted':
      return enter(c, 'revisiting', at);
    case 'CaseClosed':
      return close(c, event.outcome, at);
    case 'CaseDeclined':
      return close(c, 'declined', at);
    case 'CaseWithdrawn':
      return close(c, 'withdrawn', at);
    case 'CaseReopened':
      return enter(c, 'dispatched', at, {
        cycle: event.fromCycle + 1,
        cycleStartedAt: at,
        unitId: event.unitId,
        handlerId: event.handlerId,
        dispatchReasons: [],
        resolvedAt: undefined,
        rootCause: undefined,
        answer: undefined,
        pauses: [],
        ...signClock(c, at),
      });
    case 'CaseEscalated':
      return stay(c, {
        escalationLevel: event.level,
        watcherIds: [...new Set([...c.watcherIds, ...event.watcherIds])],
      });
  }
}

function signClock(c: Case, at: Date): Changes {
  return { dispatchedAt: at, signedAt: undefined, dispatches: c.dispatches + 1 };
}

/** Enters an unfinished state; `since` is the time of the event but where the state only goes on. */
function enter(
  c: Case,
  state: UnfinishedCase['state'],
  since: Date,
  changes: Changes = {},
  at: Date = since,
): UnfinishedCase {
  const pauses = pausesAfter(changes.pauses ?? c.pauses, state, at);
  return settle<UnfinishedCase>({
    ...c,
    ...changes,
    state,
    stateSince: since,
    pauses,
    outcome: undefined,
    closedAt: undefined,
  });
}

function close(c: Case, outcome: Outcome, at: Date): ClosedCase {
  const pauses = pausesAfter(c.pauses, 'closed', at);
  return settle<ClosedCase>({ ...c, state: 'closed', outcome, closedAt: at, stateSince: at, pauses, flagged: false });
}

function stay(c: Case, changes: Changes): Case {
  return settle<Case>({ ...c, ...changes });
}

/** A pause is open exactly while the complainant is waited for. */
function pausesAfter(pauses: readonly Pause[], state: CaseStateName, at: Date): Pause[] {
  const ended = pauses.map((pause) => (pause.to ? pause : { ...pause, to: at }));
  return state === 'waiting_complainant' ? [...ended, { from: at }] : ended;
}

/** Derives what the queues filter by, and drops fields without a value: a missing field and none are the same. */
function settle<C extends Case>(c: C): C {
  const open = isOpenState(c.state);
  const derived = {
    ...c,
    open,
    unassigned: open && c.handlerId === undefined,
    waiting: c.state === 'waiting_complainant',
  };
  return Object.fromEntries(Object.entries(derived).filter(([, value]) => value !== undefined)) as unknown as C;
}
