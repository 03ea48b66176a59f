import { type Case, type Command, mostEntries } from '../src/domain';
import { snapshotOf } from '../src/application/case-snapshot';
import { after, type Given, rejected } from './deciding';
import { caseIn, minutesLater } from './fixtures';

const running: Given = { resolveDueAt: minutesLater(120) };
const lead: Given = { by: 'lead' };
const filled = <T>(one: T): T[] => Array.from({ length: mostEntries }, () => one);
const decided = { at: minutesLater(0), by: 'pm', granted: false, note: '' };
const old = { id: 'x', cycle: 1, at: minutesLater(0), by: 'li', decided };

/** The list that is full, the command that would make it longer, and what it names in its refusal. */
const lists: [string, Partial<Case>, Command, Given][] = [
  [
    'extensions',
    { extensions: filled({ ...old, reason: 'r', until: minutesLater(9), dueAt: minutesLater(8) }) },
    { type: 'request-extension', until: minutesLater(300), reason: 'the part is late' },
    running,
  ],
  [
    'suspensions',
    {
      suspensions: filled({ ...old, reason: 'season', note: '', reviewAt: minutesLater(9), decideBy: minutesLater(8) }),
    },
    { type: 'request-suspension', reason: 'season', note: 'winter', reviewAt: minutesLater(900) },
    {},
  ],
  ['solutions', { solutions: filled({ ...old, text: 't' }) }, { type: 'propose-solution', text: 'A new door.' }, {}],
  [
    'remedies',
    { remedies: filled({ ...old, kind: 'apology', amount: 0, currency: 'CNY', note: '' }) },
    { type: 'offer-remedy', kind: 'apology', amount: 0, currency: 'CNY', note: '' },
    {},
  ],
  [
    'improvements',
    {
      improvements: filled({ id: 'x', at: minutesLater(0), by: 'li', text: 't', ownerId: 'wang', dueOn: '2027-01-01' }),
    },
    { type: 'plan-improvement', text: 'Check every week.', ownerId: 'wang', dueOn: '2099-01-01' },
    lead,
  ],
];

describe('what is on a case', () => {
  it.each(lists)('is at most 50 %s', (what, full, command, given) => {
    expect(rejected(caseIn('in_progress', full), command, given)).toBe(`refused too_many_${what}`);
  });
});

describe('the public state of a case', () => {
  const asked = after(
    caseIn('in_progress'),
    { type: 'request-extension', until: minutesLater(300), reason: 'late' },
    running,
  );

  it('tells of an extension that waits only while it can move a deadline', () => {
    expect(snapshotOf(asked, 1).extensionRequested).toBe(true);
    expect(snapshotOf({ ...asked, cycle: 2 }, 1).extensionRequested).toBe(false);
    const resolved = { ...caseIn('resolved'), extensions: asked.extensions };
    expect(snapshotOf(resolved, 1).extensionRequested).toBe(false);
  });
});
