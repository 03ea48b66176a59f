import { allowedCommands, type Case, type Command, dueActs, entryOf, evolve, publicEntry } from '../src/domain';
import { after, at, events, type Given, rejected } from './deciding';
import { caseIn, minutesLater, officeHours, organisation, service, staffActor } from './fixtures';

const manager: Given = { by: staffActor('manager') };
const region: Given = { by: staffActor('region') };
const fourHours = officeHours.add(at, 4 * 3_600_000);
const oneDay = officeHours.add(at, officeHours.dayMs);
const major: Partial<Case> = { severity: 'major', visitedAt: minutesLater(5) };
const propose: Command = { type: 'propose-solution', text: 'a new motor', promisedBy: minutesLater(900) };
const decideSolution = (granted: boolean, note = ''): Command => ({
  type: 'decide-solution',
  solutionId: 'solution-1',
  granted,
  note,
});
const resolve: Command = { type: 'resolve', rootCause: 'supplier', answer: 'The lift runs again.' };

const publicLine = (c: Case, command: Command, given?: Given) => {
  const [event] = events(c, command, given);
  return publicEntry(event!.type, entryOf(event!, staffActor('wang'), 1));
};

describe('a solution', () => {
  it('of a major case waits for the park manager, who has four working hours', () => {
    const c = after(caseIn('in_progress', major), propose);
    expect(c.solutions).toMatchObject([{ id: 'solution-1', cycle: 1, by: 'wang', at, decideBy: fourHours }]);
    expect(c.timerAt).toEqual(fourHours);
    expect(rejected(c, propose)).toBe('refused solution_pending');
  });

  it('of another case needs no approval', () => {
    const c = after(caseIn('in_progress'), propose);
    expect(c.solutions[0]).not.toHaveProperty('decideBy');
    expect(c.timerAt).toBeUndefined();
    expect(rejected(c, decideSolution(true), manager)).toBe('refused nothing_to_decide');
  });

  it('is not promised for the past', () => {
    expect(rejected(caseIn('signed'), { ...propose, promisedBy: at })).toBe('invalid promise_passed promisedBy');
  });

  it('once approved lets a major case be resolved', () => {
    const asked = after(caseIn('in_progress', major), propose);
    expect(rejected(asked, resolve)).toBe('refused approval_missing');
    const approved = after(asked, decideSolution(true), manager);
    expect(approved.solutions[0]?.decided).toEqual({ at, by: 'manager', granted: true, note: '' });
    expect(approved.timerAt).toBeUndefined();
    expect(after(approved, resolve).state).toBe('resolved');
  });

  it('that is refused says why, and another may be proposed', () => {
    const asked = after(caseIn('in_progress', major), propose);
    expect(rejected(asked, decideSolution(false), manager)).toBe('invalid text_missing note');
    const refused = after(asked, decideSolution(false, 'too dear'), manager);
    expect(rejected(refused, resolve)).toBe('refused approval_missing');
    expect(rejected(refused, decideSolution(true), manager)).toBe('refused nothing_to_decide');
    expect(after(refused, propose).solutions.map(({ id }) => id)).toEqual(['solution-1', 'solution-2']);
  });

  it('of the cycle before is no approval', () => {
    const approved = after(after(caseIn('in_progress', major), propose), decideSolution(true), manager);
    const nextCycle = { ...approved, cycle: 2 };
    expect(rejected(nextCycle, resolve)).toBe('refused approval_missing');
  });

  it('is for the deputy after the time of the park manager, told by the timer or not', () => {
    const asked = after(caseIn('in_progress', major), propose);
    expect(rejected(asked, decideSolution(true), region)).toBe('refused not_overdue');
    expect(allowedCommands(asked, staffActor('region'), at)).not.toContain('decide-solution');
    expect(after(asked, decideSolution(true), { ...region, at: fourHours }).solutions[0]?.decided?.by).toBe('region');
    const told = dueActs(asked, fourHours, organisation, officeHours).reduce<Case>(evolve, asked);
    expect(told).toMatchObject({ solutions: [{ overdue: true }] });
    expect(told.timerAt).toBeUndefined();
  });

  it('that the park manager himself proposes is for the deputy at once', () => {
    const own = caseIn('in_progress', { ...major, handlerId: 'manager' });
    const asked = after(own, propose, manager);
    expect(asked.solutions[0]?.decideBy).toEqual(at);
    expect(rejected(asked, decideSolution(true), manager)).toBe('refused not_impartial');
    expect(after(asked, decideSolution(true), region).solutions[0]?.decided?.by).toBe('region');
  });

  it('is not decided by the accused', () => {
    const asked = after(caseIn('in_progress', { ...major, accusedIds: ['manager'] }), propose);
    expect(rejected(asked, decideSolution(true), manager)).toBe('refused not_impartial');
  });

  it('stays in the office', () => {
    expect(publicLine(caseIn('in_progress', major), propose)).toBeUndefined();
  });
});

describe('resolve', () => {
  it.each(['significant', 'major'] as const)('of a %s case needs a visit in person', (severity) => {
    const c = caseIn('in_progress', { severity });
    expect(rejected(c, resolve)).toBe('refused visit_missing');
    expect(allowedCommands(c, staffActor('wang'), at)).not.toContain('resolve');
    const phoned = after(c, { type: 'log-contact', means: 'phone', note: '' });
    expect(rejected(phoned, resolve)).toBe('refused visit_missing');
  });

  it('of a general case needs none', () => {
    expect(after(caseIn('in_progress', { severity: 'general' }), resolve).state).toBe('resolved');
  });

  it.each<[string, Command]>([
    ['a contact by visit', { type: 'log-contact', means: 'visit', note: '' }],
    [
      'an investigation on the spot',
      { type: 'record-investigation', visitedAt: at, findings: 'worn', evidence: [], causeConfirmed: false },
    ],
  ])('counts %s as the visit', (_label, visit) => {
    expect(after(after(caseIn('in_progress'), visit), resolve).state).toBe('resolved');
  });

  it('needs a new visit in the next cycle', () => {
    const resolved = caseIn('resolved', { visitedAt: minutesLater(5) });
    const reopened = after(resolved, { type: 'reopen', reason: 'no' }, { by: service('feedback') });
    expect(reopened.visitedAt).toBeUndefined();
  });
});

describe('relief', () => {
  const record: Command = { type: 'record-relief', text: 'the goods lift is open to all' };

  it('is apart from the solution, and the first one in the cycle counts', () => {
    const c = after(caseIn('dispatched'), record);
    expect(c).toMatchObject({ state: 'dispatched', relief: { at, by: 'wang' }, solutions: [] });
    const later = after(c, { ...record, text: 'and a shuttle' }, { at: minutesLater(90) });
    expect(later.relief).toEqual(c.relief);
  });

  it('is told to the complainant in its own words', () => {
    expect(publicLine(caseIn('signed'), record)).toMatchObject({ text: 'the goods lift is open to all' });
  });
});

describe('a remedy', () => {
  const offer = (kind: string, amount: number, currency = 'CNY') =>
    ({ type: 'offer-remedy', kind, amount, currency, note: 'six days without' }) as Command;
  const decideRemedy = (granted: boolean, note = ''): Command => ({
    type: 'decide-remedy',
    remedyId: 'remedy-1',
    granted,
    note,
  });

  it.each([
    ['apology', 0],
    ['free_repair', 0],
  ])('%s of %i needs no approval, and the complainant sees it at once', (kind, amount) => {
    expect(after(caseIn('resolved'), offer(kind, amount)).remedies[0]).not.toHaveProperty('decideBy');
    expect(publicLine(caseIn('resolved'), offer(kind, amount))).toMatchObject({ text: '', facts: { kind } });
  });

  it.each([
    ['free_repair', 30_000],
    ['fee_reduction', 1],
    ['compensation', 50_000],
  ])('%s of %i waits for the park manager for a day, unseen by the complainant', (kind, amount) => {
    expect(after(caseIn('signed'), offer(kind, amount)).remedies).toMatchObject([{ kind, amount, decideBy: oneDay }]);
    expect(publicLine(caseIn('signed'), offer(kind, amount))).toBeUndefined();
  });

  it.each([
    ['apology', 1, 'CNY', 'invalid amount_unexpected amount'],
    ['compensation', 0, 'CNY', 'invalid amount_missing amount'],
    ['compensation', 10.5, 'CNY', 'invalid amount_out_of_range amount'],
    ['compensation', -1, 'CNY', 'invalid amount_out_of_range amount'],
    ['compensation', 10, 'yuan', 'invalid currency_malformed currency'],
    ['dinner', 10, 'CNY', 'invalid kind_unknown kind'],
  ])('%s of %d %s is refused', (kind, amount, currency, code) => {
    expect(rejected(caseIn('signed'), offer(kind, amount, currency))).toBe(code);
  });

  it('is seen by the complainant once it is granted, not if it is refused', () => {
    const c = after(caseIn('signed'), offer('compensation', 50_000));
    expect(publicLine(c, decideRemedy(true, 'well deserved'), manager)).toMatchObject({
      text: '',
      facts: { kind: 'compensation', amount: '50000', currency: 'CNY' },
    });
    expect(publicLine(c, decideRemedy(false, 'no'), manager)).toBeUndefined();
  });

  it('is decided even after the case was closed', () => {
    const asked = after(caseIn('resolved'), offer('compensation', 50_000));
    const closed = { ...asked, state: 'closed', outcome: 'resolved', closedAt: at } as Case;
    expect(after(closed, decideRemedy(true), manager).remedies[0]?.decided?.granted).toBe(true);
    expect(rejected(closed, decideRemedy(true), region)).toBe('refused not_overdue');
    expect(after(closed, decideRemedy(true), { ...region, at: oneDay }).state).toBe('closed');
  });

  it('is decided once, by somebody who did not ask', () => {
    const asked = after(caseIn('signed'), offer('compensation', 50_000));
    const two = after(asked, offer('fee_reduction', 100));
    const decided = after(two, decideRemedy(true), manager);
    expect(rejected(decided, decideRemedy(true), manager)).toBe('refused already_decided');
    expect(rejected(two, { ...decideRemedy(true), remedyId: 'remedy-9' } as Command, manager)).toBe(
      'invalid remedy_unknown remedyId',
    );
  });
});
