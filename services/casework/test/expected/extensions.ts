import type { Case } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { type Expectation, unchanged } from './expectation';

/** wang asked for it. */
const extensionAsked = (c: Case): Case => ({
  ...c,
  extensions: [
    {
      id: 'extension-1',
      cycle: 1,
      at: minutesLater(30),
      by: 'wang',
      reason: 'the part comes on Friday',
      until: minutesLater(300),
      dueAt: minutesLater(120),
    },
  ],
});

export const extensionsExpected: Record<string, Expectation> = {
  'request-extension': {
    example: { type: 'request-extension', until: minutesLater(300), reason: 'the part comes on Friday' },
    who: ['assignee'],
    moves: unchanged(['signed', 'in_progress', 'waiting_complainant']),
    circumstances: { resolveDueAt: minutesLater(120) },
  },
  'decide-extension': {
    example: { type: 'decide-extension', extensionId: 'extension-1', granted: true, note: '' },
    who: ['lead', 'park manager'],
    moves: unchanged(['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended', 'return_requested']),
    prepare: extensionAsked,
    circumstances: { resolveDueAt: minutesLater(120) },
  },
};
