import { actOnTimeLimits, type DueCases } from '../src/application/act-on-time-limits';
import type { Directory } from '../src/application/ports';
import { type Case, type CaseEvent, type CaseStateName, dueActs } from '../src/domain';
import { nextLimitOf } from '../src/domain/time-limits';
import { caseIn, leaderless, minutesLater, officeHours, organisation } from './fixtures';

const limit = minutesLater(60);
const justBefore = new Date(limit.getTime() - 1);

const undecided = { at: minutesLater(5), by: 'wang', note: '', decideBy: limit };
const suspension = {
  ...undecided,
  id: 'suspension-1',
  cycle: 1,
  reason: 'season' as const,
  reviewAt: minutesLater(9_000),
};
const solution = { ...undecided, id: 'solution-1', cycle: 1, text: 'a new motor' };
const remedy = { ...undecided, id: 'remedy-1', kind: 'compensation' as const, amount: 10_000, currency: 'CNY' };
const request = {
  ...undecided,
  id: 'return-1',
  cycle: 1,
  fromUnitId: 'sh01-eng',
  fromState: 'signed' as const,
  reason: 'wrong_unit' as const,
  proposedUnitId: 'sh01-sec',
  evidence: [],
  arbitration: false,
};
const supervision = {
  id: 'supervision-1',
  cycle: 1,
  at: minutesLater(5),
  by: 'officer',
  reason: 'hq_flag' as const,
  note: '',
  criticiseAt: limit,
  answers: [],
};
const granted = { at: minutesLater(6), by: 'manager', granted: true, note: '' };
const refused = { ...granted, granted: false };

function acts(c: Case, at: Date, people = organisation): CaseEvent[] {
  return dueActs(c, at, people, officeHours);
}

it.each<[string, CaseStateName, Partial<Case>]>([
  ['of a suspension while nobody has signed anew', 'dispatched', { suspensions: [suspension] }],
  ['of a solution while the case has been unlinked', 'registered', { solutions: [solution] }],
])('does not tell the deputy %s, for nobody could decide it, but once one can', (_label, state, parts) => {
  expect(acts(caseIn(state, parts), limit)).toEqual([]);
  expect(acts(caseIn('in_progress', parts), minutesLater(900))).toMatchObject([{ type: 'ApprovalOverdue' }]);
});

describe.each<[string, CaseStateName, Partial<Case>, Partial<CaseEvent>]>([
  [
    'a suspended case comes back on its review date',
    'suspended',
    { suspensions: [{ ...suspension, reviewAt: limit, decided: granted }] },
    { type: 'CaseResumed' },
  ],
  [
    'an undecided return is for headquarters',
    'return_requested',
    { returns: [request] },
    { type: 'ReturnSentToArbitration', returnId: 'return-1' },
  ],
  [
    'an undecided suspension is for the deputy',
    'in_progress',
    { suspensions: [suspension] },
    { type: 'ApprovalOverdue', what: 'suspension', id: 'suspension-1', deputyIds: ['region'] },
  ],
  [
    'an undecided solution is for the deputy',
    'waiting_complainant',
    { solutions: [solution] },
    { type: 'ApprovalOverdue', what: 'solution', id: 'solution-1', deputyIds: ['region'] },
  ],
  [
    'an undecided remedy is for the deputy, even once the case is resolved',
    'resolved',
    { remedies: [remedy] },
    { type: 'ApprovalOverdue', what: 'remedy', id: 'remedy-1', deputyIds: ['region'] },
  ],
  [
    'an urge notice that changed nothing is followed by the written criticism',
    'in_progress',
    { supervisions: [supervision] },
    { type: 'CriticismGiven', supervisionId: 'supervision-1' },
  ],
])('%s', (_rule, state, changes, event) => {
  const c = caseIn(state, changes);

  it('to the millisecond', () => {
    expect(acts(c, justBefore)).toEqual([]);
    expect(acts(c, limit)).toEqual([expect.objectContaining({ ...event, at: limit })]);
  });

  it('late rather than never', () => {
    expect(acts(c, minutesLater(50_000))).toContainEqual(
      expect.objectContaining({ ...event, at: minutesLater(50_000) }),
    );
  });

  it('at the time that the timer is set to', () => {
    expect(nextLimitOf(c)).toEqual(limit);
  });

  it('never once it is closed or linked', () => {
    expect(nextLimitOf(caseIn('closed', changes))).toBeUndefined();
    expect(nextLimitOf(caseIn('linked', changes))).toBeUndefined();
  });
});

it('puts an overdue case under supervision a day after the deadline, with the criticism five working days later', () => {
  const c = caseIn('suspended', { superviseAt: limit });
  const [event] = acts(c, limit);
  expect(event).toEqual({
    type: 'SupervisionStarted',
    at: limit,
    supervision: {
      id: 'supervision-1',
      cycle: 1,
      at: limit,
      by: 'casework',
      reason: 'overdue',
      note: '',
      criticiseAt: officeHours.add(limit, 5 * officeHours.dayMs),
      answers: [],
    },
  });
});

it.each<[string, CaseStateName, Partial<Case>]>([
  ['an overdue case that is resolved', 'resolved', { superviseAt: limit }],
  ['an overdue case in revisit', 'revisiting', { superviseAt: limit }],
  ['a criticism of a case that is resolved', 'resolved', { supervisions: [supervision] }],
  ['a lifted supervision', 'in_progress', { supervisions: [{ ...supervision, liftedAt: minutesLater(7) }] }],
  ['a criticism given', 'in_progress', { supervisions: [{ ...supervision, criticiseAt: undefined }] }],
  ['a return that headquarters has already', 'return_requested', { returns: [{ ...request, arbitration: true }] }],
  ['a return decided', 'dispatched', { returns: [{ ...request, decided: refused }] }],
  ['an approval given', 'in_progress', { solutions: [{ ...solution, decided: granted }] }],
  ['an approval refused', 'in_progress', { suspensions: [{ ...suspension, decided: refused }] }],
  ['an approval told to the deputy', 'in_progress', { remedies: [{ ...remedy, overdue: true }] }],
  ['a remedy that needs no approval', 'in_progress', { remedies: [{ ...remedy, decideBy: undefined }] }],
  ['a solution of a case that is resolved', 'resolved', { solutions: [solution] }],
  ['a solution of the cycle before', 'in_progress', { cycle: 2, solutions: [solution] }],
])('does nothing about %s', (_what, state, changes) => {
  const c = caseIn(state, changes);
  expect(acts(c, minutesLater(50_000))).toEqual([]);
  expect(nextLimitOf(c)).toBeUndefined();
});

it('acts on everything that is due at once', () => {
  const c = caseIn('suspended', {
    suspensions: [{ ...suspension, reviewAt: limit, decided: granted }],
    solutions: [{ ...solution, decideBy: minutesLater(50) }],
    remedies: [{ ...remedy, decideBy: minutesLater(70) }],
    superviseAt: minutesLater(40),
  });
  expect(nextLimitOf(c)).toEqual(minutesLater(40));
  expect(acts(c, limit).map(({ type }) => type)).toEqual(['CaseResumed', 'ApprovalOverdue', 'SupervisionStarted']);
});

it('tells that an approval is overdue even where nobody is the deputy', () => {
  const c = caseIn('in_progress', { solutions: [solution] });
  expect(acts(c, limit, leaderless)).toEqual([expect.objectContaining({ type: 'ApprovalOverdue', deputyIds: [] })]);
});

it.each([
  ['somebody', organisation, []],
  ['nobody', leaderless, ['region-manager']],
])('counts an overdue approval where %s is the deputy', async (_who, people, counted) => {
  const c = caseIn('in_progress', { solutions: [solution], supervisions: [supervision] });
  const loaded = { id: c.id, state: c, version: 1 } as unknown as Parameters<
    Parameters<DueCases['due']>[0]['decide']
  >[0];
  const cases: DueCases = { due: ({ decide }) => Promise.resolve(decide(loaded) ? 1 : 0) };
  const directory = { ...people, workingTime: () => officeHours } as unknown as Directory;
  const roles: string[] = [];
  const act = actOnTimeLimits({
    ...{ cases, organisation: () => directory, clock: () => limit },
    onNobodyAt: (role) => roles.push(role),
  });
  expect(await act()).toBe(1);
  expect(roles).toEqual(counted);
});
