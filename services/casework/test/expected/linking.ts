import { type Case, caseStates } from '../../src/domain';
import { caseIn, minutesLater, receivedAt } from '../fixtures';
import { desk, type Expectation, open, staff, unchanged } from './expectation';

const master = caseIn('in_progress', { id: 'case-9', number: 'SH01-20260302-00009' });
const linkedTo = { masterId: master.id, masterNumber: master.number, as: 'incident', at: minutesLater(3) } as const;
const other = { id: 'case-8', number: 'SH01-20260302-00008', as: 'incident', receivedAt } as const;

const asLinked = (c: Case): Case => (c.state === 'linked' ? { ...c, linkedTo } : c);
const asMaster = (c: Case): Case => ({ ...c, linkedCases: [other] });

/** Master and linked cases. */
export const linkingExpected: Record<string, Expectation> = {
  link: {
    example: { type: 'link', master: master.number, as: 'incident' },
    who: desk,
    moves: { registered: 'linked', dispatched: 'linked', signed: 'linked' },
    circumstances: { master },
  },
  unlink: {
    example: { type: 'unlink', reason: 'another lift' },
    who: [...desk, 'casework'],
    moves: { linked: 'registered' },
    prepare: asLinked,
  },
  'reply-to-all': {
    example: { type: 'reply-to-all', text: 'The lift runs again.' },
    who: staff,
    moves: unchanged(open),
    prepare: asMaster,
  },
  'add-linked': {
    example: { type: 'add-linked', ...other },
    who: ['casework'],
    moves: unchanged(open),
  },
  'remove-linked': {
    example: { type: 'remove-linked', id: other.id },
    who: ['casework'],
    moves: unchanged(caseStates),
    prepare: asMaster,
  },
  'hear-linked': {
    example: { type: 'hear-linked', id: other.id, number: other.number, text: 'It still does not run.' },
    who: ['casework'],
    moves: unchanged(open),
    prepare: asMaster,
  },
  'resolve-linked': {
    example: {
      type: 'resolve-linked',
      rootCause: 'facility_maintenance',
      answer: 'The lift runs again.',
      unitId: 'sh01-eng',
      handlerId: 'wang',
    },
    who: ['casework'],
    moves: { linked: 'resolved' },
    prepare: asLinked,
  },
};
