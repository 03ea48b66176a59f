import { type Case, type Command, decide, dueActs, entryOf, evolve, publicEntry, Rejection } from '../src/domain';
import { after, at, events, rejected } from './deciding';
import { caseIn, minutesLater, officeHours, openedCase, organisation, service, staffActor } from './fixtures';

const fiveDays = officeHours.add(at, 5 * officeHours.dayMs);
const oneDay = officeHours.add(at, officeHours.dayMs);
const supervise: Command = { type: 'supervise', reason: 'hq_flag', note: 'three weeks already' };
const answer: Command = { type: 'answer-supervision', supervisionId: 'supervision-1', text: 'tomorrow' };
const criticise: Command = { type: 'criticise', supervisionId: 'supervision-1', note: 'nothing has happened' };
const lift: Command = { type: 'lift-supervision', supervisionId: 'supervision-1', note: 'it goes well' };
const supervised = after(caseIn('in_progress'), supervise, { by: 'officer' });

describe('supervision', () => {
  it('starts with an urge notice, and the criticism is due five working days later', () => {
    expect(supervised).toMatchObject({
      supervised: true,
      timerAt: fiveDays,
      supervisions: [{ id: 'supervision-1', at, by: 'officer', reason: 'hq_flag', criticiseAt: fiveDays, answers: [] }],
    });
  });

  it('is one at a time: a person is refused, a service was overtaken', () => {
    expect(rejected(supervised, supervise, { by: 'manager' })).toBe('refused already_supervised');
    const bySla: Command = { type: 'supervise', reason: 'overdue', note: '' };
    expect(rejected(supervised, bySla, { by: service('sla') })).toBe('refused moved_on');
    expect(after(caseIn('in_progress'), bySla, { by: service('sla') }).supervisions[0]?.by).toBe('sla');
  });

  it('needs a word from a person, and a reason from a service', () => {
    const c = caseIn('in_progress');
    expect(rejected(c, { ...supervise, note: '' }, { by: 'officer' })).toBe('invalid text_missing note');
    const bare = { ...supervise, reason: undefined } as Command;
    expect(after(c, bare, { by: 'manager' }).supervisions[0]?.reason).toBe('hq_flag');
    expect(rejected(c, bare, { by: service('sla') })).toBe('invalid reason_unknown reason');
  });

  it('keeps every answer', () => {
    const answered = after(after(supervised, answer), { ...answer, text: 'done' }, { by: 'lead' });
    expect(answered.supervisions[0]?.answers).toEqual([
      { at, by: 'wang', text: 'tomorrow' },
      { at, by: 'lead', text: 'done' },
    ]);
  });

  it('is followed by the criticism once, by headquarters or by itself', () => {
    const early = after(supervised, criticise, { by: 'officer' });
    expect(early.supervisions[0]).toMatchObject({ criticisedAt: at });
    expect(early.supervisions[0]).not.toHaveProperty('criticiseAt');
    expect(early.timerAt).toBeUndefined();
    expect(rejected(early, criticise, { by: 'officer' })).toBe('refused already_criticised');
    const late = dueActs(supervised, fiveDays, organisation, officeHours).reduce<Case>(evolve, supervised);
    expect(late.supervisions[0]).toMatchObject({ criticisedAt: fiveDays });
    expect(dueActs(late, fiveDays, organisation, officeHours)).toEqual([]);
  });

  it('ends when it is lifted, even after the case was closed, and may start again', () => {
    const lifted = after(supervised, lift, { by: 'region' });
    expect(lifted).toMatchObject({ supervised: false, supervisions: [{ liftedAt: at }] });
    expect(lifted.timerAt).toBeUndefined();
    expect(rejected(lifted, answer)).toBe('refused not_supervised');
    expect(after(lifted, supervise, { by: 'officer' }).supervisions.map(({ id }) => id)).toEqual([
      'supervision-1',
      'supervision-2',
    ]);
    const closed = { ...supervised, state: 'closed', outcome: 'resolved', closedAt: at } as Case;
    expect(after(closed, lift, { by: 'officer' }).supervisions[0]?.liftedAt).toEqual(at);
  });

  it('is not lifted by the accused', () => {
    const accused = { ...supervised, accusedIds: ['manager'] };
    expect(rejected(accused, lift, { by: 'manager' })).toBe('refused not_impartial');
  });

  it.each<[Command, string]>([
    [supervise, 'officer'],
    [answer, 'wang'],
    [criticise, 'officer'],
    [lift, 'officer'],
  ])('%j stays in the office', (command, by) => {
    const c = command.type === 'supervise' ? caseIn('in_progress') : supervised;
    const [event] = events(c, command, { by });
    expect(publicEntry(event!.type, entryOf(event!, staffActor(by), 1))).toBeUndefined();
  });
});

describe('supervision by itself', () => {
  const escalate = (clock: string, step: 100 | 150 | 200 = 100): Command => ({
    type: 'escalate',
    step,
    clock,
    deadlineNumber: 1,
  });
  const sla = { by: service('sla') };

  it('starts the day after the resolve clock has expired, once a cycle', () => {
    const overdue = after(caseIn('in_progress'), escalate('resolve'), sla);
    expect(overdue).toMatchObject({ superviseAt: oneDay, timerAt: oneDay, supervised: false });
    const again = after(overdue, escalate('resolve', 150), { ...sla, at: minutesLater(90) });
    expect(again.superviseAt).toEqual(oneDay);
    const started = dueActs(again, oneDay, organisation, officeHours).reduce<Case>(evolve, again);
    expect(started).toMatchObject({ supervised: true, supervisions: [{ reason: 'overdue', by: 'casework' }] });
    expect(started.superviseAt).toBeUndefined();
    const lifted = after(started, lift, { by: 'officer' });
    expect(after(lifted, escalate('resolve', 200), sla).superviseAt).toBeUndefined();
  });

  it('counts the day from the deadline that was passed, however late the step is told', () => {
    const late = { ...escalate('resolve', 150), dueAt: at } as Command;
    const overdue = after(caseIn('in_progress'), late, { ...sla, at: minutesLater(600) });
    expect(overdue.superviseAt).toEqual(oneDay);
    expect(dueActs(overdue, minutesLater(600), organisation, officeHours)).toMatchObject([
      { type: 'SupervisionStarted', at: minutesLater(600) },
    ]);
  });

  it('does not start if the case is resolved by then, nor by another clock', () => {
    const overdue = after(caseIn('in_progress', { visitedAt: at }), escalate('resolve'), sla);
    const resolved = after(overdue, { type: 'resolve', rootCause: 'other', answer: 'done' });
    expect(resolved.timerAt).toBeUndefined();
    expect(after(resolved, { type: 'reopen', reason: 'no' }, { by: service('feedback') }).timerAt).toBeUndefined();
    expect(after(caseIn('dispatched'), escalate('sign'), sla).timerAt).toBeUndefined();
    expect(after(caseIn('resolved'), escalate('resolve'), sla).timerAt).toBeUndefined();
  });

  it('does not start while the case is supervised already', () => {
    expect(after(supervised, escalate('resolve'), sla).superviseAt).toBeUndefined();
  });

  const reopen: Command = { type: 'reopen', reason: 'still broken' };

  it.each([
    [1, 0],
    [2, 1],
    [3, 1],
  ])('a dissatisfied revisit of cycle %i starts %i', (cycle, count) => {
    const { supervisions } = after(caseIn('revisiting', { cycle }), reopen, { by: service('feedback') });
    expect(supervisions).toHaveLength(count);
    if (count > 0) expect(supervisions).toMatchObject([{ reason: 'dissatisfied', cycle: cycle + 1, by: 'casework' }]);
  });

  it('starts when a regrade finds a major matter of safety', () => {
    const regrade: Command = { type: 'regrade', category: 'facility.fire', severity: 'major', reason: 'smoke' };
    const c = after(caseIn('signed'), regrade, { by: 'lead' });
    expect(c.supervisions).toMatchObject([{ reason: 'safety' }]);
    const fees = { ...regrade, category: 'fees' } as Command;
    expect(after(caseIn('signed'), fees, { by: 'lead' }).supervisions).toEqual([]);
  });

  it('starts when a dispatch finds the same, and not with one that is less grave', () => {
    const dispatch: Command = {
      ...{ type: 'dispatch', unitId: 'sh01-sec', reasons: [], flag: false },
      ...{ category: 'facility.fire', severity: 'major' },
    };
    const c = after(openedCase(), dispatch, { by: service('routing') });
    expect(c).toMatchObject({ supervised: true, supervisions: [{ reason: 'safety', by: 'casework', at }] });
    for (const less of [{ category: 'fees' }, { severity: 'significant' }]) {
      expect(after(openedCase(), { ...dispatch, ...less } as Command, { by: 'desk' }).supervisions).toEqual([]);
    }
  });

  it('starts with the third repeat that is linked', () => {
    const add = (n: number, as: 'repeat' | 'incident'): Command => ({
      type: 'add-linked',
      id: `case-${n}`,
      number: `SH01-20260302-0000${n}`,
      as,
      receivedAt: minutesLater(n),
    });
    const casework = { by: service('casework') };
    const counts = [add(2, 'repeat'), add(3, 'incident'), add(4, 'repeat'), add(5, 'repeat'), add(6, 'repeat')].reduce(
      ({ c, seen }, command) => {
        const next = after(c, command, casework);
        return { c: next, seen: [...seen, next.supervisions.length] };
      },
      { c: caseIn('signed'), seen: [] as number[] },
    );
    expect(counts.seen).toEqual([0, 0, 0, 1, 1]);
    expect(counts.c.supervisions).toMatchObject([{ reason: 'repeats' }]);
  });
});

describe('an improvement', () => {
  const plan: Command = { type: 'plan-improvement', text: 'inspect monthly', ownerId: 'zhao', dueOn: '2026-03-31' };
  const complete: Command = { type: 'complete-improvement', improvementId: 'improvement-1', note: 'in the plan' };
  const check = (effective: boolean, note = ''): Command => ({
    type: 'check-effect',
    improvementId: 'improvement-1',
    effective,
    note,
  });
  const closed = caseIn('closed');
  const planned = after(closed, plan, { by: 'lead' });
  const done = after(planned, complete, { by: 'zhao' });

  it('has an owner, a due date and an effect check, on closed cases too', () => {
    const checked = after(done, check(false, 'it broke again'), { by: 'manager' });
    expect(checked.improvements).toEqual([
      {
        id: 'improvement-1',
        at,
        by: 'lead',
        text: 'inspect monthly',
        ownerId: 'zhao',
        dueOn: '2026-03-31',
        doneAt: at,
        doneNote: 'in the plan',
        effect: { at, by: 'manager', effective: false, note: 'it broke again' },
      },
    ]);
    expect(rejected(checked, check(true), { by: 'manager' })).toBe('refused nothing_to_check');
  });

  it.each<[string, Partial<Command>, string]>([
    ['yesterday', { dueOn: '2026-02-28' }, 'invalid date_passed dueOn'],
    ['a day that does not exist', { dueOn: '2026-02-30' }, 'invalid date_malformed dueOn'],
    ['no date', { dueOn: '' }, 'invalid date_malformed dueOn'],
    ['nobody', { ownerId: 'nobody' }, 'invalid owner_unknown ownerId'],
    ['the auditor', { ownerId: 'auditor' }, 'invalid owner_unknown ownerId'],
    ['no text', { text: '' }, 'invalid text_missing text'],
  ])('is not planned for %s', (_label, wrong, code) => {
    expect(rejected(closed, { ...plan, ...wrong } as Command, { by: 'lead' })).toBe(code);
  });

  it('is completed by its owner or the park manager, once', () => {
    expect(after(planned, complete, { by: 'manager' }).improvements[0]?.doneAt).toEqual(at);
    expect(rejected(planned, complete, { by: 'wang' })).toBe('forbidden not_yours');
    expect(rejected(done, complete, { by: 'manager' })).toBe('refused nothing_to_complete');
    const other = after(planned, { ...plan, ownerId: 'wang' }, { by: 'lead' });
    expect(rejected(other, complete, { by: 'wang' })).toBe('forbidden not_yours');
  });

  it('is checked once it is done, and not by its owner', () => {
    expect(rejected(planned, check(true), { by: 'manager' })).toBe('refused nothing_to_check');
    const own = after(after(closed, { ...plan, ownerId: 'manager' }, { by: 'lead' }), complete, {
      by: 'manager',
    });
    expect(rejected(own, check(true), { by: 'manager' })).toBe('refused not_impartial');
    expect(after(own, check(true), { by: 'region' }).improvements[0]?.effect?.effective).toBe(true);
  });
});

it('acts once on each time limit, however often the timer looks', () => {
  let c = caseIn('in_progress', { superviseAt: at });
  for (let hour = 1; hour < 200; hour++) {
    const now = minutesLater(60 * hour);
    c = dueActs(c, now, organisation, officeHours).reduce<Case>(evolve, c);
    expect(dueActs(c, now, organisation, officeHours)).toEqual([]);
  }
  expect(c.supervisions).toHaveLength(1);
  expect(c.supervisions[0]?.criticisedAt).toBeDefined();
  expect(() =>
    decide(c, supervise, { actor: staffActor('officer'), at, organisation, workingTime: officeHours }),
  ).toThrow(Rejection);
});
