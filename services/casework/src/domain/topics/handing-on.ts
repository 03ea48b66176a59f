import type { Actor } from '../actor';
import { againstArbitration } from '../arbitration';
import { colleague } from '../assignment';
import type { Case } from '../case';
import { type Changes, enter, signClock, stay } from '../change';
import type { Organisation } from '../organisation';
import { invalid, refused, type Rejection } from '../rejection';
import { requiredText } from '../texts';
import { type Circumstances, internal, type Topic } from '../topic';
import { assignedStates, beforeClosed, workingStates } from '../transition';

type Commands = 'transfer' | 'take-back' | 'hand-over' | 'accept-handover' | 'refuse-handover' | 'name-accused';
type Events =
  'CaseTransferred' | 'CaseTakenBack' | 'HandoverOffered' | 'HandoverAccepted' | 'HandoverRefused' | 'AccusedNamed';

/** The complaint may be about so many people at most. */
const mostAccused = 50;

/** Only urgent cases change hands at the end of a shift; the others wait for the morning. */
function isUrgent({ priority }: Case): Rejection | undefined {
  if (priority === 'p1' || priority === 'p2') return undefined;
  return refused('handover_not_needed', 'Only P1 and P2 are handed over at the end of a shift.');
}

/** Between the offer and the answer somebody may have changed his unit. */
function stillInTheUnit({ unitId }: Case, actor: Actor): Rejection | undefined {
  if (actor.kind === 'person' && actor.unitId === unitId) return undefined;
  return refused(
    'not_in_the_unit',
    'You no longer work in the unit of this case: refuse it, so that another is asked.',
  );
}

function canBeTakenBack(c: Case, actor: Actor): Rejection | undefined {
  if (!c.previous) return refused('nothing_to_take_back', 'Nobody had this case before the present dispatch.');
  return againstArbitration(c, c.previous.unitId, actor);
}

/** A colleague of the unit other than who has the case. @throws Rejection invalid, naming the field */
function colleagueOf(c: Case, staffId: string, field: string, now: Circumstances): string {
  if (staffId === '') throw invalid('handler_missing', 'Please name the colleague.', field);
  if (staffId === c.handlerId) throw invalid('same_assignment', 'The case is already with this person.', field);
  return colleague(c, c.unitId, staffId, { organisation: now.organisation, field });
}

/** Who had the case before; only the unit where the person has left it or is accused. */
function previousHolder(c: Case, organisation: Organisation): { unitId: string; handlerId?: string } {
  const { unitId, handlerId } = c.previous ?? { unitId: c.unitId ?? '' };
  const stillThere =
    handlerId && organisation.member(handlerId)?.unitId === unitId && !c.accusedIds.includes(handlerId);
  return stillThere ? { unitId, handlerId } : { unitId };
}

/** All whom the complaint is about. Who was named before may have left since; who is new must be known. */
function accusedOf(c: Case, staffIds: readonly string[], organisation: Organisation): string[] {
  const named = [...new Set(staffIds)];
  if (named.length > mostAccused) {
    throw invalid('too_many', `A complaint is about at most ${mostAccused} people.`, 'staffIds');
  }
  const unknown = named.find((id) => !c.accusedIds.includes(id) && organisation.member(id)?.groupId !== c.groupId);
  if (unknown !== undefined) throw invalid('staff_unknown', `There is nobody with the id ${unknown}.`, 'staffIds');
  if (named.length === c.accusedIds.length && named.every((id) => c.accusedIds.includes(id))) {
    throw invalid('nothing_changes', 'These people are named already.', 'staffIds');
  }
  return named;
}

/** The accused lose the case, which waits in the queue of the unit for the dispatch desk to look at, and watch it no more. */
function withAccused(c: Case, accusedIds: string[], at: Date): Case {
  const changes: Changes = {
    accusedIds,
    watcherIds: c.watcherIds.filter((id) => !accusedIds.includes(id)),
    ...(c.handover && accusedIds.includes(c.handover.toHandlerId) ? { handover: undefined } : {}),
  };
  const isHeld = assignedStates.includes(c.state) || c.state === 'return_requested' || c.state === 'linked';
  if (!isHeld || !c.handlerId || !accusedIds.includes(c.handlerId)) return stay(c, changes);
  // A linked case is looked at once it is unlinked.
  const taken: Changes = { ...changes, handlerId: undefined, flagged: c.state !== 'linked' };
  if (!assignedStates.includes(c.state)) return stay(c, taken);
  return enter(c, 'dispatched', at, { ...taken, ...signClock(c, at), previous: undefined });
}

/** From one person to another: transfer, take-back, handover at the end of a shift, and who may not have it at all. */
export const handingOn: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'transfer',
      from: assignedStates,
      to: 'dispatched',
      who: ['assignee', 'team lead of the unit'],
      condition: 'to a member of the same unit',
    },
    {
      command: 'take-back',
      from: ['dispatched'],
      to: 'dispatched',
      who: ['dispatch desk', 'team lead of the unit', 'who had it before'],
      guard: (c, _at, actor) => canBeTakenBack(c, actor),
      condition:
        'nobody has signed; somebody had it before; to another unit only by HQ once it has finally decided a return of this cycle',
    },
    {
      command: 'hand-over',
      from: workingStates,
      to: 'unchanged',
      who: ['assignee'],
      guard: isUrgent,
      condition: 'P1 and P2; to a member of the same unit',
    },
    {
      command: 'accept-handover',
      from: workingStates,
      to: 'unchanged',
      who: ['colleague'],
      guard: (c, _at, actor) => stillInTheUnit(c, actor),
      condition: 'while he works in the unit; the colleague becomes the assignee, the clocks stay',
    },
    { command: 'refuse-handover', from: workingStates, to: 'unchanged', who: ['colleague'] },
    {
      command: 'name-accused',
      from: beforeClosed,
      to: 'unchanged',
      who: ['dispatch desk', 'park manager', 'region manager'],
      condition: 'a case that an accused person holds is dispatched to the queue of the unit',
    },
  ],

  decisions: {
    transfer: (c, command, now) => ({
      type: 'CaseTransferred',
      at: now.at,
      handlerId: colleagueOf(c, command.handlerId, 'handlerId', now),
      fromHandlerId: c.handlerId,
      reason: requiredText(command.reason, 'reason'),
    }),

    'take-back': (c, command, now) => ({
      type: 'CaseTakenBack',
      at: now.at,
      ...previousHolder(c, now.organisation),
      fromUnitId: c.unitId,
      fromHandlerId: c.handlerId,
      reason: requiredText(command.reason, 'reason'),
    }),

    'hand-over'(c, command, now) {
      const toHandlerId = colleagueOf(c, command.toHandlerId, 'toHandlerId', now);
      if (toHandlerId === now.actor.id) {
        throw invalid('same_assignment', 'Please name a colleague, who then accepts.', 'toHandlerId');
      }
      const note = requiredText(command.note, 'note');
      return { type: 'HandoverOffered', at: now.at, handover: { at: now.at, by: now.actor.id, toHandlerId, note } };
    },

    'accept-handover': (c, _command, now) => ({
      type: 'HandoverAccepted',
      at: now.at,
      handlerId: now.actor.id,
      fromHandlerId: c.handlerId,
      note: c.handover?.note ?? '',
    }),

    'refuse-handover': (_c, command, now) => ({
      type: 'HandoverRefused',
      at: now.at,
      toHandlerId: now.actor.id,
      reason: requiredText(command.reason, 'reason'),
    }),

    'name-accused': (c, command, now) => ({
      type: 'AccusedNamed',
      at: now.at,
      staffIds: accusedOf(c, command.staffIds, now.organisation),
      reason: requiredText(command.reason, 'reason'),
    }),
  },

  evolutions: {
    CaseTransferred: (c, event) =>
      enter(c, 'dispatched', event.at, {
        handlerId: event.handlerId,
        dispatchReasons: [event.reason],
        ...signClock(c, event.at),
      }),
    CaseTakenBack: (c, event) =>
      enter(c, 'dispatched', event.at, {
        unitId: event.unitId,
        handlerId: event.handlerId,
        dispatchReasons: [event.reason],
        ...signClock(c, event.at),
        // Or it would go to and fro.
        previous: undefined,
      }),
    HandoverOffered: (c, event) => stay(c, { handover: event.handover }),
    HandoverAccepted: (c, event) => stay(c, { handlerId: event.handlerId, handover: undefined }),
    HandoverRefused: (c) => stay(c, { handover: undefined }),
    AccusedNamed: (c, event) => withAccused(c, event.staffIds, event.at),
  },

  lines: {
    CaseTransferred: {
      publicity: internal,
      content: ({ reason, handlerId, fromHandlerId }) => ({ text: reason, handlerId, fromHandlerId }),
    },
    CaseTakenBack: {
      publicity: { visibility: 'public', facts: ['unitId'] },
      content: ({ reason: text, unitId, handlerId, fromUnitId, fromHandlerId }) => {
        return { text, unitId, handlerId, fromUnitId, fromHandlerId };
      },
    },
    HandoverOffered: {
      publicity: internal,
      content: ({ handover }) => ({ text: handover.note, toHandlerId: handover.toHandlerId }),
    },
    HandoverAccepted: {
      publicity: internal,
      content: ({ handlerId, fromHandlerId }) => ({ handlerId, fromHandlerId }),
    },
    HandoverRefused: {
      publicity: internal,
      content: ({ reason, toHandlerId }) => ({ text: reason, toHandlerId }),
    },
    AccusedNamed: {
      publicity: { visibility: 'sealed' },
      content: ({ reason, staffIds }) => ({ text: reason, staffIds: staffIds.join(',') }),
    },
  },
};
