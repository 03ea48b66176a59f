import type { Case } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { desk, type Expectation, open, unchanged } from './expectation';

const working = ['signed', 'in_progress', 'waiting_complainant', 'suspended'] as const;

/** wang has offered it to zhao. */
const offered = (c: Case): Case =>
  c.state === 'registered'
    ? c
    : { ...c, handover: { at: minutesLater(30), by: 'wang', toHandlerId: 'zhao', note: 'the part comes at ten' } };

export const handingOnExpected: Record<string, Expectation> = {
  transfer: {
    example: { type: 'transfer', handlerId: 'zhao', reason: 'zhao knows the lift' },
    who: ['assignee', 'lead'],
    moves: {
      dispatched: 'dispatched',
      signed: 'dispatched',
      in_progress: 'dispatched',
      waiting_complainant: 'dispatched',
      suspended: 'dispatched',
    },
  },
  'take-back': {
    example: { type: 'take-back', reason: 'given to the wrong unit' },
    // The other unit is the one that had it before.
    who: ['lead', 'lead of another unit', ...desk],
    moves: { dispatched: 'dispatched' },
    prepare: (c) => ({ ...c, previous: { unitId: 'sh01-sec' } }),
  },
  'hand-over': {
    example: { type: 'hand-over', toHandlerId: 'zhao', note: 'the part comes at ten' },
    who: ['assignee'],
    moves: unchanged(working),
  },
  'accept-handover': {
    example: { type: 'accept-handover' },
    who: ['colleague'],
    moves: unchanged(working),
    prepare: offered,
  },
  'refuse-handover': {
    example: { type: 'refuse-handover', reason: 'on my way home' },
    who: ['colleague'],
    moves: unchanged(working),
    prepare: offered,
  },
  'name-accused': {
    example: { type: 'name-accused', staffIds: ['otherlead'], reason: 'he shouted' },
    who: ['park manager', 'region manager', ...desk],
    moves: unchanged([...open, 'linked']),
  },
};
