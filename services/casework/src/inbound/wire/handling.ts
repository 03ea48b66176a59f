import { invalidInput } from '@parkline/errors';
import type { EscalationStep } from '../../domain';
import { known, type Readers, reference } from './fields';

/** The way of a case from dispatch to closing. */
export const handling: Readers<
  | 'dispatch'
  | 'redispatch'
  | 'sign'
  | 'logContact'
  | 'start'
  | 'addNote'
  | 'reply'
  | 'answer'
  | 'waitForComplainant'
  | 'resume'
  | 'regrade'
  | 'resolve'
  | 'startRevisit'
  | 'close'
  | 'reopen'
  | 'decline'
  | 'withdraw'
  | 'escalate'
> = {
  dispatch({ unitId, handlerId, category, severity, urgency, priority, reasons, flag }) {
    if (reasons.length > 50) throw invalidInput('too_many', 'At most 50 reasons are kept.', { field: 'reasons' });
    return {
      type: 'dispatch',
      unitId: reference(unitId, 'unitId'),
      handlerId: reference(handlerId, 'handlerId'),
      category: category || undefined,
      severity: known(severity, 'severity'),
      urgency: known(urgency, 'urgency'),
      priority: known(priority, 'priority'),
      reasons,
      flag,
    };
  },
  redispatch: ({ unitId, handlerId, reason }) => ({
    type: 'redispatch',
    unitId: reference(unitId, 'unitId'),
    handlerId: reference(handlerId, 'handlerId'),
    reason,
  }),
  sign: () => ({ type: 'sign' }),
  logContact: ({ means, note }) => ({ type: 'log-contact', means, note }),
  start: () => ({ type: 'start' }),
  addNote: ({ text, sealed }) => ({ type: 'add-note', text, sealed }),
  reply: ({ text }) => ({ type: 'reply', text }),
  answer: ({ text }) => ({ type: 'answer', text }),
  waitForComplainant: ({ question }) => ({ type: 'wait-for-complainant', question }),
  resume: ({ note }) => ({ type: 'resume', note }),
  regrade: ({ category, severity, urgency, reason }) => ({
    type: 'regrade',
    category: category || undefined,
    severity: known(severity, 'severity'),
    urgency: known(urgency, 'urgency'),
    reason,
  }),
  resolve: ({ rootCause, answer }) => ({ type: 'resolve', rootCause: known(rootCause, 'rootCause'), answer }),
  startRevisit: () => ({ type: 'start-revisit' }),
  close: ({ outcome, note }) => ({ type: 'close', outcome: known(outcome, 'outcome'), note }),
  reopen: ({ reason }) => ({ type: 'reopen', reason }),
  decline: ({ reason, referTo }) => ({ type: 'decline', reason, referTo }),
  withdraw: ({ reason }) => ({ type: 'withdraw', reason }),
  escalate: ({ step, clock, deadlineNumber, dueAt }) => ({
    type: 'escalate',
    // The domain refuses what is no step.
    step: step as EscalationStep,
    clock: reference(clock, 'clock') ?? '',
    deadlineNumber,
    dueAt,
  }),
};
