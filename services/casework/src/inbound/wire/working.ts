import { expertFields, impactLevels, linkKinds, remedyKinds, supervisionReasons } from '../../domain';
import { invalidInput } from '@parkline/errors';
import { known, oneOf, type Readers, references, reference, requiredReference } from './fields';

/** Finding out, settling, working together, supervising, linking. */
export const working: Readers<
  | 'recordInvestigation'
  | 'tickStep'
  | 'assessImpact'
  | 'proposeSolution'
  | 'decideSolution'
  | 'recordRelief'
  | 'offerRemedy'
  | 'decideRemedy'
  | 'addTask'
  | 'completeTask'
  | 'cancelTask'
  | 'askExpert'
  | 'giveOpinion'
  | 'supervise'
  | 'answerSupervision'
  | 'criticise'
  | 'liftSupervision'
  | 'planImprovement'
  | 'completeImprovement'
  | 'checkEffect'
  | 'link'
  | 'unlink'
  | 'replyToAll'
  | 'addLinked'
  | 'removeLinked'
  | 'resolveLinked'
> = {
  recordInvestigation: ({ visitedAt, findings, evidence, cause, causeConfirmed }) => ({
    type: 'record-investigation',
    visitedAt,
    findings,
    evidence: references(evidence, 'evidence', 20),
    cause: known(cause, 'cause'),
    causeConfirmed,
  }),
  tickStep: ({ stepId, done, note }) => ({
    type: 'tick-step',
    stepId: requiredReference(stepId, 'stepId'),
    done,
    note,
  }),
  assessImpact: ({ peopleAffected, safety, reputation, contractRenewal, note }) => ({
    type: 'assess-impact',
    peopleAffected,
    safety: oneOf(impactLevels, safety, 'safety'),
    reputation: oneOf(impactLevels, reputation, 'reputation'),
    contractRenewal: oneOf(impactLevels, contractRenewal, 'contractRenewal'),
    note,
  }),
  proposeSolution: ({ text, promisedBy }) => ({ type: 'propose-solution', text, promisedBy }),
  decideSolution: ({ solutionId, granted, note }) => ({
    type: 'decide-solution',
    solutionId: requiredReference(solutionId, 'solutionId'),
    granted,
    note,
  }),
  recordRelief: ({ text }) => ({ type: 'record-relief', text }),
  offerRemedy: ({ kind, amount, currency, note }) => ({
    type: 'offer-remedy',
    kind: oneOf(remedyKinds, kind, 'kind'),
    amount: Number(amount),
    currency: currency || 'CNY',
    note,
  }),
  decideRemedy: ({ remedyId, granted, note }) => ({
    type: 'decide-remedy',
    remedyId: requiredReference(remedyId, 'remedyId'),
    granted,
    note,
  }),
  addTask: ({ unitId, text }) => ({ type: 'add-task', unitId: requiredReference(unitId, 'unitId'), text }),
  completeTask: ({ taskId, note }) => ({
    type: 'complete-task',
    taskId: requiredReference(taskId, 'taskId'),
    note,
  }),
  cancelTask: ({ taskId, reason }) => ({
    type: 'cancel-task',
    taskId: requiredReference(taskId, 'taskId'),
    reason,
  }),
  askExpert: ({ field, question }) => ({ type: 'ask-expert', field: oneOf(expertFields, field, 'field'), question }),
  giveOpinion: ({ consultationId, text }) => ({
    type: 'give-opinion',
    consultationId: requiredReference(consultationId, 'consultationId'),
    text,
  }),
  supervise: ({ reason, note }) => ({
    type: 'supervise',
    reason: oneOf(supervisionReasons, reason, 'reason'),
    note,
  }),
  answerSupervision: ({ supervisionId, text }) => ({
    type: 'answer-supervision',
    supervisionId: requiredReference(supervisionId, 'supervisionId'),
    text,
  }),
  criticise: ({ supervisionId, note }) => ({
    type: 'criticise',
    supervisionId: requiredReference(supervisionId, 'supervisionId'),
    note,
  }),
  liftSupervision: ({ supervisionId, note }) => ({
    type: 'lift-supervision',
    supervisionId: requiredReference(supervisionId, 'supervisionId'),
    note,
  }),
  planImprovement: ({ text, ownerId, dueOn }) => ({
    type: 'plan-improvement',
    text,
    ownerId: requiredReference(ownerId, 'ownerId'),
    dueOn,
  }),
  completeImprovement: ({ improvementId, note }) => ({
    type: 'complete-improvement',
    improvementId: requiredReference(improvementId, 'improvementId'),
    note,
  }),
  checkEffect: ({ improvementId, effective, note }) => ({
    type: 'check-effect',
    improvementId: requiredReference(improvementId, 'improvementId'),
    effective,
    note,
  }),
  link: ({ master, as }) => ({
    type: 'link',
    master: requiredReference(master, 'master'),
    as: oneOf(linkKinds, as, 'as'),
  }),
  unlink: ({ reason }) => ({ type: 'unlink', reason }),
  replyToAll: ({ text }) => ({ type: 'reply-to-all', text }),
  addLinked({ id, number, as, priority, receivedAt }) {
    if (!receivedAt) throw invalidInput('time_missing', 'Please name receivedAt.', { field: 'receivedAt' });
    return {
      type: 'add-linked',
      id: requiredReference(id, 'id'),
      number: requiredReference(number, 'number'),
      as: oneOf(linkKinds, as, 'as') ?? 'incident',
      priority: known(priority, 'priority'),
      receivedAt,
    };
  },
  removeLinked: ({ id }) => ({ type: 'remove-linked', id: requiredReference(id, 'id') }),
  resolveLinked({ rootCause, answer, unitId, handlerId }) {
    const cause = known(rootCause, 'rootCause');
    if (!cause) throw invalidInput('root_cause_missing', 'Please name the root cause.', { field: 'rootCause' });
    return {
      type: 'resolve-linked',
      rootCause: cause,
      answer,
      unitId: requiredReference(unitId, 'unitId'),
      handlerId: reference(handlerId, 'handlerId'),
    };
  },
};
