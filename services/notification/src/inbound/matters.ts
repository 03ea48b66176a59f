import type { casework } from '@parkline/proto';
import type { DecisionMatter, OfficeMatter } from '../domain/occurrence';

type Change = NonNullable<casework.CaseEvent['change']>;

/** What an event tells of things on a case; nothing where nobody needs to hear of it. */
export function matterOf(change: Change): OfficeMatter | undefined {
  switch (change.$case) {
    case 'returnRequested':
      return { change: 'decision_asked', what: change.value.arbitration ? 'arbitration' : 'return', text: '' };
    case 'returnSentToArbitration':
      return { change: 'decision_asked', what: 'arbitration', text: '' };
    case 'returnRefused':
      return { change: 'decision_made', what: 'return', granted: 'no', text: change.value.note };
    case 'extensionRequested':
      return { change: 'decision_asked', what: 'extension', text: change.value.reason, ...till(change.value.until) };
    case 'extensionGranted': {
      const { reason, until } = change.value;
      return { change: 'decision_made', what: 'extension', granted: 'yes', text: reason, ...till(until) };
    }
    case 'extensionRefused':
      return { change: 'decision_made', what: 'extension', granted: 'no', text: change.value.note };
    case 'extensionLapsed':
      return { change: 'decision_made', what: 'extension', granted: 'lapsed', text: '' };
    case 'suspensionRequested':
      return { change: 'decision_asked', what: 'suspension', text: '', ...till(change.value.reviewAt) };
    case 'suspended':
      return { change: 'suspended', ...till(change.value.reviewAt) };
    case 'suspensionRefused':
      return { change: 'decision_made', what: 'suspension', granted: 'no', text: change.value.note };
    case 'solutionProposed':
      return change.value.needsApproval ? { change: 'decision_asked', what: 'solution', text: '' } : undefined;
    case 'solutionDecided':
      return { change: 'decision_made', what: 'solution', granted: change.value.granted ? 'yes' : 'no', text: '' };
    case 'remedyOffered':
      return change.value.needsApproval ? { change: 'decision_asked', what: 'remedy', text: '' } : undefined;
    case 'remedyDecided':
      return { change: 'decision_made', what: 'remedy', granted: change.value.granted ? 'yes' : 'no', text: '' };
    case 'approvalOverdue':
      return {
        change: 'decision_overdue',
        what: change.value.what as DecisionMatter,
        deputyIds: change.value.deputyIds,
      };
    default:
      return furtherMatterOf(change);
  }
}

function furtherMatterOf(change: Change): OfficeMatter | undefined {
  switch (change.$case) {
    case 'handoverOffered':
      return { change: 'handover_offered', toHandlerId: change.value.toHandlerId, text: change.value.note };
    case 'handoverRefused':
      return { change: 'handover_refused', text: change.value.reason };
    case 'reliefRecorded':
      return { change: 'relieved', text: change.value.text };
    case 'taskAdded':
      return { change: 'task_added', unitId: change.value.unitId, text: change.value.text };
    case 'taskCompleted':
      return { change: 'task_completed' };
    case 'expertAsked':
      return { change: 'expert_asked', field: change.value.field };
    case 'opinionGiven':
      return { change: 'opinion_given' };
    case 'supervisionStarted':
      return { change: 'supervised', kind: 'urge', text: change.value.note };
    case 'criticismGiven':
      return { change: 'supervised', kind: 'criticism', text: change.value.note };
    case 'supervisionLifted':
      return { change: 'supervised', kind: 'lifted', text: '' };
    case 'supervisionAnswered':
      return { change: 'supervision_answered' };
    case 'improvementPlanned':
      return { change: 'improvement_planned', ownerId: change.value.ownerId, dueOn: change.value.dueOn };
    case 'linked':
      return { change: 'linked' };
    default:
      return undefined;
  }
}

function till(until: Date | undefined): { until?: Date } {
  return until ? { until } : {};
}
