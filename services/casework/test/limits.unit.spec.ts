import { common } from '@parkline/proto';
import { type Case, type Command, complete, dueActs, mostEntries } from '../src/domain';
import { nextLimitOf } from '../src/domain/time-limits';
import { snapshotFor, snapshotOf } from '../src/application/case-snapshot';
import { after, type Given, rejected } from './deciding';
import { caseIn, minutesLater, officeHours, openedCase, organisation, service } from './fixtures';

const running: Given = { resolveDueAt: minutesLater(120) };
const lead: Given = { by: 'lead' };
const filled = <T>(one: T): T[] => Array.from({ length: mostEntries }, () => one);
const wait: Command = { type: 'wait-for-complainant', question: 'Which door?' };
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
  ['pauses', { pauses: filled({ from: minutesLater(1), to: minutesLater(2) }) }, wait, {}],
  [
    'supervisions',
    {
      supervisions: filled({
        ...{ id: 'x', cycle: 1, at: minutesLater(0), by: 'officer', note: '', answers: [] },
        ...{ reason: 'hq_flag', liftedAt: minutesLater(1) },
      }),
    },
    { type: 'supervise', reason: 'hq_flag', note: 'once more' },
    { by: 'officer' },
  ],
  [
    'tasks',
    { tasks: filled({ id: 'x', unitId: 'sh01-sec', text: 't', at: minutesLater(0), by: 'wang' }) },
    { type: 'add-task', unitId: 'sh01-sec', text: 'one more' },
    {},
  ],
  [
    'questions',
    { consultations: filled({ id: 'x', field: 'legal', question: 'q', at: minutesLater(0), by: 'wang' }) },
    { type: 'ask-expert', field: 'legal', question: 'one more' },
    {},
  ],
];

describe('what is on a case', () => {
  it.each(lists)('is at most 50 %s', (what, full, command, given) => {
    expect(rejected(caseIn('in_progress', full), command, given)).toBe(`refused too_many_${what}`);
  });
});

describe('every list of a case', () => {
  /** Those of the table above, and what holds the others. */
  const held: Record<string, string> = {
    ...Object.fromEntries(lists.map(([, full]) => [Object.keys(full)[0], 'at most 50'])),
    suspended: 'one for each suspension',
    dispatchReasons: 'at most 50, checked at the dispatch',
    watcherIds: 'the leads and managers of the case',
    returns: 'one a unit, and none after the second',
    ticks: 'one for each step of the procedure',
    accusedIds: 'at most 50, checked where they are named',
    linkedCases: 'at most 500',
    searchTokens: 'the words of the complaint, and its handler',
  };

  it('has a limit', () => {
    const found = Object.entries(caseIn('in_progress')).filter(([, value]) => Array.isArray(value));
    expect(found.map(([name]) => name).sort()).toEqual(Object.keys(held).sort());
  });
});

describe('what casework adds by itself', () => {
  const lifted = { id: 'x', cycle: 1, at: minutesLater(0), by: 'officer', note: '', answers: [] };
  const supervisions = filled({ ...lifted, reason: 'hq_flag' as const, liftedAt: minutesLater(1) });
  const impact: Command = {
    ...{ type: 'assess-impact', peopleAffected: 1, note: '' },
    ...{ safety: 'high', reputation: 'none', contractRenewal: 'none' },
  };

  it('is no supervision beyond the most that a case may have', () => {
    expect(after(caseIn('in_progress'), impact).supervisions).toHaveLength(1);
    expect(after(caseIn('in_progress', { supervisions }), impact).supervisions).toHaveLength(mostEntries);
    const full = caseIn('in_progress', { supervisions, superviseAt: minutesLater(30) });
    expect(dueActs(full, minutesLater(60), organisation, officeHours)).toEqual([]);
    expect(nextLimitOf(full)).toBeUndefined();
  });
});

it('asks the expert panel nothing more of a case that is full of questions', () => {
  const asked = { id: 'x', field: 'legal' as const, question: 'q', at: minutesLater(0), by: 'desk' };
  const dispatch: Command = { type: 'dispatch', unitId: 'sh01-eng', severity: 'major', reasons: [], flag: false };
  const questions = (c: Case): number => after(c, dispatch, { by: 'desk' }).consultations.length;
  expect(questions(openedCase())).toBe(1);
  expect(questions(caseIn('registered', { consultations: filled(asked) }))).toBe(mostEntries);
});

describe('the reasons of a dispatch', () => {
  const dispatch = (reasons: string[]): Command => ({ type: 'dispatch', unitId: 'sh01-eng', reasons, flag: false });
  const many = Array.from({ length: mostEntries + 1 }, (_, n) => `reason ${n}`);
  const long = Array.from({ length: 3 }, () => 'x'.repeat(2_000));

  it.each([
    ['50', many],
    ['5,000 characters', long],
  ])('are at most %s; of a service those are kept that fit, for a complaint is always dispatched', (_most, reasons) => {
    expect(rejected(openedCase(), dispatch(reasons), { by: 'desk' })).toBe('invalid too_many_reasons reasons');
    const kept = after(openedCase(), dispatch(reasons), { by: service('routing') }).dispatchReasons;
    expect(kept).toEqual(reasons.slice(0, reasons.length - 1));
    expect(after(openedCase(), dispatch(kept), { by: 'desk' }).dispatchReasons).toEqual(kept);
  });
});

describe('a case as it was stored by an earlier version', () => {
  it('is read without what a case no longer has, and with what it did not have yet', () => {
    const { supervised: _supervised, ...earlier } = { ...caseIn('waiting_complainant'), waiting: true };
    expect(complete(earlier as unknown as Case)).toEqual({ ...caseIn('waiting_complainant'), supervised: false });
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

  it('shows the complainant how far it is and what it was taken for, but not how it was graded', () => {
    const shown = snapshotFor('complainant', snapshotOf(caseIn('in_progress'), 1));
    expect(shown).toMatchObject({ state: common.CaseState.IN_PROGRESS, category: 'facility.lift' });
    expect(shown).toMatchObject({
      priority: common.Priority.UNSPECIFIED,
      severity: common.Severity.UNSPECIFIED,
      urgency: common.Urgency.UNSPECIFIED,
      ...{ handlerId: '', dispatchReasons: [], escalationLevel: 0 },
    });
  });
});
