import { expertFields, linkKinds } from '../../shapes/words';
import { code } from '../../text';
import { type CaseCommand, command, id, longText, note, reason } from './command';

/** Several units, experts and cases. */
export const cooperatingCommands = {
  'add-task': command('AddTask', 'Ask another unit to do something', { unitId: code(), text: longText }, (body) => ({
    $case: 'addTask',
    value: { unitId: body.unitId, text: body.text },
  })),
  'complete-task': command('CompleteTask', 'Report a task as done', { taskId: id, note }, (body) => ({
    $case: 'completeTask',
    value: { taskId: body.taskId, note: body.note ?? '' },
  })),
  'cancel-task': command('CancelTask', 'Take a task away', { taskId: id, reason }, (body) => ({
    $case: 'cancelTask',
    value: { taskId: body.taskId, reason: body.reason },
  })),
  'ask-expert': command('AskExpert', 'Ask the expert panel', { field: expertFields, question: longText }, (body) => ({
    $case: 'askExpert',
    value: { field: body.field, question: body.question },
  })),
  'give-opinion': command('GiveOpinion', 'Answer as an expert', { consultationId: id, text: longText }, (body) => ({
    $case: 'giveOpinion',
    value: { consultationId: body.consultationId, text: body.text },
  })),
  link: command(
    'Link',
    'Link a case to the master of its incident, or as a repeat',
    { master: code(60).describe('Number of the master.'), as: linkKinds.default('incident') },
    (body) => ({ $case: 'link', value: { master: body.master, as: body.as } }),
  ),
  unlink: command('Unlink', 'Let a linked case go its own way', { reason }, (body) => ({
    $case: 'unlink',
    value: { reason: body.reason },
  })),
  'reply-to-all': command(
    'ReplyToAll',
    'Write to the complainants of a master and of all its linked cases',
    { text: longText },
    (body) => ({ $case: 'replyToAll', value: { text: body.text } }),
  ),
} satisfies Record<string, CaseCommand>;
