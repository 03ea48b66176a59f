import { type Actor, is } from '../actor';
import { againstArbitration } from '../arbitration';
import { assignmentOf } from '../assignment';
import type { Case } from '../case';
import { type Changes, enter, signClock, stay } from '../change';
import { followingFrom } from '../consequences';
import type { CaseEventOf } from '../events';
import { mostEntries } from '../limits';
import { priorityWith } from '../master';
import { watchersFor } from '../organisation';
import { priorityOf, priorityWithinKind } from '../priority';
import { ticksKept } from '../procedures';
import { invalid, movedOn } from '../rejection';
import { supervisionDateOf } from '../supervision';
import { categoryCode, maxTextUnits, optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { assignedStates, beforeResolved, openStates } from '../transition';
import { type EscalationLevel, escalationSteps } from '../words';
import { lapsedExtension } from './extensions';

type Commands = 'dispatch' | 'redispatch' | 'regrade' | 'escalate';
type Events = 'CaseDispatched' | 'CaseRedispatched' | 'CaseRegraded' | 'CaseEscalated';

/** What followed from the grade: the procedure, with the ticks that it shares with the one before, and who watches. */
function followed(c: Case, event: { procedureId?: string; watcherIds?: string[] }): Changes {
  const watchers = { watcherIds: [...new Set([...c.watcherIds, ...(event.watcherIds ?? [])])] };
  if (!event.procedureId) return watchers;
  return { ...watchers, procedureId: event.procedureId, ticks: ticksKept(c.ticks, event.procedureId) };
}

/**
 * Why this unit and this person: so many reasons as a list may have entries, together as long as one text. Of a service
 * those are kept that fit, for a complaint is always dispatched.
 * @throws Rejection invalid where a person gives more
 */
function dispatchReasons(given: readonly string[], { kind }: Actor): string[] {
  let length = 0;
  const fitting = given.filter((reason, index) => index < mostEntries && (length += reason.length) <= maxTextUnits);
  if (fitting.length === given.length || kind === 'service') return fitting;
  const message = `A dispatch has at most ${mostEntries} reasons of together ${maxTextUnits} characters.`;
  throw invalid('too_many_reasons', message, 'reasons');
}

/** Who gets a case, how grave it is, and who watches it. */
export const dispatching: Topic<Commands, Events> = {
  transitions: [
    { command: 'dispatch', from: ['registered'], to: 'dispatched', who: ['routing', 'dispatch desk'] },
    {
      command: 'redispatch',
      from: assignedStates,
      to: 'dispatched',
      who: ['dispatch desk', 'team lead of the unit', 'park manager'],
      condition: 'to another unit only by HQ once it has finally decided a return of this cycle',
    },
    {
      command: 'redispatch',
      from: ['dispatched'],
      to: 'dispatched',
      who: ['routing'],
      condition: 'nobody has signed; a person added to the unit comes under the same sign clock',
    },
    {
      command: 'regrade',
      from: beforeResolved,
      to: 'unchanged',
      who: ['dispatch desk', 'team lead of the unit'],
    },
    { command: 'escalate', from: openStates, to: 'unchanged', who: ['sla'], condition: 'the level only rises' },
  ],

  decisions: {
    dispatch(c, command, now) {
      const severity = command.severity ?? 'general';
      const urgency = command.urgency ?? 'normal';
      const assignment = assignmentOf(c, command, now);
      const final = againstArbitration(c, assignment.unitId, now.actor);
      if (final) throw final;
      const triaged = now.actor.kind === 'service' ? command.priority : undefined;
      const own = triaged ? priorityWithinKind(c.kind, triaged) : priorityOf(c.kind, severity, urgency);
      const grade = {
        category: categoryCode(command.category ?? 'other'),
        severity,
        urgency,
        priority: priorityWith(c.kind, own, c.linkedCases),
      };
      return {
        type: 'CaseDispatched',
        at: now.at,
        ...assignment,
        ...grade,
        ...followingFrom(c, grade, now),
        reasons: dispatchReasons(command.reasons, now.actor),
        flagged: command.flag,
      };
    },

    redispatch(c, command, now) {
      const { unitId, handlerId } = assignmentOf(c, command, now);
      if (unitId === c.unitId && handlerId === c.handlerId) {
        const message = 'The case is already with this unit and person.';
        throw now.actor.kind === 'service' ? movedOn(message) : invalid('same_assignment', message, 'handlerId');
      }
      const final = againstArbitration(c, unitId, now.actor);
      if (final) throw final;
      const addsThePerson = now.actor.kind === 'service' && unitId === c.unitId && c.handlerId === undefined;
      return {
        type: 'CaseRedispatched',
        at: now.at,
        unitId,
        handlerId,
        fromUnitId: c.unitId,
        fromHandlerId: c.handlerId,
        newSignClock: !addsThePerson,
        reason:
          now.actor.kind === 'service'
            ? optionalText(command.reason, 'reason')
            : requiredText(command.reason, 'reason'),
        clearsFlag: is(now.actor, 'dispatch desk', c),
      };
    },

    regrade(c, command, now) {
      const severity = command.severity ?? c.severity ?? 'general';
      const urgency = command.urgency ?? c.urgency ?? 'normal';
      // Triage may have raised the priority for impact or history: another category alone doesn't undo that.
      const kept = severity === c.severity && urgency === c.urgency ? c.priority : undefined;
      const grade = {
        category: command.category === undefined ? c.category : categoryCode(command.category),
        severity,
        urgency,
        // A master stays as urgent as what is linked to it.
        priority: kept ?? priorityWith(c.kind, priorityOf(c.kind, severity, urgency), c.linkedCases),
      };
      return {
        type: 'CaseRegraded',
        at: now.at,
        ...grade,
        ...followingFrom(c, grade, now),
        fromPriority: c.priority,
        fromCategory: c.category,
        reason: requiredText(command.reason, 'reason'),
      };
    },

    escalate(c, command, now) {
      if (!escalationSteps.includes(command.step)) {
        throw invalid('step_unknown', `A step is one of ${escalationSteps.join(', ')}.`, 'step');
      }
      const { clock } = command;
      // Without it the step is of an earlier release.
      const expiredAt = command.dueAt ?? now.at;
      const escalated: CaseEventOf<'CaseEscalated'> = {
        type: 'CaseEscalated',
        at: now.at,
        step: command.step,
        clock,
        deadlineNumber: command.deadlineNumber,
        level: Math.max(c.escalationLevel, command.step) as EscalationLevel,
        ...watchersFor(command.step, c, now.organisation),
        superviseAt: supervisionDateOf(c, clock, { ...now, expiredAt }),
      };
      return [escalated, ...lapsedExtension(c, { clock, expiredAt }, now.at)];
    },
  },

  evolutions: {
    CaseDispatched: (c, event) =>
      enter(c, 'dispatched', event.at, {
        unitId: event.unitId,
        handlerId: event.handlerId,
        settledUnitId: undefined,
        category: event.category,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        dispatchReasons: event.reasons,
        flagged: event.flagged,
        ...followed(c, event),
        ...signClock(c, event.at),
      }),
    CaseRedispatched: (c, event) =>
      enter(
        c,
        'dispatched',
        event.newSignClock ? event.at : c.stateSince,
        {
          unitId: event.unitId,
          handlerId: event.handlerId,
          ...(event.newSignClock ? signClock(c, event.at) : {}),
          ...(event.reason ? { dispatchReasons: [event.reason] } : {}),
          ...(event.clearsFlag ? { flagged: false } : {}),
        },
        event.at,
      ),
    CaseRegraded: (c, event) =>
      stay(c, {
        category: event.category,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        flagged: false,
        ...followed(c, event),
      }),
    CaseEscalated: (c, event) =>
      stay(c, {
        escalationLevel: event.level,
        watcherIds: [...new Set([...c.watcherIds, ...event.watcherIds])],
        superviseAt: event.superviseAt ?? c.superviseAt,
      }),
  },

  lines: {
    CaseDispatched: {
      publicity: { visibility: 'public', facts: ['unitId'] },
      content: (event) => ({
        unitId: event.unitId,
        handlerId: event.handlerId,
        category: event.category,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        reasons: event.reasons.join('\n'),
        flagged: event.flagged ? 'true' : undefined,
      }),
    },
    CaseRedispatched: {
      publicity: { visibility: 'public', facts: ['unitId'] },
      content: (event) => ({
        text: event.reason,
        unitId: event.unitId,
        handlerId: event.handlerId,
        fromUnitId: event.fromUnitId,
        fromHandlerId: event.fromHandlerId,
        newSignClock: String(event.newSignClock),
      }),
    },
    CaseRegraded: {
      publicity: internal,
      content: (event) => ({
        text: event.reason,
        category: event.category,
        fromCategory: event.fromCategory,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        fromPriority: event.fromPriority,
      }),
    },
    CaseEscalated: {
      publicity: internal,
      content: (event) => ({
        step: String(event.step),
        level: String(event.level),
        clock: event.clock,
        deadlineNumber: String(event.deadlineNumber),
        watcherIds: event.watcherIds.join(','),
        nobodyAt: event.nobodyAt.join(','),
      }),
    },
  },
};
