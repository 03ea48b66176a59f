import { assignmentOf, servesPark } from '../assignment';
import type { Case } from '../case';
import { changed, enter, nextId, signClock, stay } from '../change';
import { notImpartial } from '../impartiality';
import type { Decided, Return } from '../parts';
import { invalid, refused, type Rejection } from '../rejection';
import { optionalText, references, requiredText } from '../texts';
import { type Circumstances, internal, type Topic } from '../topic';
import { returnReasons } from '../words';
import { addWorkingDays, addWorkingHours } from '../working-time';

type Commands = 'request-return' | 'decide-return';
type Events = 'ReturnRequested' | 'ReturnSentToArbitration' | 'ReturnRefused' | 'ReturnAccepted';

/** A unit may give a case back within so many working days of its dispatch (domain.md, Dispatch and return). */
const askWithinDays = 1;
/** After so many working hours without a decision it is for headquarters. */
const decideWithinHours = 4;

/** The return that waits for a decision. */
function pendingReturn(c: Case): Return | undefined {
  const last = c.returns.at(-1);
  return c.state === 'return_requested' && last && !last.decided ? last : undefined;
}

/** It is for headquarters, even where the timer has not recorded yet that the time to decide is over. */
function isForHeadquarters({ arbitration, decideBy }: Return, at: Date): boolean {
  return arbitration || at >= decideBy;
}

/** One return a unit, and none after headquarters has decided one. */
function mayAsk(c: Case): Rejection | undefined {
  if (c.returns.some(({ arbitration, decided }) => arbitration && decided)) {
    return refused('return_final', 'Headquarters has decided where this case belongs; it cannot be returned again.');
  }
  if (c.returns.some(({ fromUnitId }) => fromUnitId === c.unitId)) {
    return refused('already_returned', 'Your unit has returned this case, or tried to, before; a unit may do so once.');
  }
  return undefined;
}

/** The unit that the returning one names: in the case's park or for all parks, unless it is another park's matter. */
function proposedUnit(c: Case, command: { proposedUnitId: string; reason?: string }, now: Circumstances): string {
  const unitId = command.proposedUnitId.trim();
  if (unitId === '') throw invalid('unit_missing', 'Please name the unit that should have the case.', 'proposedUnitId');
  if (unitId === c.unitId) throw invalid('same_unit', 'Please name another unit than your own.', 'proposedUnitId');
  const unit = now.organisation.unit(unitId);
  const fits = command.reason === 'other_park' ? unit?.groupId === c.groupId : servesPark(unit, c);
  if (!fits) throw invalid('unit_unknown', `There is no unit ${unitId} for park ${c.parkCode}.`, 'proposedUnitId');
  return unitId;
}

/** Giving a case back, and who decides about it. */
export const returns: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'request-return',
      from: ['dispatched', 'signed', 'in_progress'],
      to: 'return_requested',
      who: ['unit', 'assignee'],
      guard: mayAsk,
      condition: 'within 1 wd of the dispatch; once a unit; not after headquarters has decided a return',
    },
    {
      command: 'decide-return',
      from: ['return_requested'],
      to: 'dispatched',
      who: ['HQ'],
      guard: (c, _at, actor) => notImpartial(actor, pendingReturn(c)?.by),
      condition: 'accepted; refused: the state before. Of the second return, or one undecided after 4 wh, it is final',
    },
    {
      command: 'decide-return',
      from: ['return_requested'],
      to: 'dispatched',
      who: ['dispatch desk'],
      guard: (c, at, actor) => {
        const pending = pendingReturn(c);
        if (pending && isForHeadquarters(pending, at)) {
          return refused('arbitration', 'Headquarters decides this return.');
        }
        return notImpartial(actor, pending?.by);
      },
      condition: 'accepted; refused: the state before. The first return, within 4 wh',
    },
  ],

  decisions: {
    'request-return'(c, command, now) {
      const reason = returnReasons.find((known) => known === command.reason);
      if (!reason) throw invalid('reason_unknown', `A reason is one of ${returnReasons.join(', ')}.`, 'reason');
      if (now.at > addWorkingDays(now.workingTime, c.dispatchedAt ?? c.stateSince, askWithinDays)) {
        const message = 'A case can be returned within one working day of its dispatch; please ask the dispatch desk.';
        throw refused('return_late', message);
      }
      const request: Return = {
        id: nextId('return', c.returns),
        cycle: c.cycle,
        at: now.at,
        by: now.actor.id,
        fromUnitId: c.unitId ?? '',
        ...(c.handlerId ? { fromHandlerId: c.handlerId } : {}),
        fromState: c.state as Return['fromState'],
        reason,
        proposedUnitId: proposedUnit(c, command, now),
        // The other codes speak for themselves.
        note: reason === 'other' ? requiredText(command.note, 'note') : optionalText(command.note, 'note'),
        evidence: references(command.evidence, 'evidence'),
        decideBy: addWorkingHours(now.workingTime, now.at, decideWithinHours),
        arbitration: c.returns.length > 0,
      };
      return { type: 'ReturnRequested', at: now.at, request };
    },

    'decide-return'(c, command, now) {
      const pending = pendingReturn(c);
      if (!pending) throw refused('nothing_to_decide', 'No return of this case waits for a decision.');
      const { id: returnId, fromUnitId, fromHandlerId, fromState } = pending;
      const decided = { at: now.at, returnId, by: now.actor.id, final: isForHeadquarters(pending, now.at) };
      if (!command.granted) {
        // Without the person who had it, the case waits for one.
        const toState = c.handlerId ? fromState : 'dispatched';
        return { type: 'ReturnRefused', ...decided, toState, note: requiredText(command.note, 'note') };
      }
      const unitId = command.unitId ?? (command.handlerId ? undefined : pending.proposedUnitId);
      const assignment = assignmentOf(c, { unitId, handlerId: command.handlerId }, now);
      if (assignment.unitId === fromUnitId) {
        throw invalid('same_unit', 'An accepted return goes to another unit; to leave it there, refuse it.', 'unitId');
      }
      const note = optionalText(command.note, 'note');
      return { type: 'ReturnAccepted', ...decided, ...assignment, fromUnitId, fromHandlerId, note };
    },
  },

  evolutions: {
    ReturnRequested: (c, event) => enter(c, 'return_requested', event.at, { returns: [...c.returns, event.request] }),
    ReturnSentToArbitration: (c, event) =>
      stay(c, { returns: changed(c.returns, event.returnId, { arbitration: true }) }),
    ReturnRefused: (c, event) =>
      enter(c, event.toState, event.at, {
        returns: withDecision(c, event, false),
        flagged: false,
        // Nobody else has had it in between: what it can be taken back to stays.
        ...(event.toState === 'dispatched' ? { ...signClock(c, event.at), previous: c.previous } : {}),
      }),
    ReturnAccepted: (c, event) =>
      enter(c, 'dispatched', event.at, {
        returns: withDecision(c, event, true),
        flagged: false,
        unitId: event.unitId,
        handlerId: event.handlerId,
        dispatchReasons: event.note ? [event.note] : c.dispatchReasons,
        ...signClock(c, event.at),
        // What headquarters has decided is not taken back.
        ...(event.final ? { previous: undefined } : {}),
      }),
  },

  lines: {
    ReturnRequested: {
      publicity: internal,
      content: ({ request }) => ({
        text: request.note,
        returnId: request.id,
        reason: request.reason,
        proposedUnitId: request.proposedUnitId,
        fromUnitId: request.fromUnitId,
        fromHandlerId: request.fromHandlerId,
        evidence: request.evidence.join('\n'),
        decideBy: request.decideBy.toISOString(),
        arbitration: request.arbitration ? 'true' : undefined,
      }),
    },
    ReturnSentToArbitration: { publicity: internal, content: ({ returnId }) => ({ returnId }) },
    ReturnRefused: {
      publicity: internal,
      content: (event) => ({
        text: event.note,
        returnId: event.returnId,
        toState: event.toState,
        final: event.final ? 'true' : undefined,
      }),
    },
    ReturnAccepted: {
      publicity: { visibility: 'public', facts: ['unitId'] },
      content: (event) => ({
        text: event.note,
        returnId: event.returnId,
        unitId: event.unitId,
        handlerId: event.handlerId,
        fromUnitId: event.fromUnitId,
        fromHandlerId: event.fromHandlerId,
        final: event.final ? 'true' : undefined,
      }),
    },
  },
};

function withDecision(
  c: Case,
  { at, returnId, by, note, final }: { at: Date; returnId: string; by: string; note: string; final: boolean },
  granted: boolean,
): Return[] {
  const decided: Decided = { at, by, granted, note };
  return changed(c.returns, returnId, { decided, ...(final ? { arbitration: true } : {}) });
}
