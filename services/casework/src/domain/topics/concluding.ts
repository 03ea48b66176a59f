import type { Case } from '../case';
import { close, enter, signClock, tasksAfter } from '../change';
import { successorOf } from '../organisation';
import { invalid, type Rejection, refused } from '../rejection';
import { mayBeResolved } from '../resolvable';
import { optionalText, requiredText } from '../texts';
import type { Topic } from '../topic';
import { beforeClosed } from '../transition';
import { type ClosingOutcome, closingOutcomes, type RootCause } from '../words';

type Commands = 'resolve' | 'start-revisit' | 'close' | 'reopen' | 'decline' | 'withdraw';
type Events = 'CaseResolved' | 'RevisitStarted' | 'CaseClosed' | 'CaseReopened' | 'CaseDeclined' | 'CaseWithdrawn';

/** How long after closing a case may be reopened. */
export const reopenWindowMs = 7 * 24 * 60 * 60 * 1000;
/** From this cycle on, HQ itself may close: the case was reopened twice. */
const cycleAfterSecondReopen = 3;

function mayBeReopened(c: Case, at: Date): Rejection | undefined {
  if (c.state !== 'closed') return undefined;
  if (!(closingOutcomes as readonly string[]).includes(c.outcome)) {
    return refused('not_reopenable', `A case that was ${c.outcome} is not reopened; please file a new complaint.`);
  }
  if (at.getTime() - c.closedAt.getTime() > reopenWindowMs) {
    return refused(
      'reopen_window_over',
      'A case can be reopened for 7 days after closing; please file a new complaint.',
    );
  }
  return undefined;
}

/** The cause that the investigation of this cycle has confirmed. */
function confirmedCause({ investigation, cycleStartedAt }: Case): RootCause | undefined {
  return investigation?.causeConfirmed && investigation.at >= cycleStartedAt ? investigation.cause : undefined;
}

/** The end of the work, the question whether it is really settled, and the ends of a case. */
export const concluding: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'resolve',
      from: ['in_progress'],
      to: 'resolved',
      who: ['assignee'],
      guard: mayBeResolved,
      condition:
        'no task of another unit is open; a complex case was visited in this cycle; of a major case a solution is approved; a master counts as grave as the gravest case linked to it',
    },
    { command: 'start-revisit', from: ['resolved'], to: 'revisiting', who: ['feedback'] },
    { command: 'close', from: ['resolved', 'revisiting'], to: 'closed', who: ['feedback'] },
    {
      command: 'close',
      from: ['resolved', 'revisiting'],
      to: 'closed',
      who: ['HQ'],
      guard: (c) =>
        c.cycle >= cycleAfterSecondReopen
          ? undefined
          : refused('revisit_closes', 'The revisit closes this case; headquarters only after the second reopening.'),
      condition: 'after the second reopening',
    },
    {
      command: 'reopen',
      from: ['resolved', 'revisiting'],
      to: 'dispatched',
      who: ['feedback', 'complainant', 'HQ'],
      condition: 'next cycle',
    },
    {
      command: 'reopen',
      from: ['closed'],
      to: 'dispatched',
      who: ['feedback', 'complainant', 'HQ'],
      guard: mayBeReopened,
      condition: `next cycle; within 7 × 24 h of closing; outcome ${closingOutcomes.join(', ')}`,
    },
    {
      command: 'decline',
      from: ['registered', 'dispatched', 'return_requested'],
      to: 'closed',
      who: ['dispatch desk'],
      condition: 'outcome declined',
    },
    {
      command: 'withdraw',
      from: beforeClosed.filter((s) => s !== 'resolved' && s !== 'revisiting'),
      to: 'closed',
      who: ['complainant'],
      condition: 'outcome withdrawn',
    },
  ],

  decisions: {
    resolve(c, command, now) {
      const rootCause = command.rootCause ?? confirmedCause(c);
      if (!rootCause) throw invalid('root_cause_missing', 'Please name the root cause.', 'rootCause');
      return {
        type: 'CaseResolved',
        at: now.at,
        rootCause,
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
  },

  evolutions: {
    CaseResolved: (c, event) =>
      enter(c, 'resolved', event.at, {
        resolvedAt: event.at,
        rootCause: event.rootCause,
        answer: event.answer,
        // Of a case that is resolved with its master: of others none is open.
        tasks: tasksAfter(c.tasks, event.at),
        // Nothing is left for the dispatch desk to put right.
        flagged: false,
        ...(event.unitId ? { unitId: event.unitId, handlerId: event.handlerId } : {}),
        ...(c.priority ? {} : event.grade),
      }),
    RevisitStarted: (c, event) => enter(c, 'revisiting', event.at),
    CaseClosed: (c, event) => close(c, event.outcome, event.at),
    CaseReopened: (c, event) =>
      enter(c, 'dispatched', event.at, {
        cycle: event.fromCycle + 1,
        cycleStartedAt: event.at,
        unitId: event.unitId,
        handlerId: event.handlerId,
        dispatchReasons: [],
        resolvedAt: undefined,
        rootCause: undefined,
        answer: undefined,
        pauses: [],
        suspended: [],
        relief: undefined,
        visitedAt: undefined,
        ticks: [],
        superviseAt: undefined,
        ...signClock(c, event.at),
        previous: undefined,
      }),
    CaseDeclined: (c, event) => close(c, 'declined', event.at),
    CaseWithdrawn: (c, event) => close(c, 'withdrawn', event.at),
  },

  lines: {
    CaseResolved: {
      publicity: { visibility: 'public', text: true },
      content: (event) => ({ text: event.answer, rootCause: event.rootCause }),
    },
    RevisitStarted: { publicity: { visibility: 'public' }, content: () => ({}) },
    CaseClosed: {
      publicity: { visibility: 'public', facts: ['outcome'] },
      content: (event) => ({ text: event.note, outcome: event.outcome }),
    },
    CaseReopened: {
      publicity: { visibility: 'public', facts: ['fromCycle'] },
      content: (event) => ({
        text: event.reason,
        fromCycle: String(event.fromCycle),
        fromHandlerId: event.fromHandlerId,
        unitId: event.unitId,
        handlerId: event.handlerId,
        to: event.to,
      }),
    },
    CaseDeclined: {
      publicity: { visibility: 'public', text: true, facts: ['referTo'] },
      content: (event) => ({ text: event.reason, referTo: event.referTo }),
    },
    CaseWithdrawn: { publicity: { visibility: 'public', text: true }, content: ({ reason }) => ({ text: reason }) },
  },
};
