import { caseStates } from '../../src/domain';
import { minutesLater } from '../fixtures';
import { beforeResolved, desk, type Expectation, hq, open, staff, unchanged } from './expectation';

/** The way of a case from dispatch to closing. */
export const handlingExpected: Record<string, Expectation> = {
  dispatch: {
    example: { type: 'dispatch', unitId: 'sh01-sec', category: 'security.parking', reasons: [], flag: false },
    who: ['routing', ...desk],
    moves: { registered: 'dispatched' },
  },
  redispatch: {
    example: { type: 'redispatch', unitId: 'sh01-eng', handlerId: 'zhao', reason: 'zhao knows the lift' },
    who: ['lead', 'park manager', ...desk],
    moves: {
      dispatched: 'dispatched',
      signed: 'dispatched',
      in_progress: 'dispatched',
      waiting_complainant: 'dispatched',
      suspended: 'dispatched',
    },
    except: (label, state) => {
      if (label !== 'routing') return undefined;
      return state === 'dispatched' ? 'dispatched' : 'refused moved_on';
    },
  },
  sign: {
    example: { type: 'sign' },
    who: ['assignee'],
    moves: { dispatched: 'signed' },
  },
  'log-contact': {
    example: { type: 'log-contact', means: 'phone', note: '' },
    who: ['assignee', 'desk'],
    moves: {
      signed: 'in_progress',
      in_progress: 'in_progress',
      waiting_complainant: 'waiting_complainant',
      suspended: 'suspended',
      return_requested: 'return_requested',
      resolved: 'resolved',
      revisiting: 'revisiting',
    },
  },
  start: {
    example: { type: 'start' },
    who: ['assignee'],
    moves: { signed: 'in_progress' },
  },
  'add-note': {
    example: { type: 'add-note', text: 'part ordered' },
    who: staff,
    moves: unchanged(caseStates),
  },
  reply: {
    example: { type: 'reply', text: 'We are on it.' },
    who: staff,
    moves: unchanged(caseStates),
    // What its master replied to all reaches a case that is not closed.
    except: (label, state) => {
      if (label !== 'casework') return undefined;
      return state === 'closed' ? 'refused moved_on' : state;
    },
  },
  answer: {
    example: { type: 'answer', text: 'Building 3.' },
    who: ['complainant'],
    moves: { ...unchanged([...open, 'linked']), waiting_complainant: 'in_progress' },
  },
  'wait-for-complainant': {
    example: { type: 'wait-for-complainant', question: 'Which building?' },
    who: ['assignee'],
    moves: { in_progress: 'waiting_complainant' },
  },
  resume: {
    example: { type: 'resume', note: '' },
    who: ['assignee'],
    moves: { waiting_complainant: 'in_progress', suspended: 'in_progress' },
  },
  regrade: {
    example: { type: 'regrade', severity: 'major', reason: 'people were stuck' },
    who: ['lead', ...desk],
    moves: unchanged(beforeResolved),
  },
  resolve: {
    example: { type: 'resolve', rootCause: 'facility_maintenance', answer: 'The lift runs again.' },
    // It is a complex case.
    prepare: (c) => ({ ...c, visitedAt: minutesLater(4) }),
    who: ['assignee'],
    moves: { in_progress: 'resolved' },
  },
  'start-revisit': {
    example: { type: 'start-revisit' },
    who: ['feedback'],
    moves: { resolved: 'revisiting' },
  },
  close: {
    example: { type: 'close', outcome: 'resolved', note: '' },
    who: ['feedback'],
    moves: { resolved: 'closed', revisiting: 'closed' },
    // Headquarters closes too, but only after the second reopening.
    except: (label, state) => {
      if (!hq.includes(label)) return undefined;
      return state === 'resolved' || state === 'revisiting' ? 'refused revisit_closes' : 'refused not_in_this_state';
    },
  },
  reopen: {
    example: { type: 'reopen', reason: 'It broke again.' },
    who: ['feedback', 'complainant', ...hq],
    moves: { resolved: 'dispatched', revisiting: 'dispatched', closed: 'dispatched' },
  },
  decline: {
    example: { type: 'decline', reason: 'not ours', referTo: 'the city' },
    who: desk,
    moves: { registered: 'closed', dispatched: 'closed', return_requested: 'closed' },
  },
  withdraw: {
    example: { type: 'withdraw', reason: '' },
    who: ['complainant'],
    moves: Object.fromEntries([...beforeResolved, 'linked' as const].map((state) => [state, 'closed'])),
  },
  escalate: {
    example: { type: 'escalate', step: 100, clock: 'resolve', deadlineNumber: 1 },
    who: ['sla'],
    moves: unchanged(open),
  },
};
