import { type Actor, is } from './actor';
import { assignmentOf } from './assignment';
import type { Case } from './case';
import type { Command, CommandName, CommandOf } from './commands';
import type { CaseEvent } from './events';
import { type Organisation, successorOf, watchersFor } from './organisation';
import { priorityOf, priorityWithinKind } from './priority';
import { invalid, movedOn } from './rejection';
import { categoryCode, optionalText, requiredText } from './texts';
import { transitionFor } from './transition-table';
import { type ClosingOutcome, closingOutcomes, type EscalationLevel, escalationSteps } from './words';

/** What a decision may look at beside the case. */
export interface Circumstances {
  actor: Actor;
  at: Date;
  organisation: Organisation;
  /** The cycle that a service decided in. Missing for people, who act on what is now. */
  cycle?: number;
}

type Decision<N extends CommandName> = (c: Case, command: CommandOf<N>, now: Circumstances) => CaseEvent;

/**
 * What a command does to a case: the events, or why not. Pure.
 *
 * The order of the checks: is it still the cycle that a service decided in, may this caller ever give the command, does
 * the state allow it, is the command well formed.
 * @throws Rejection
 */
export function decide(c: Case, command: Command, now: Circumstances): CaseEvent[] {
  const decision = decisions[command.type] as Decision<CommandName>;
  if (now.cycle !== undefined && now.cycle !== c.cycle) {
    throw movedOn(`The case is in cycle ${c.cycle}, the command ${command.type} was decided in cycle ${now.cycle}.`);
  }
  if (now.actor.kind === 'service' && now.cycle === undefined) {
    throw invalid('cycle_missing', 'A service names the cycle that it decided in.', 'cycle');
  }
  transitionFor(command.type, c, now.actor, now.at);
  return [decision(c, command, now)];
}

const decisions: { [N in CommandName]: Decision<N> } = {
  dispatch(c, command, now) {
    const severity = command.severity ?? 'general';
    const urgency = command.urgency ?? 'normal';
    const triaged = now.actor.kind === 'service' ? command.priority : undefined;
    return {
      type: 'CaseDispatched',
      at: now.at,
      ...assignmentOf(c, command, now),
      category: categoryCode(command.category ?? 'other'),
      severity,
      urgency,
      priority: triaged ? priorityWithinKind(c.kind, triaged) : priorityOf(c.kind, severity, urgency),
      reasons: command.reasons.map((reason) => optionalText(reason, 'reasons')),
      flagged: command.flag,
    };
  },

  redispatch(c, command, now) {
    const { unitId, handlerId } = assignmentOf(c, command, now);
    if (unitId === c.unitId && handlerId === c.handlerId) {
      const message = 'The case is already with this unit and person.';
      throw now.actor.kind === 'service' ? movedOn(message) : invalid('same_assignment', message, 'handlerId');
    }
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
        now.actor.kind === 'service' ? optionalText(command.reason, 'reason') : requiredText(command.reason, 'reason'),
      clearsFlag: is(now.actor, 'dispatch desk', c),
    };
  },

  sign: (_c, _command, now) => ({ type: 'CaseSigned', at: now.at, handlerId: now.actor.id }),

  'log-contact': (c, command, now) => ({
    type: 'ContactLogged',
    at: now.at,
    means: contactMeans(command.means),
    note: optionalText(command.note, 'note'),
    first: c.firstContactAt === undefined,
  }),

  start: (_c, _command, now) => ({ type: 'CaseStarted', at: now.at }),

  'add-note': (_c, command, now) => ({ type: 'NoteAdded', at: now.at, text: requiredText(command.text, 'text') }),

  // Without contact data there is no other way to reach the person: the first reply is the first contact.
  reply: (c, command, now) => ({
    type: 'ReplySent',
    at: now.at,
    text: requiredText(command.text, 'text'),
    firstContact: !c.hasContact && c.firstContactAt === undefined,
  }),

  answer: (_c, command, now) => ({
    type: 'ComplainantAnswered',
    at: now.at,
    text: requiredText(command.text, 'text'),
  }),

  'wait-for-complainant': (_c, command, now) => ({
    type: 'ComplainantAwaited',
    at: now.at,
    question: requiredText(command.question, 'question'),
  }),

  resume: (_c, command, now) => ({ type: 'CaseResumed', at: now.at, note: optionalText(command.note, 'note') }),

  regrade(c, command, now) {
    const severity = command.severity ?? c.severity ?? 'general';
    const urgency = command.urgency ?? c.urgency ?? 'normal';
    // Triage may have raised the priority for impact or history: another category alone doesn't undo that.
    const kept = severity === c.severity && urgency === c.urgency ? c.priority : undefined;
    return {
      type: 'CaseRegraded',
      at: now.at,
      category: command.category === undefined ? c.category : categoryCode(command.category),
      severity,
      urgency,
      priority: kept ?? priorityOf(c.kind, severity, urgency),
      fromPriority: c.priority,
      fromCategory: c.category,
      reason: requiredText(command.reason, 'reason'),
    };
  },

  resolve(_c, command, now) {
    if (!command.rootCause) throw invalid('root_cause_missing', 'Please name the root cause.', 'rootCause');
    return {
      type: 'CaseResolved',
      at: now.at,
      rootCause: command.rootCause,
      answer: requiredText(command.answer, 'answer'),
    };
  },

  'start-revisit': (_c, _command, now) => ({ type: 'RevisitStarted', at: now.at }),

  close(_c, command, now) {
    const outcome = closingOutcomes.find((known) => known === command.outcome);
    if (!outcome) {
      const message = `A case is closed as ${closingOutcomes.join(', ')}; declined and withdrawn have their own commands.`;
      throw invalid('outcome_invalid', message, 'outcome');
    }
    return {
      type: 'CaseClosed',
      at: now.at,
      outcome: outcome satisfies ClosingOutcome,
      note: optionalText(command.note, 'note'),
    };
  },

  reopen: (c, command, now) => ({
    type: 'CaseReopened',
    at: now.at,
    reason:
      now.actor.kind === 'service' ? optionalText(command.reason, 'reason') : requiredText(command.reason, 'reason'),
    fromCycle: c.cycle,
    fromHandlerId: c.handlerId,
    ...successorOf(c, now.organisation),
  }),

  decline: (_c, command, now) => ({
    type: 'CaseDeclined',
    at: now.at,
    reason: requiredText(command.reason, 'reason'),
    referTo: optionalText(command.referTo, 'referTo'),
  }),

  withdraw: (_c, command, now) => ({
    type: 'CaseWithdrawn',
    at: now.at,
    reason: optionalText(command.reason, 'reason'),
  }),

  escalate(c, command, now) {
    if (!escalationSteps.includes(command.step)) {
      throw invalid('step_unknown', `A step is one of ${escalationSteps.join(', ')}.`, 'step');
    }
    return {
      type: 'CaseEscalated',
      at: now.at,
      step: command.step,
      clock: command.clock,
      deadlineNumber: command.deadlineNumber,
      level: Math.max(c.escalationLevel, command.step) as EscalationLevel,
      ...watchersFor(command.step, c, now.organisation),
    };
  },
};

const knownMeans = ['phone', 'wechat', 'email', 'visit', 'app'];

function contactMeans(means: string): string {
  if (!knownMeans.includes(means)) {
    throw invalid('means_unknown', `Contact is by one of ${knownMeans.join(', ')}.`, 'means');
  }
  return means;
}
