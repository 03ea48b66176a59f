import type { Case } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { type Expectation, unchanged } from './expectation';

const working = ['in_progress', 'waiting_complainant'] as const;

/** wang asked for it, and there is time left to decide. */
const suspensionAsked = (c: Case): Case => ({
  ...c,
  suspensions: [
    {
      id: 'suspension-1',
      cycle: 1,
      at: minutesLater(30),
      by: 'wang',
      reason: 'season',
      note: 'planting is in spring',
      reviewAt: minutesLater(10_000),
      decideBy: minutesLater(510),
    },
  ],
});

export const suspensionsExpected: Record<string, Expectation> = {
  'request-suspension': {
    example: {
      type: 'request-suspension',
      reason: 'season',
      reviewAt: minutesLater(10_000),
      note: 'planting is in spring',
    },
    who: ['assignee'],
    moves: unchanged(working),
  },
  'decide-suspension': {
    example: { type: 'decide-suspension', suspensionId: 'suspension-1', granted: true, note: '' },
    who: ['park manager'],
    moves: { in_progress: 'suspended', waiting_complainant: 'suspended' },
    prepare: suspensionAsked,
    // The deputy's turn comes when the time is over.
    except: (label, state) => {
      if (label !== 'region manager') return undefined;
      return working.some((one) => one === state) ? 'refused not_overdue' : 'refused not_in_this_state';
    },
  },
  suspend: {
    example: { type: 'suspend', reason: 'engineering', reviewAt: minutesLater(10_000), note: 'the pipe is dug up' },
    who: ['park manager'],
    moves: { in_progress: 'suspended', waiting_complainant: 'suspended' },
  },
};
