import { invalidInput } from '@parkline/errors';
import { type casework, word } from '@parkline/proto';
import type { Command, EscalationStep } from '../domain';

type Given = NonNullable<casework.ExecuteRequest['command']>;

/**
 * The command that a request names, in the words of the domain; empty texts for references mean "not given".
 * @throws InvalidInput where none is given, or with values beyond all sense
 */
export function commandFrom(given: Given | undefined): Command {
  if (!given) throw invalidInput('command_missing', 'The request names no command.', { field: 'command' });
  switch (given.$case) {
    case 'dispatch': {
      const { unitId, handlerId, category, severity, urgency, priority, reasons, flag } = given.value;
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
    }
    case 'redispatch': {
      const { unitId, handlerId, reason } = given.value;
      return {
        type: 'redispatch',
        unitId: reference(unitId, 'unitId'),
        handlerId: reference(handlerId, 'handlerId'),
        reason,
      };
    }
    case 'sign':
      return { type: 'sign' };
    case 'logContact':
      return { type: 'log-contact', means: given.value.means, note: given.value.note };
    case 'start':
      return { type: 'start' };
    case 'addNote':
      return { type: 'add-note', text: given.value.text };
    case 'reply':
      return { type: 'reply', text: given.value.text };
    case 'answer':
      return { type: 'answer', text: given.value.text };
    case 'waitForComplainant':
      return { type: 'wait-for-complainant', question: given.value.question };
    case 'resume':
      return { type: 'resume', note: given.value.note };
    case 'regrade': {
      const { category, severity, urgency, reason } = given.value;
      return {
        type: 'regrade',
        category: category || undefined,
        severity: known(severity, 'severity'),
        urgency: known(urgency, 'urgency'),
        reason,
      };
    }
    case 'resolve':
      return { type: 'resolve', rootCause: known(given.value.rootCause, 'rootCause'), answer: given.value.answer };
    case 'startRevisit':
      return { type: 'start-revisit' };
    case 'close':
      return { type: 'close', outcome: known(given.value.outcome, 'outcome'), note: given.value.note };
    case 'reopen':
      return { type: 'reopen', reason: given.value.reason };
    case 'decline':
      return { type: 'decline', reason: given.value.reason, referTo: given.value.referTo };
    case 'withdraw':
      return { type: 'withdraw', reason: given.value.reason };
    case 'escalate': {
      const { step, clock, deadlineNumber } = given.value;
      // The domain refuses what is no step.
      return { type: 'escalate', step: step as EscalationStep, clock: reference(clock, 'clock') ?? '', deadlineNumber };
    }
  }
}

/** The word of an enum value, undefined where none is given. @throws InvalidInput for one that we do not know */
function known<E extends string>(value: E, field: string): ReturnType<typeof word<E>> {
  if (value === 'UNRECOGNIZED') throw invalidInput('value_unknown', `${field} has an unknown value.`, { field });
  return word(value);
}

const longestReference = 100;

function reference(id: string, field: string): string | undefined {
  if (id.length > longestReference) {
    throw invalidInput('reference_malformed', `${field} is longer than any id.`, { field });
  }
  return id || undefined;
}
