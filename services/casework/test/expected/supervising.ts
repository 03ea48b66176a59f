import type { Case } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { type Expectation, hq, open, unchanged } from './expectation';

const supervisors = ['park manager', 'region manager', ...hq];
const supervised = (c: Case): Case => ({
  ...c,
  supervisions: [
    { id: 'supervision-1', cycle: 1, at: minutesLater(10), by: 'officer', reason: 'hq_flag', note: '', answers: [] },
  ],
});
/** Wang's, who has done it or not. */
const improved =
  (done: boolean) =>
  (c: Case): Case => ({
    ...c,
    improvements: [
      {
        id: 'improvement-1',
        at: minutesLater(10),
        by: 'lead',
        text: 'inspect every month',
        ownerId: 'wang',
        dueOn: '2026-04-30',
        ...(done && { doneAt: minutesLater(20), doneNote: '' }),
      },
    ],
  });

/** Supervision, and what is improved afterwards. */
export const supervisingExpected: Record<string, Expectation> = {
  supervise: {
    example: { type: 'supervise', reason: 'hq_flag', note: 'three weeks already' },
    who: [...supervisors, 'sla', 'casework'],
    moves: unchanged(open),
  },
  'answer-supervision': {
    example: { type: 'answer-supervision', supervisionId: 'supervision-1', text: 'the part comes tomorrow' },
    who: ['assignee', 'lead'],
    moves: unchanged(open),
    prepare: supervised,
  },
  criticise: {
    example: { type: 'criticise', supervisionId: 'supervision-1', note: 'nothing has happened' },
    who: hq,
    moves: unchanged(open),
    prepare: supervised,
  },
  'lift-supervision': {
    example: { type: 'lift-supervision', supervisionId: 'supervision-1', note: 'it goes well now' },
    who: supervisors,
    moves: unchanged([...open, 'closed']),
    prepare: supervised,
  },
  'plan-improvement': {
    example: { type: 'plan-improvement', text: 'inspect every month', ownerId: 'wang', dueOn: '2026-04-30' },
    who: ['assignee', 'lead', ...supervisors],
    moves: unchanged([...open, 'closed']),
  },
  'complete-improvement': {
    example: { type: 'complete-improvement', improvementId: 'improvement-1', note: 'in the plan since May' },
    who: ['assignee', 'park manager'],
    moves: unchanged([...open, 'closed']),
    prepare: improved(false),
    // He owns it whoever has the case.
    except: (label, state) => (label === 'assignee' && state === 'registered' ? 'registered' : undefined),
  },
  'check-effect': {
    example: { type: 'check-effect', improvementId: 'improvement-1', effective: true, note: '' },
    who: supervisors,
    moves: unchanged([...open, 'closed']),
    prepare: improved(true),
  },
};
