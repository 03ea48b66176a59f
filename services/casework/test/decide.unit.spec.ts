import {
  type Actor,
  type Case,
  type CaseEvent,
  type Command,
  decide,
  evolve,
  type Organisation,
  Rejection,
  reopenWindowMs,
} from '../src/domain';
import {
  caseIn,
  complainant,
  leaderless,
  minutesLater,
  openedCase,
  organisation,
  service,
  officeHours,
  staffActor,
} from './fixtures';

const at = minutesLater(60);

interface Given {
  actor?: Actor;
  when?: Date;
  cycle?: number;
  people?: Organisation;
}

function events(c: Case, command: Command, { actor = staffActor('wang'), when = at, cycle, people }: Given = {}) {
  const decidedIn = cycle ?? (actor.kind === 'service' ? c.cycle : undefined);
  return decide(c, command, {
    actor,
    at: when,
    organisation: people ?? organisation,
    cycle: decidedIn,
    workingTime: officeHours,
  });
}

function after(c: Case, command: Command, given: Given = {}): Case {
  return events(c, command, given).reduce<Case>(evolve, c);
}

function rejected(c: Case, command: Command, given: Given = {}): Pick<Rejection, 'reason' | 'code' | 'field'> {
  try {
    events(c, command, given);
  } catch (error) {
    if (error instanceof Rejection) return { reason: error.reason, code: error.code, field: error.field };
    throw error;
  }
  throw new Error(`${command.type} was not rejected`);
}

const routing = service('routing');
const feedback = service('feedback');
const sla = service('sla');
const dispatch: Command = {
  type: 'dispatch',
  unitId: 'sh01-eng',
  handlerId: 'wang',
  category: 'facility.lift',
  severity: 'major',
  urgency: 'urgent',
  priority: 'p1',
  reasons: ['keyword: lift', 'least loaded'],
  flag: true,
};

describe('dispatch', () => {
  it('starts the first sign clock and keeps the reasons', () => {
    expect(after(openedCase(), dispatch, { actor: routing })).toMatchObject({
      state: 'dispatched',
      handlerId: 'wang',
      priority: 'p1',
      flagged: true,
      dispatches: 1,
      dispatchedAt: at,
      unassigned: false,
      dispatchReasons: ['keyword: lift', 'least loaded'],
    });
  });

  it.each(['suggestion', 'enquiry', 'praise'] as const)('keeps a %s at P4', (kind) => {
    expect(after(openedCase({ kind }), dispatch, { actor: routing }).priority).toBe('p4');
  });

  it('lets any member of the unit sign when only the unit is named, who becomes the handler', () => {
    const c = after(openedCase(), { ...dispatch, handlerId: undefined }, { actor: routing });
    expect(c.unassigned).toBe(true);
    expect(rejected(c, { type: 'sign' }, { actor: staffActor('otherlead') }).reason).toBe('forbidden');
    expect(after(c, { type: 'sign' }, { actor: staffActor('zhao') })).toMatchObject({
      state: 'signed',
      handlerId: 'zhao',
      unassigned: false,
    });
  });

  it('takes the priority from severity and urgency when a person dispatches', () => {
    const given = { ...dispatch, severity: 'general', urgency: 'low', priority: 'p1' } as Command;
    expect(after(openedCase(), given, { actor: staffActor('desk') }).priority).toBe('p4');
  });

  it.each([
    ['another park', { unitId: 'bj01-eng', handlerId: undefined }, 'unitId'],
    ['nowhere', { unitId: 'nowhere', handlerId: undefined }, 'unitId'],
    ['no unit at all', { unitId: undefined, handlerId: undefined }, 'unitId'],
    ['a person of another unit', { handlerId: 'otherlead' }, 'handlerId'],
    ['an auditor', { unitId: 'hq', handlerId: 'auditor' }, 'handlerId'],
  ])('does not let the desk dispatch to %s', (_label, wrong, field) => {
    expect(rejected(openedCase(), { ...dispatch, ...wrong }, { actor: staffActor('desk') })).toMatchObject({
      reason: 'invalid',
      field,
    });
  });

  it('trusts routing, whose copy of the directory may be newer', () => {
    const given: Command = { ...dispatch, unitId: 'brand-new', handlerId: 'just-hired' };
    expect(after(openedCase(), given, { actor: routing })).toMatchObject({
      unitId: 'brand-new',
      handlerId: 'just-hired',
    });
  });

  it('finds the unit of a named person', () => {
    const given = { ...dispatch, unitId: undefined } as Command;
    expect(after(openedCase(), given, { actor: staffActor('desk') }).unitId).toBe('sh01-eng');
  });
});

describe('redispatch', () => {
  const toZhao: Command = { type: 'redispatch', unitId: 'sh01-eng', handlerId: 'zhao', reason: 'shift' };

  it('runs under the same sign clock when routing adds the person', () => {
    const c = after(openedCase(), { ...dispatch, handlerId: undefined }, { actor: routing });
    const [event] = events(c, toZhao, { actor: routing, when: minutesLater(70) });
    expect(event).toMatchObject({ type: 'CaseRedispatched', newSignClock: false });
    expect(evolve(c, event as CaseEvent)).toMatchObject({
      handlerId: 'zhao',
      dispatches: 1,
      dispatchedAt: at,
      stateSince: at,
    });
  });

  it('starts a new sign clock by anybody else', () => {
    expect(
      after(caseIn('in_progress', { signedAt: minutesLater(5) }), toZhao, { actor: staffActor('lead') }),
    ).toMatchObject({
      state: 'dispatched',
      dispatches: 2,
      dispatchedAt: at,
    });
    expect(
      after(caseIn('signed', { signedAt: minutesLater(5) }), toZhao, { actor: staffActor('lead') }).signedAt,
    ).toBeUndefined();
  });

  it('takes the flag away when the desk does it, not when the lead does', () => {
    expect(after(caseIn('dispatched'), toZhao, { actor: staffActor('desk') }).flagged).toBe(false);
    expect(after(caseIn('dispatched'), toZhao, { actor: staffActor('lead') }).flagged).toBe(true);
  });

  it('leaves no flag for the desk once the case is resolved', () => {
    const c = caseIn('in_progress', { flagged: true, severity: 'general', visitedAt: at });
    expect(
      after(c, { type: 'resolve', rootCause: 'other', answer: 'done' }, { actor: staffActor('wang') }).flagged,
    ).toBe(false);
  });

  it('is refused where nothing would change', () => {
    const same: Command = { type: 'redispatch', unitId: 'sh01-eng', handlerId: 'wang', reason: 'again' };
    expect(rejected(caseIn('signed'), same, { actor: staffActor('desk') }).code).toBe('same_assignment');
    expect(rejected(caseIn('dispatched'), same, { actor: routing }).code).toBe('moved_on');
  });
});

describe('first contact', () => {
  const call: Command = { type: 'log-contact', means: 'phone', note: 'spoke with him' };

  it('is the first logged contact, and begins the work', () => {
    const c = after(caseIn('signed'), call);
    expect(c).toMatchObject({ state: 'in_progress', firstContactAt: at });
    expect(after(c, call, { when: minutesLater(90) }).firstContactAt).toEqual(at);
  });

  it('is the first reply where there is no other way to reach the person', () => {
    const reply: Command = { type: 'reply', text: 'We look into it.' };
    const anonymous = caseIn('dispatched', { hasContact: false });
    expect(after(anonymous, reply).firstContactAt).toEqual(at);
    expect(after(caseIn('dispatched'), reply).firstContactAt).toBeUndefined();
  });

  it('is by a known means', () => {
    expect(rejected(caseIn('signed'), { ...call, means: 'pigeon' })).toMatchObject({ field: 'means' });
  });
});

describe('waiting for the complainant', () => {
  it('is a pause from the question to the answer', () => {
    const waiting = after(caseIn('in_progress'), { type: 'wait-for-complainant', question: 'Which lift?' });
    expect(waiting).toMatchObject({ state: 'waiting_complainant', pauses: [{ from: at }] });
    const answered = after(
      waiting,
      { type: 'answer', text: 'The left one.' },
      { actor: complainant, when: minutesLater(90) },
    );
    expect(answered).toMatchObject({
      state: 'in_progress',
      pauses: [{ from: at, to: minutesLater(90) }],
    });
  });

  it.each<[string, Command, Actor]>([
    ['resume', { type: 'resume', note: '' }, staffActor('wang')],
    ['redispatch', { type: 'redispatch', unitId: 'sh01-sec', reason: 'theirs' }, staffActor('desk')],
    ['withdraw', { type: 'withdraw', reason: '' }, complainant],
  ])('ends with %s', (_name, command, actor) => {
    const { pauses } = after(caseIn('waiting_complainant'), command, { actor });
    expect(pauses).toEqual([{ from: minutesLater(3), to: at }]);
  });
});

describe('regrade', () => {
  it('works the priority out anew, and takes the flag away', () => {
    const command: Command = { type: 'regrade', severity: 'major', urgency: 'urgent', reason: 'people stuck' };
    const [event] = events(caseIn('in_progress'), command, { actor: staffActor('lead') });
    expect(event).toMatchObject({ fromPriority: 'p2', priority: 'p1', fromCategory: 'facility.lift' });
    expect(evolve(caseIn('in_progress'), event as CaseEvent)).toMatchObject({
      state: 'in_progress',
      priority: 'p1',
      flagged: false,
      category: 'facility.lift',
    });
  });

  it('keeps the priority that triage found when only the category changes', () => {
    const command: Command = { type: 'regrade', category: 'security.parking', reason: 'wrong word' };
    const raised = caseIn('signed', { severity: 'general', urgency: 'normal', priority: 'p1' });
    expect(after(raised, command, { actor: staffActor('desk') })).toMatchObject({
      category: 'security.parking',
      priority: 'p1',
    });
  });

  it.each<[string, Command]>([
    ['reason', { type: 'regrade', severity: 'major', reason: ' ' }],
    ['category', { type: 'regrade', category: 'Not a code', reason: 'x' }],
  ])('needs a proper %s', (field, command) => {
    expect(rejected(caseIn('signed'), command, { actor: staffActor('desk') })).toMatchObject({
      reason: 'invalid',
      field,
    });
  });
});

describe('texts', () => {
  const long = '字'.repeat(5_001);

  it.each<[string, Command, Actor]>([
    ['text', { type: 'add-note', text: long }, staffActor('wang')],
    ['text', { type: 'reply', text: '' }, staffActor('wang')],
    ['text', { type: 'answer', text: long }, complainant],
    ['question', { type: 'wait-for-complainant', question: '\n' }, staffActor('wang')],
    ['answer', { type: 'resolve', rootCause: 'other', answer: '' }, staffActor('wang')],
    ['rootCause', { type: 'resolve', answer: 'done' }, staffActor('wang')],
  ])('a wrong %s is named', (field, command, actor) => {
    const visited = caseIn('in_progress', { visitedAt: minutesLater(4) });
    expect(rejected(visited, command, { actor })).toMatchObject({ reason: 'invalid', field });
  });

  it('may have 5,000 UTF-16 units', () => {
    expect(events(caseIn('closed'), { type: 'add-note', text: '😀'.repeat(2_500) })).toHaveLength(1);
  });
});

describe('a service that was overtaken', () => {
  it('is told so when it decided in another cycle', () => {
    const close: Command = { type: 'close', outcome: 'resolved', note: '' };
    expect(rejected(caseIn('resolved', { cycle: 2 }), close, { actor: feedback, cycle: 1 }).code).toBe('moved_on');
  });

  it('must name its cycle', () => {
    const c = caseIn('resolved');
    const decideWithoutCycle = () =>
      decide(c, { type: 'start-revisit' }, { actor: feedback, at, organisation, workingTime: officeHours });
    expect(decideWithoutCycle).toThrow(expect.objectContaining({ reason: 'invalid', field: 'cycle' }));
  });
});

describe('close', () => {
  it('takes none of the outcomes that have their own commands', () => {
    const close: Command = { type: 'close', outcome: 'withdrawn', note: '' };
    expect(rejected(caseIn('resolved'), close, { actor: feedback })).toMatchObject({
      reason: 'invalid',
      field: 'outcome',
    });
  });

  it('is for headquarters only after the second reopening', () => {
    const close: Command = { type: 'close', outcome: 'unresolved_exhausted', note: 'all was tried' };
    const actor = staffActor('officer');
    expect(rejected(caseIn('resolved', { cycle: 2 }), close, { actor }).code).toBe('revisit_closes');
    expect(after(caseIn('resolved', { cycle: 3 }), close, { actor })).toMatchObject({
      state: 'closed',
      outcome: 'unresolved_exhausted',
      closedAt: at,
      open: false,
    });
  });
});

describe('reopen', () => {
  const reopen: Command = { type: 'reopen', reason: 'not solved' };

  it('starts the next cycle clean, and keeps the first contact', () => {
    const c = caseIn('closed', {
      signedAt: minutesLater(4),
      firstContactAt: minutesLater(5),
      resolvedAt: minutesLater(6),
      rootCause: 'other',
      answer: 'done',
      pauses: [{ from: minutesLater(5), to: minutesLater(6) }],
    });
    const reopened = after(c, reopen, { actor: feedback });
    expect(reopened).toMatchObject({
      state: 'dispatched',
      cycle: 2,
      cycleStartedAt: at,
      dispatchedAt: at,
      dispatches: 2,
      firstContactAt: minutesLater(5),
      pauses: [],
      open: true,
    });
    for (const gone of ['outcome', 'closedAt', 'resolvedAt', 'rootCause', 'answer', 'signedAt']) {
      expect(reopened).not.toHaveProperty(gone);
    }
  });

  it.each<[string, Partial<Case>, Organisation, string | undefined, string | undefined]>([
    ["the handler's team lead", {}, organisation, 'lead', 'sh01-eng'],
    ['the park manager, if the lead held it', { handlerId: 'lead' }, organisation, 'manager', 'sh01-office'],
    ['an HQ officer, if the park manager held it', { handlerId: 'manager' }, organisation, 'officer', 'hq'],
    [
      'the same HQ officer, if there is no other',
      { handlerId: 'officer', unitId: 'hq' },
      organisation,
      'officer',
      'hq',
    ],
    ['an HQ officer after the third no', { cycle: 3 }, organisation, 'officer', 'hq'],
    ["the unit's queue, if there is nobody", {}, leaderless, undefined, 'sh01-eng'],
  ])('goes to %s', (_label, state, people, handlerId, unitId) => {
    const c = after(caseIn('resolved', state), reopen, { actor: feedback, people });
    expect([c.handlerId, c.unitId]).toEqual([handlerId, unitId]);
  });

  it('is possible until seven days after closing', () => {
    const c = caseIn('closed', { closedAt: minutesLater(0) });
    const last = new Date(minutesLater(0).getTime() + reopenWindowMs);
    expect(after(c, reopen, { actor: complainant, when: last }).cycle).toBe(2);
    const tooLate = new Date(last.getTime() + 1);
    expect(rejected(c, reopen, { actor: complainant, when: tooLate }).code).toBe('reopen_window_over');
  });

  it.each(['declined', 'withdrawn'] as const)('does not bring back what was %s', (outcome) => {
    const c = caseIn('closed', { outcome });
    expect(rejected(c, reopen, { actor: complainant }).code).toBe('not_reopenable');
  });
});

describe('escalate', () => {
  const step = (percent: 100 | 150 | 200): Command => ({
    type: 'escalate',
    step: percent,
    clock: 'resolve',
    deadlineNumber: 1,
  });

  it.each<[100 | 150 | 200, string[]]>([
    [100, ['lead']],
    [150, ['manager']],
    [200, ['region', 'officer']],
  ])('at %i %% lets %s watch; the assignee stays', (percent, watcherIds) => {
    expect(after(caseIn('signed'), step(percent), { actor: sla })).toMatchObject({
      state: 'signed',
      handlerId: 'wang',
      escalationLevel: percent,
      watcherIds,
    });
  });

  it('never lowers the level, and keeps who watches already', () => {
    const high = after(caseIn('resolved'), step(150), { actor: sla });
    expect(after(high, step(100), { actor: sla })).toMatchObject({
      escalationLevel: 150,
      watcherIds: ['manager', 'lead'],
    });
  });

  it('names a level that nobody fills', () => {
    const [event] = events(caseIn('signed'), step(200), { actor: sla, people: leaderless });
    expect(event).toMatchObject({ watcherIds: [], nobodyAt: ['region-manager', 'hq-officer'] });
  });

  it('knows only the steps of the ladder', () => {
    const odd = { ...step(100), step: 120 } as unknown as Command;
    expect(rejected(caseIn('signed'), odd, { actor: sla })).toMatchObject({ reason: 'invalid', field: 'step' });
  });
});
