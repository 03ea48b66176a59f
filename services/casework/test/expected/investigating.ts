import type { CaseStateName } from '../../src/domain';
import { beforeResolved, desk, type Expectation, open, unchanged } from './expectation';

const working: CaseStateName[] = ['signed', 'in_progress', 'waiting_complainant', 'suspended'];

/** Finding out what happened, and the standard procedure. */
export const investigatingExpected: Record<string, Expectation> = {
  'record-investigation': {
    example: { type: 'record-investigation', findings: 'the belt is worn', evidence: [], causeConfirmed: false },
    who: ['assignee', 'lead'],
    moves: unchanged(working),
  },
  'tick-step': {
    example: { type: 'tick-step', stepId: 'contact', done: true, note: '' },
    who: ['assignee', 'lead', ...desk],
    moves: unchanged(open),
    prepare: (c) => ({ ...c, procedureId: 'facility.lift@1' }),
  },
  'assess-impact': {
    example: {
      type: 'assess-impact',
      peopleAffected: 40,
      safety: 'low',
      reputation: 'none',
      contractRenewal: 'none',
      note: '',
    },
    who: ['assignee', 'lead', 'park manager', ...desk],
    moves: unchanged(beforeResolved),
  },
};
