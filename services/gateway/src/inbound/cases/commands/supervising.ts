import { z } from 'zod';
import { supervisionReasons } from '../../shapes/words';
import { code } from '../../text';
import { type CaseCommand, command, id, longText, note } from './command';

/** Watching that it gets better. */
export const supervisingCommands = {
  supervise: command(
    'Supervise',
    'Urge: put a case under supervision',
    { reason: supervisionReasons.default('hq_flag'), note: longText },
    (body) => ({ $case: 'supervise', value: { reason: body.reason, note: body.note } }),
  ),
  'answer-supervision': command(
    'AnswerSupervision',
    'Answer an urge notice or a criticism',
    { supervisionId: id, text: longText },
    (body) => ({ $case: 'answerSupervision', value: { supervisionId: body.supervisionId, text: body.text } }),
  ),
  criticise: command('Criticise', 'Give the written criticism', { supervisionId: id, note: longText }, (body) => ({
    $case: 'criticise',
    value: { supervisionId: body.supervisionId, note: body.note },
  })),
  'lift-supervision': command('LiftSupervision', 'End a supervision', { supervisionId: id, note }, (body) => ({
    $case: 'liftSupervision',
    value: { supervisionId: body.supervisionId, note: body.note ?? '' },
  })),
  'plan-improvement': command(
    'PlanImprovement',
    'Plan what is changed so that it does not happen again',
    { text: longText, ownerId: code(), dueOn: z.iso.date() },
    (body) => ({ $case: 'planImprovement', value: { text: body.text, ownerId: body.ownerId, dueOn: body.dueOn } }),
  ),
  'complete-improvement': command(
    'CompleteImprovement',
    'Report an improvement as done',
    { improvementId: id, note },
    (body) => ({ $case: 'completeImprovement', value: { improvementId: body.improvementId, note: body.note ?? '' } }),
  ),
  'check-effect': command(
    'CheckEffect',
    'Check whether an improvement had an effect',
    { improvementId: id, effective: z.boolean(), note },
    (body) => ({
      $case: 'checkEffect',
      value: { improvementId: body.improvementId, effective: body.effective, note: body.note ?? '' },
    }),
  ),
} satisfies Record<string, CaseCommand>;
