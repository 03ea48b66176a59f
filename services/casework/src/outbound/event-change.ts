import { type casework, common, enumOf } from '@parkline/proto';
import type { CaseEvent } from '../domain';

type Change = NonNullable<casework.CaseEvent['change']>;

/** What an event says beside the snapshot, as it travels. */
export function changeOf(event: CaseEvent): Change {
  switch (event.type) {
    case 'CaseOpened': {
      const { description, categoryHint = '' } = event.complaint;
      return { $case: 'opened', value: { description, categoryHint } };
    }
    case 'CaseDispatched':
      return { $case: 'dispatched', value: {} };
    case 'CaseRedispatched': {
      const { fromUnitId = '', fromHandlerId = '', newSignClock, reason } = event;
      return { $case: 'redispatched', value: { fromUnitId, fromHandlerId, newSignClock, reason } };
    }
    case 'CaseSigned':
      return { $case: 'signed', value: {} };
    case 'ContactLogged':
      return { $case: 'contactLogged', value: { means: event.means, first: event.first } };
    case 'CaseStarted':
      return { $case: 'started', value: {} };
    case 'NoteAdded':
      return { $case: 'noteAdded', value: {} };
    case 'ReplySent':
      return { $case: 'replySent', value: { text: event.text, firstContact: event.firstContact } };
    case 'ComplainantAnswered':
      return { $case: 'complainantAnswered', value: {} };
    case 'ComplainantAwaited':
      return { $case: 'complainantAwaited', value: { question: event.question } };
    case 'CaseResumed':
      return { $case: 'resumed', value: {} };
    case 'CaseRegraded': {
      const { fromCategory = '', reason } = event;
      return {
        $case: 'regraded',
        value: { fromPriority: enumOf(common.Priority, event.fromPriority), fromCategory, reason },
      };
    }
    case 'CaseResolved':
      return { $case: 'resolved', value: {} };
    case 'RevisitStarted':
      return { $case: 'revisitStarted', value: {} };
    case 'CaseClosed':
      return { $case: 'closed', value: {} };
    case 'CaseReopened': {
      const { reason, fromCycle, fromHandlerId = '' } = event;
      return { $case: 'reopened', value: { reason, fromCycle, fromHandlerId } };
    }
    case 'CaseDeclined':
      return { $case: 'declined', value: { reason: event.reason, referTo: event.referTo } };
    case 'CaseWithdrawn':
      return { $case: 'withdrawn', value: {} };
    case 'CaseEscalated': {
      const { level, clock, step, watcherIds } = event;
      return { $case: 'escalated', value: { level, clock, step, watcherIds } };
    }
  }
}
