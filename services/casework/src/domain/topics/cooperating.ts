import { servesPark } from '../assignment';
import { type Case, isOpenTask } from '../case';
import { changed, nextId, stay } from '../change';
import { requireRoom } from '../limits';
import type { Consultation, Task } from '../parts';
import { forbidden, invalid, refused, type Rejection } from '../rejection';
import { optionalText, requiredText } from '../texts';
import { internal, type Topic } from '../topic';
import { assignedStates, openStates } from '../transition';
import { expertFields } from '../words';

type Commands = 'add-task' | 'complete-task' | 'cancel-task' | 'ask-expert' | 'give-opinion';
type Events = 'TaskAdded' | 'TaskCompleted' | 'TaskCancelled' | 'ExpertAsked' | 'OpinionGiven';

function tasksLeft(c: Case): Rejection | undefined {
  return c.tasks.some(isOpenTask) ? undefined : refused('no_open_task', 'No other unit has anything to do here.');
}

function openTask(c: Case, id: string): Task {
  const task = c.tasks.find((one) => one.id === id);
  if (!task) throw invalid('task_unknown', 'There is no such task on this case.', 'taskId');
  if (!isOpenTask(task)) throw refused('task_over', 'This task is done or cancelled already.');
  return task;
}

function openConsultation(c: Case, id: string): Consultation {
  const asked = c.consultations.find((one) => one.id === id);
  if (!asked) throw invalid('consultation_unknown', 'There is no such question on this case.', 'consultationId');
  if (asked.opinion) throw refused('already_answered', 'This question was answered already.');
  return asked;
}

/** Several units and experts on one case. The assignee coordinates, whoever else has something to do. */
export const cooperating: Topic<Commands, Events> = {
  transitions: [
    {
      command: 'add-task',
      from: assignedStates,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'dispatch desk'],
    },
    {
      command: 'complete-task',
      from: openStates,
      to: 'unchanged',
      who: ['co-handler'],
      condition: 'a task of the own unit',
    },
    {
      command: 'cancel-task',
      from: openStates,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit'],
      guard: tasksLeft,
      condition: 'while one is open',
    },
    {
      command: 'ask-expert',
      from: openStates,
      to: 'unchanged',
      who: ['assignee', 'team lead of the unit', 'dispatch desk'],
    },
    {
      command: 'give-opinion',
      from: [...openStates, 'closed'],
      to: 'unchanged',
      who: ['expert'],
      condition: 'a question to the own field',
    },
  ],

  decisions: {
    'add-task'(c, { unitId, text }, { at, actor, organisation }) {
      if (!servesPark(organisation.unit(unitId), c)) {
        throw invalid('unit_unknown', `There is no unit ${unitId} for park ${c.parkCode}.`, 'unitId');
      }
      if (unitId === c.unitId) {
        throw invalid('same_unit', 'The case is with this unit; a task is for another one.', 'unitId');
      }
      requireRoom(c.tasks, 'tasks');
      const id = nextId('task', c.tasks);
      return { type: 'TaskAdded', at, task: { id, unitId, text: requiredText(text, 'text'), at, by: actor.id } };
    },

    'complete-task'(c, { taskId, note }, { at, actor }) {
      const { id, unitId } = openTask(c, taskId);
      if (actor.kind !== 'person' || actor.unitId !== unitId) {
        throw forbidden('not_your_task', `This task is for somebody of unit ${unitId}.`);
      }
      return { type: 'TaskCompleted', at, taskId: id, unitId, by: actor.id, note: optionalText(note, 'note') };
    },

    'cancel-task'(c, { taskId, reason }, { at }) {
      const { id, unitId } = openTask(c, taskId);
      return { type: 'TaskCancelled', at, taskId: id, unitId, reason: requiredText(reason, 'reason') };
    },

    'ask-expert'(c, command, { at, actor }) {
      const field = expertFields.find((known) => known === command.field);
      if (!field) throw invalid('field_unknown', `A field is one of ${expertFields.join(', ')}.`, 'field');
      requireRoom(c.consultations, 'questions');
      const id = nextId('consultation', c.consultations);
      const question = requiredText(command.question, 'question');
      return { type: 'ExpertAsked', at, consultation: { id, field, question, at, by: actor.id } };
    },

    'give-opinion'(c, { consultationId, text }, { at, actor }) {
      const { id, field } = openConsultation(c, consultationId);
      if (actor.kind !== 'person' || !actor.expertIn?.includes(field)) {
        throw forbidden('not_your_field', `This question is for an expert of the field ${field}.`);
      }
      return { type: 'OpinionGiven', at, consultationId: id, by: actor.id, field, text: requiredText(text, 'text') };
    },
  },

  evolutions: {
    TaskAdded: (c, { task }) => stay(c, { tasks: [...c.tasks, task] }),
    TaskCompleted: (c, { at, taskId, by, note }) =>
      stay(c, { tasks: changed(c.tasks, taskId, { doneAt: at, doneBy: by, ...(note ? { note } : {}) }) }),
    TaskCancelled: (c, { at, taskId, reason }) =>
      stay(c, { tasks: changed(c.tasks, taskId, { cancelledAt: at, note: reason }) }),
    ExpertAsked: (c, { consultation }) => stay(c, { consultations: [...c.consultations, consultation] }),
    OpinionGiven: (c, { at, consultationId, by, text }) =>
      stay(c, { consultations: changed(c.consultations, consultationId, { opinion: { at, by, text } }) }),
  },

  lines: {
    TaskAdded: {
      publicity: internal,
      content: ({ task: { id, unitId, text } }) => ({ text, taskId: id, unitId }),
    },
    TaskCompleted: {
      publicity: internal,
      content: ({ taskId, unitId, note }) => ({ text: note, taskId, unitId }),
    },
    TaskCancelled: {
      publicity: internal,
      content: ({ taskId, unitId, reason }) => ({ text: reason, taskId, unitId }),
    },
    ExpertAsked: {
      publicity: internal,
      content: ({ consultation: { id, field, question } }) => ({ text: question, consultationId: id, field }),
    },
    OpinionGiven: {
      publicity: internal,
      content: ({ consultationId, field, text }) => ({ text, consultationId, field }),
    },
  },
};
