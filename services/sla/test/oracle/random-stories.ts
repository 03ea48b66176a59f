import fc from 'fast-check';
import type { Story } from '../vectors/stories';
import { minuteOf, textOf } from './minutes';

/** What may happen to a case in each state, and where it leads; several times where it should happen more often. */
const WORDS: Record<string, readonly string[]> = {
  dispatched: ['sign', 'sign', 'sign', 'redispatch', 'return', 'link', 'withdraw', 'add-person'],
  signed: ['contact', 'contact', 'contact', 'start', 'redispatch', 'return'],
  in_progress: ['wait', 'wait', 'suspend', 'resolve', 'resolve', 'contact', 'redispatch', 'relieve', 'return'],
  waiting_complainant: ['resume', 'resume', 'suspend', 'redispatch', 'withdraw'],
  suspended: ['resume', 'resume', 'redispatch'],
  return_requested: ['refuse', 'redispatch', 'decline'],
  resolved: ['revisit', 'asked', 'reopen', 'reopen', 'close'],
  revisiting: ['asked', 'reopen', 'close'],
  linked: ['unlink'],
  registered: ['dispatch'],
  closed: [],
};
const BEFORE_RESOLVE = ['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended', 'return_requested'];
const AT_ANY_TIME = ['tick', 'tick', 'tick', 'note', 'put', 'apply', 'grow'];
const WHILE_OPEN = ['regrade', 'regrade', 'recategorise', 'extend', 'add-linked'];

const STATE_AFTER: Record<string, string> = {
  ...{ dispatch: 'dispatched', redispatch: 'dispatched', sign: 'signed', contact: 'in_progress', start: 'in_progress' },
  ...{ wait: 'waiting_complainant', suspend: 'suspended', resume: 'in_progress', return: 'return_requested' },
  ...{ resolve: 'resolved', revisit: 'revisiting', reopen: 'dispatched', close: 'closed', withdraw: 'closed' },
  ...{ decline: 'closed', link: 'linked', unlink: 'registered', refuse: 'dispatched' },
};

const CATEGORIES = ['facility.lift', 'facility.water', 'security.parking'];

type Pick = { word: number; argument: number; gap: number };

/** Stories that casework could tell, a good many of them over holidays and the end of the calendar. */
export function randomStories(policies: readonly string[]): fc.Arbitrary<Story> {
  const gap = fc.oneof(
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 1, max: 9_000 }),
  );
  const pick = fc.record({ word: fc.nat(999), argument: fc.nat(999), gap });
  const start = fc.constantFrom(
    '02-12 16:20',
    '03-02 09:00',
    '03-06 18:30',
    '09-30 17:30',
    '12-29 11:10',
    '12-31 15:00',
  );
  return fc
    .record({ start, priority: fc.integer({ min: 1, max: 4 }), picks: fc.array(pick, { minLength: 1, maxLength: 14 }) })
    .map(({ start: received, priority, picks }) => ({
      shows: 'whatever happens',
      received,
      story: linesOf(received, priority, picks, policies),
      gives: {},
    }));
}

function linesOf(received: string, priority: number, picks: readonly Pick[], policies: readonly string[]): string[] {
  let minute = minuteOf(received);
  let state = 'dispatched';
  const lines = [`${received} dispatch p${priority}`];
  for (const { word: pick, argument, gap } of picks) {
    minute += gap;
    const open = BEFORE_RESOLVE.includes(state);
    const words = [...(WORDS[state] ?? []), ...AT_ANY_TIME, ...(open ? WHILE_OPEN : [])];
    const word = words[pick % words.length] ?? 'note';
    const arguments_: Record<string, string> = {
      dispatch: ` p${1 + (argument % 4)}`,
      regrade: ` p${1 + (argument % 4)}`,
      recategorise: ` ${CATEGORIES[argument % CATEGORIES.length]}`,
      redispatch: argument % 2 ? ' otis' : '',
      refuse: ' dispatched',
      put: ` ${policies[argument % policies.length]}`,
      extend: ` ${textOf(minute + 60 + argument * 30)}`,
      'add-linked': ` p${1 + (argument % 4)} ${textOf(minute - (argument % 90) * 10)}`,
    };
    lines.push(`${textOf(minute)} ${word}${arguments_[word] ?? ''}`);
    state = STATE_AFTER[word] ?? state;
  }
  return [...lines, `${textOf(minute + 1)} tick`];
}
