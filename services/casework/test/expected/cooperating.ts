import type { Case } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { desk, type Expectation, open, unchanged } from './expectation';

/** otherlead's unit has something to do. */
const withTask = (c: Case): Case => ({
  ...c,
  tasks: [{ id: 'task-1', unitId: 'sh01-sec', text: 'close the hall', at: minutesLater(10), by: 'wang' }],
});
const withQuestion = (c: Case): Case => ({
  ...c,
  consultations: [
    { id: 'consultation-1', field: 'engineering', question: 'is it safe?', at: minutesLater(10), by: 'wang' },
  ],
});

/** Several units and experts on one case. */
export const cooperatingExpected: Record<string, Expectation> = {
  'add-task': {
    example: { type: 'add-task', unitId: 'sh01-sec', text: 'close the hall' },
    who: ['assignee', 'lead', ...desk],
    moves: unchanged(['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended']),
  },
  'complete-task': {
    example: { type: 'complete-task', taskId: 'task-1', note: '' },
    who: ['lead of another unit'],
    moves: unchanged(open),
    prepare: withTask,
  },
  'cancel-task': {
    example: { type: 'cancel-task', taskId: 'task-1', reason: 'not needed' },
    who: ['assignee', 'lead'],
    moves: unchanged(open),
    prepare: withTask,
  },
  'ask-expert': {
    example: { type: 'ask-expert', field: 'engineering', question: 'is it safe?' },
    who: ['assignee', 'lead', ...desk],
    moves: unchanged(open),
  },
  'give-opinion': {
    example: { type: 'give-opinion', consultationId: 'consultation-1', text: 'not before the brake is new' },
    who: ['expert'],
    moves: unchanged([...open, 'closed']),
    prepare: withQuestion,
  },
};
