import { type Case, listKeyOf, type UnfinishedCase } from './case';
import { settle } from './change';
import type { CaseEvent, CaseEventOf } from './events';
import { evolutions } from './topics';

/**
 * The case after the event. Pure: every time and id comes with the event.
 * @throws TypeError for an event before CaseOpened: that is a bug, not an answer to anybody
 */
export function evolve(before: Case | undefined, event: CaseEvent): Case {
  if (event.type === 'CaseOpened') return opened(event);
  if (!before) throw new TypeError(`${event.type} on a case that was never opened`);
  const evolution = evolutions[event.type] as (c: Case, event: CaseEvent) => Case;
  return evolution(before, event);
}

/** What no case had before there were such things; a case that was stored then has none of them. */
const nothingOnIt = {
  suspended: [],
  returns: [],
  extensions: [],
  suspensions: [],
  supervisions: [],
  tasks: [],
  consultations: [],
  solutions: [],
  remedies: [],
  improvements: [],
  ticks: [],
  accusedIds: [],
  linkedCases: [],
  supervised: false,
} satisfies Partial<Case>;

/** A case as it was stored, with everything that a case has today, and without what only earlier ones had. */
export function complete(stored: Case & { waiting?: unknown }): Case {
  const { waiting: _earlier, ...kept } = stored;
  return { ...nothingOnIt, ...kept };
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
    ...nothingOnIt,
    listKey: listKeyOf(complaint.receivedAt, complaint.id),
    open: true,
    unassigned: true,
  });
}
