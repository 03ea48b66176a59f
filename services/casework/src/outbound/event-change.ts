import { type casework, common, enumOf } from '@parkline/proto';
import type { CaseEvent, CaseEventOf, CaseEventType } from '../domain';

type Change = NonNullable<casework.CaseEvent['change']>;

/** What an event says beside the snapshot, as it travels. */
export function changeOf(event: CaseEvent): Change {
  const write = writers[event.type] as (event: CaseEvent) => Change;
  return write(event);
}

const writers: { readonly [T in CaseEventType]: (event: CaseEventOf<T>) => Change } = {
  CaseOpened: ({ complaint: { description, categoryHint = '' } }) => ({
    $case: 'opened',
    value: { description, categoryHint },
  }),
  CaseDispatched: () => ({ $case: 'dispatched', value: {} }),
  CaseRedispatched: ({ fromUnitId = '', fromHandlerId = '', newSignClock, reason }) => ({
    $case: 'redispatched',
    value: { fromUnitId, fromHandlerId, newSignClock, reason },
  }),
  CaseSigned: () => ({ $case: 'signed', value: {} }),
  ContactLogged: ({ means, first }) => ({ $case: 'contactLogged', value: { means, first } }),
  CaseStarted: () => ({ $case: 'started', value: {} }),
  NoteAdded: ({ sealed }) => ({ $case: 'noteAdded', value: { sealed } }),
  ReplySent: ({ text, firstContact, toLinked = false }) => ({
    $case: 'replySent',
    value: { text, firstContact, toLinked },
  }),
  ComplainantAnswered: () => ({ $case: 'complainantAnswered', value: {} }),
  ComplainantAwaited: ({ question }) => ({ $case: 'complainantAwaited', value: { question } }),
  CaseResumed: () => ({ $case: 'resumed', value: {} }),
  CaseRegraded: ({ fromPriority, fromCategory = '', reason }) => ({
    $case: 'regraded',
    value: { fromPriority: enumOf(common.Priority, fromPriority), fromCategory, reason },
  }),
  CaseResolved: () => ({ $case: 'resolved', value: {} }),
  RevisitStarted: () => ({ $case: 'revisitStarted', value: {} }),
  CaseClosed: () => ({ $case: 'closed', value: {} }),
  CaseReopened: ({ reason, fromCycle, fromHandlerId = '' }) => ({
    $case: 'reopened',
    value: { reason, fromCycle, fromHandlerId },
  }),
  CaseDeclined: ({ reason, referTo }) => ({ $case: 'declined', value: { reason, referTo } }),
  CaseWithdrawn: () => ({ $case: 'withdrawn', value: {} }),
  CaseEscalated: ({ level, clock, step, watcherIds }) => ({
    $case: 'escalated',
    value: { level, clock, step, watcherIds },
  }),

  ReturnRequested: ({ request: { id, by, fromUnitId, reason, proposedUnitId, arbitration } }) => ({
    $case: 'returnRequested',
    value: { id, by, fromUnitId, reason, proposedUnitId, arbitration },
  }),
  ReturnSentToArbitration: ({ returnId }) => ({ $case: 'returnSentToArbitration', value: { id: returnId } }),
  ReturnRefused: ({ returnId, by, note, final }) => ({
    $case: 'returnRefused',
    value: { id: returnId, by, note, final },
  }),
  ReturnAccepted: ({ returnId, by, note, fromUnitId, fromHandlerId = '', final }) => ({
    $case: 'returnAccepted',
    value: { id: returnId, by, note, fromUnitId, fromHandlerId, final },
  }),
  CaseTransferred: ({ fromHandlerId = '', reason }) => ({ $case: 'transferred', value: { fromHandlerId, reason } }),
  CaseTakenBack: ({ fromUnitId = '', fromHandlerId = '', reason }) => ({
    $case: 'takenBack',
    value: { fromUnitId, fromHandlerId, reason },
  }),
  HandoverOffered: ({ handover: { by, toHandlerId, note } }) => ({
    $case: 'handoverOffered',
    value: { by, toHandlerId, note },
  }),
  HandoverAccepted: ({ fromHandlerId = '' }) => ({ $case: 'handoverAccepted', value: { fromHandlerId } }),
  HandoverRefused: ({ toHandlerId, reason }) => ({ $case: 'handoverRefused', value: { toHandlerId, reason } }),
  AccusedNamed: () => ({ $case: 'accusedNamed', value: {} }),

  ExtensionRequested: ({ extension: { id, by, reason, until } }) => ({
    $case: 'extensionRequested',
    value: { id, by, reason, until },
  }),
  ExtensionGranted: ({ extensionId, by, until, fromDueAt, reason }) => ({
    $case: 'extensionGranted',
    value: { id: extensionId, by, until, fromDueAt, reason },
  }),
  ExtensionRefused: ({ extensionId, by, note }) => ({
    $case: 'extensionRefused',
    value: { id: extensionId, by, note },
  }),
  ExtensionLapsed: ({ extensionId }) => ({ $case: 'extensionLapsed', value: { id: extensionId } }),
  SuspensionRequested: ({ suspension: { id, by, reason, reviewAt } }) => ({
    $case: 'suspensionRequested',
    value: { id, by, reason, reviewAt },
  }),
  CaseSuspended: ({ suspension: { id, by, reason, reviewAt } }) => ({
    $case: 'suspended',
    value: { id, by, reason, reviewAt },
  }),
  SuspensionRefused: ({ suspensionId, by, note }) => ({
    $case: 'suspensionRefused',
    value: { id: suspensionId, by, note },
  }),

  InvestigationRecorded: ({ investigation }) => ({
    $case: 'investigationRecorded',
    value: { visited: investigation.visitedAt !== undefined },
  }),
  StepTicked: ({ stepId, done }) => ({ $case: 'stepTicked', value: { stepId, done } }),
  ImpactAssessed: () => ({ $case: 'impactAssessed', value: {} }),
  SolutionProposed: ({ solution: { id, by, decideBy } }) => ({
    $case: 'solutionProposed',
    value: { id, by, needsApproval: decideBy !== undefined },
  }),
  SolutionDecided: ({ solutionId, by, granted }) => ({
    $case: 'solutionDecided',
    value: { id: solutionId, by, granted },
  }),
  ReliefRecorded: ({ relief }) => ({ $case: 'reliefRecorded', value: { text: relief.text } }),
  RemedyOffered: ({ remedy: { id, by, kind, amount, currency, decideBy } }) => ({
    $case: 'remedyOffered',
    value: { id, by, kind, amount, currency, needsApproval: decideBy !== undefined },
  }),
  RemedyDecided: ({ remedyId, by, granted }) => ({
    $case: 'remedyDecided',
    value: { id: remedyId, by, granted },
  }),
  ApprovalOverdue: ({ what, id, deputyIds }) => ({ $case: 'approvalOverdue', value: { what, id, deputyIds } }),

  TaskAdded: ({ task: { id, unitId, text } }) => ({ $case: 'taskAdded', value: { id, unitId, text } }),
  TaskCompleted: ({ taskId, unitId }) => ({ $case: 'taskCompleted', value: { id: taskId, unitId } }),
  TaskCancelled: ({ taskId, unitId }) => ({ $case: 'taskCancelled', value: { id: taskId, unitId } }),
  ExpertAsked: ({ consultation: { id, field } }) => ({ $case: 'expertAsked', value: { id, field } }),
  OpinionGiven: ({ consultationId }) => ({ $case: 'opinionGiven', value: { id: consultationId } }),

  SupervisionStarted: ({ supervision: { id, by, reason, note } }) => ({
    $case: 'supervisionStarted',
    value: { id, by, reason, note },
  }),
  SupervisionAnswered: ({ supervisionId, by }) => ({ $case: 'supervisionAnswered', value: { id: supervisionId, by } }),
  CriticismGiven: ({ supervisionId, note }) => ({ $case: 'criticismGiven', value: { id: supervisionId, note } }),
  SupervisionLifted: ({ supervisionId, by }) => ({ $case: 'supervisionLifted', value: { id: supervisionId, by } }),
  ImprovementPlanned: ({ improvement: { id, ownerId, dueOn } }) => ({
    $case: 'improvementPlanned',
    value: { id, ownerId, dueOn },
  }),
  ImprovementCompleted: ({ improvementId }) => ({ $case: 'improvementCompleted', value: { id: improvementId } }),
  EffectChecked: ({ improvementId, effective }) => ({
    $case: 'effectChecked',
    value: { id: improvementId, effective },
  }),

  CaseLinked: ({ link: { masterId, masterNumber, as } }) => ({
    $case: 'linked',
    value: { masterId, masterNumber, as },
  }),
  CaseUnlinked: ({ masterId, masterNumber, reason }) => ({
    $case: 'unlinked',
    value: { masterId, masterNumber, reason },
  }),
  LinkedCaseAdded: ({ linked: { id, number, priority, receivedAt } }) => ({
    $case: 'linkedCaseAdded',
    value: { id, number, priority: enumOf(common.Priority, priority), receivedAt },
  }),
  LinkedCaseRemoved: ({ id, number }) => ({ $case: 'linkedCaseRemoved', value: { id, number } }),
};
