import type { Case } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { desk, type Expectation } from './expectation';

/** wang asked for it, and there is time left to decide. */
const returnAsked = (c: Case): Case => ({
  ...c,
  returns: [
    {
      id: 'return-1',
      cycle: 1,
      at: minutesLater(30),
      by: 'wang',
      fromUnitId: 'sh01-eng',
      fromHandlerId: 'wang',
      fromState: 'in_progress',
      reason: 'wrong_unit',
      proposedUnitId: 'sh01-sec',
      note: '',
      evidence: [],
      decideBy: minutesLater(270),
      arbitration: false,
    },
  ],
});

export const returnsExpected: Record<string, Expectation> = {
  'request-return': {
    example: {
      type: 'request-return',
      reason: 'wrong_unit',
      proposedUnitId: 'sh01-sec',
      note: 'a parking matter',
      evidence: ['photo-1'],
    },
    who: ['assignee', 'colleague', 'lead'],
    moves: { dispatched: 'return_requested', signed: 'return_requested', in_progress: 'return_requested' },
  },
  'decide-return': {
    example: { type: 'decide-return', granted: true, note: '' },
    who: desk,
    moves: { return_requested: 'dispatched' },
    prepare: returnAsked,
  },
};
