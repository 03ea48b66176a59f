import {
  type Actor,
  allowedCommands,
  type Case,
  type Command,
  entryFor,
  entryOf,
  evolve,
  publicEntry,
} from '../src/domain';
import { after, at, events, rejected } from './deciding';
import { caseIn, minutesLater, openedCase, organisation, service, staffActor } from './fixtures';

const transfer: Command = { type: 'transfer', handlerId: 'zhao', reason: 'zhao knows the lift' };
const takeBack: Command = { type: 'take-back', reason: 'a mistake' };
const handOver: Command = { type: 'hand-over', toHandlerId: 'zhao', note: 'the part comes at ten' };
const accept: Command = { type: 'accept-handover' };
const refuse: Command = { type: 'refuse-handover', reason: 'on my way home' };
const accuse = (...staffIds: string[]): Command => ({ type: 'name-accused', staffIds, reason: 'he shouted' });

/** Somebody who stands in for others now. */
function deputy(id: string, ...absent: string[]): Actor {
  const posts = absent.map((one) => {
    const { role, unitId } = organisation.member(one)!;
    return { role, unitId, parks: ['SH01'] };
  });
  return { ...staffActor(id), deputyOf: absent, posts } as Actor;
}

describe('a transfer', () => {
  it('goes to a member of the unit, with a new sign clock', () => {
    expect(after(caseIn('in_progress', { signedAt: minutesLater(5) }), transfer)).toMatchObject({
      state: 'dispatched',
      unitId: 'sh01-eng',
      handlerId: 'zhao',
      dispatches: 2,
      dispatchedAt: at,
      previous: { unitId: 'sh01-eng', handlerId: 'wang' },
      dispatchReasons: ['zhao knows the lift'],
    });
  });

  it.each<[string, object, string]>([
    ['a person of another unit', { handlerId: 'otherlead' }, 'handler_unknown handlerId'],
    ['nobody', { handlerId: '' }, 'handler_missing handlerId'],
    ['who has it', { handlerId: 'wang' }, 'same_assignment handlerId'],
    ['somebody without a reason', { reason: '' }, 'text_missing reason'],
  ])('does not go to %s', (_label, wrong, code) => {
    expect(rejected(caseIn('signed'), { ...transfer, ...wrong })).toBe(`invalid ${code}`);
  });
});

describe('taking back', () => {
  const gone = () =>
    after(caseIn('in_progress'), { type: 'redispatch', unitId: 'sh01-sec', reason: 'theirs' }, { by: 'lead' });

  it.each(['wang', 'lead', 'otherlead', 'desk'])('brings the case to where it was, by %s', (by) => {
    expect(after(gone(), takeBack, { by, at: minutesLater(90) })).toMatchObject({
      state: 'dispatched',
      unitId: 'sh01-eng',
      handlerId: 'wang',
      dispatches: 3,
      dispatchedAt: minutesLater(90),
    });
  });

  it('is not for others', () => {
    expect(rejected(gone(), takeBack, { by: 'zhao' })).toBe('forbidden not_yours');
  });

  it('is over once the case is signed, and does not go to and fro', () => {
    const to = { type: 'redispatch', unitId: 'sh01-sec', handlerId: 'otherlead', reason: 'theirs' } as const;
    const signed = after(after(caseIn('signed'), to, { by: 'desk' }), { type: 'sign' }, { by: 'otherlead' });
    expect(rejected(signed, takeBack, { by: 'desk' })).toBe('refused not_in_this_state');
    const back = after(gone(), takeBack, { by: 'desk' });
    expect(rejected(back, takeBack, { by: 'desk' })).toBe('refused nothing_to_take_back');
  });

  it('is refused for a first dispatch', () => {
    expect(rejected(caseIn('dispatched'), takeBack, { by: 'desk' })).toBe('refused nothing_to_take_back');
  });

  it.each<[string, Partial<Case>]>([
    ['has left', { previous: { unitId: 'sh01-eng', handlerId: 'gone' } }],
    ['is accused', { accusedIds: ['wang'] }],
  ])('goes to the queue of the unit where the person %s', (_label, more) => {
    const c = after({ ...gone(), ...more } as Case, takeBack, { by: 'desk' });
    expect([c.unitId, c.handlerId]).toEqual(['sh01-eng', undefined]);
  });
});

describe('a handover at the end of a shift', () => {
  const offered = () => after(caseIn('in_progress', { signedAt: minutesLater(5) }), handOver);

  it('waits for the colleague: until he accepts nothing changes', () => {
    expect(offered()).toMatchObject({
      state: 'in_progress',
      handlerId: 'wang',
      handover: { by: 'wang', toHandlerId: 'zhao', note: 'the part comes at ten' },
    });
  });

  it('changes the handler and nothing else of the work', () => {
    const taken = after(offered(), accept, { by: 'zhao', at: minutesLater(90) });
    expect(taken).toMatchObject({
      state: 'in_progress',
      handlerId: 'zhao',
      dispatches: 1,
      dispatchedAt: minutesLater(2),
      signedAt: minutesLater(5),
      stateSince: minutesLater(3),
    });
    expect(taken).not.toHaveProperty('handover');
  });

  it('leaves everything as it was where the colleague refuses', () => {
    const left = after(offered(), refuse, { by: 'zhao' });
    expect(left.handlerId).toBe('wang');
    expect(left).not.toHaveProperty('handover');
    expect(rejected(left, accept, { by: 'zhao' })).toBe('forbidden not_yours');
    expect(rejected(offered(), { ...refuse, reason: '' }, { by: 'zhao' })).toBe('invalid text_missing reason');
  });

  it('is not for a colleague who has changed his unit meanwhile: he can only refuse', () => {
    const moved = { ...staffActor('zhao'), unitId: 'sh01-sec' } as Actor;
    expect(rejected(offered(), accept, { by: moved })).toBe('refused not_in_the_unit');
    expect(allowedCommands(offered(), moved, at)).not.toContain('accept-handover');
    expect(after(offered(), refuse, { by: moved })).not.toHaveProperty('handover');
  });

  it('can be offered to somebody else instead', () => {
    const other = after(offered(), { ...handOver, toHandlerId: 'lead' });
    expect(rejected(other, accept, { by: 'zhao' })).toBe('forbidden not_yours');
    expect(after(other, accept, { by: 'lead' }).handlerId).toBe('lead');
  });

  it.each(['p3', 'p4'] as const)('is not needed for a %s', (priority) => {
    expect(rejected(caseIn('signed', { priority }), handOver)).toBe('refused handover_not_needed');
  });

  it.each<[string, object, string]>([
    ['a note', { note: ' ' }, 'text_missing note'],
    ['a colleague of the unit', { toHandlerId: 'otherlead' }, 'handler_unknown toHandlerId'],
    ['somebody else', { toHandlerId: 'wang' }, 'same_assignment toHandlerId'],
  ])('needs %s', (_label, wrong, code) => {
    expect(rejected(caseIn('signed'), { ...handOver, ...wrong })).toBe(`invalid ${code}`);
  });

  it.each<[string, Command]>([
    ['resolved', { type: 'resolve', rootCause: 'other', answer: 'It runs again.' }],
    ['transferred', { ...transfer, handlerId: 'lead' }],
  ])('is off once the case is %s', (_label, command) => {
    const c = { ...offered(), severity: 'general' as const } as Case;
    expect(after(c, command)).not.toHaveProperty('handover');
  });
});

describe('whom the complaint is about', () => {
  it.each(['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended'] as const)(
    'loses the %s case: it waits in the queue of the unit, and the desk looks at it',
    (state) => {
      expect(after(caseIn(state, { flagged: false }), accuse('wang'), { by: 'officer' })).toMatchObject({
        state: 'dispatched',
        unitId: 'sh01-eng',
        unassigned: true,
        flagged: true,
        accusedIds: ['wang'],
        dispatches: 2,
        dispatchedAt: at,
      });
    },
  );

  it('stays with a person who is not meant', () => {
    expect(after(caseIn('in_progress'), accuse('otherlead'), { by: 'officer' })).toMatchObject({
      state: 'in_progress',
      handlerId: 'wang',
    });
  });

  it('is named before the dispatch too, and then is not chosen, not even by routing', () => {
    const c = after(openedCase(), accuse('wang'), { by: 'desk' });
    const dispatch: Command = { type: 'dispatch', unitId: 'sh01-eng', handlerId: 'wang', reasons: [], flag: false };
    expect(rejected(c, dispatch, { by: 'desk' })).toBe('invalid handler_accused handlerId');
    const dispatched = after(c, dispatch, { by: service('routing') });
    expect(dispatched).toMatchObject({ state: 'dispatched', unitId: 'sh01-eng', unassigned: true });
    expect(rejected(dispatched, { type: 'sign' }, { by: 'wang' })).toBe('refused not_impartial');
    expect(after(dispatched, { type: 'sign' }, { by: 'zhao' }).handlerId).toBe('zhao');
  });

  it('neither gets it by a transfer nor by a handover', () => {
    const c = caseIn('in_progress', { accusedIds: ['zhao'] });
    expect(rejected(c, transfer)).toBe('invalid handler_accused handlerId');
    expect(rejected(c, handOver)).toBe('invalid handler_accused toHandlerId');
    const offered = after(after(caseIn('in_progress'), handOver), accuse('zhao'), { by: 'officer' });
    expect(rejected(offered, accept, { by: 'zhao' })).toBe('forbidden not_yours');
  });

  it('does not watch it, nor get it when it is reopened', () => {
    const c = caseIn('resolved', { accusedIds: ['lead'] });
    const escalate: Command = { type: 'escalate', step: 100, clock: 'revisit', deadlineNumber: 1 };
    expect(events(c, escalate, { by: service('sla') })[0]).toMatchObject({ watcherIds: [], nobodyAt: ['team-lead'] });
    expect(after(c, { type: 'reopen', reason: 'no' }, { by: service('feedback') }).handlerId).toBe('manager');
  });

  it('is not who has handled it with its master', () => {
    const settled: Command = { type: 'resolve-linked', rootCause: 'other', answer: 'done', unitId: 'sh01-eng' };
    const c = caseIn('linked', { accusedIds: ['zhao'], handlerId: undefined });
    const by = service('casework');
    expect(after(c, { ...settled, handlerId: 'zhao' }, { by })).toMatchObject({ unitId: 'sh01-eng', unassigned: true });
    expect(after(c, { ...settled, handlerId: 'lead' }, { by }).handlerId).toBe('lead');
  });

  it('does not say who is accused', () => {
    const c = caseIn('signed', { accusedIds: ['manager'] });
    expect(rejected(c, accuse(), { by: 'manager' })).toBe('refused not_impartial');
    expect(after(c, accuse(), { by: 'region' }).accusedIds).toEqual([]);
  });

  it.each<[string, Command, string]>([
    ['a person unknown', accuse('nobody'), 'invalid staff_unknown staffIds'],
    ['those who are named already', accuse('wang'), 'invalid nothing_changes staffIds'],
    ['half the town', accuse(...Array.from({ length: 51 }, (_, n) => `s${n}`)), 'invalid too_many staffIds'],
    ['without a reason', { ...accuse('zhao'), reason: '' } as Command, 'invalid text_missing reason'],
  ])('is not %s', (_label, command, code) => {
    expect(rejected(caseIn('resolved', { accusedIds: ['wang'] }), command, { by: 'officer' })).toBe(code);
  });

  it('is a sealed matter', () => {
    const [named] = events(caseIn('signed'), accuse('wang'), { by: 'officer' });
    const entry = entryOf(named!, staffActor('officer'), 1);
    expect(entry).toMatchObject({ visibility: 'sealed', facts: { staffIds: 'wang' } });
    expect(publicEntry('AccusedNamed', entry)).toBeUndefined();
  });

  it('is not read by whom the complaint is about, were he the auditor', () => {
    const [named] = events(caseIn('signed'), accuse('auditor'), { by: 'officer' });
    const entry = entryOf(named!, staffActor('officer'), 1);
    const readBy = (id: string) => entryFor('AccusedNamed', entry, staffActor(id), evolve(caseIn('signed'), named!));
    expect([readBy('auditor'), readBy('officer')]).toEqual([undefined, entry]);
  });

  it('takes a linked case from the accused, but the desk looks at it only once it is unlinked', () => {
    const c = after(caseIn('linked'), accuse('wang'), { by: 'officer' });
    expect([c.state, c.handlerId, c.flagged]).toEqual(['linked', undefined, false]);
    expect(after(c, { type: 'unlink', reason: 'another lift' }, { by: 'desk' }).flagged).toBe(true);
  });
});

describe('a deputy', () => {
  it('signs and works for the person who is away', () => {
    const signed = after(caseIn('dispatched'), { type: 'sign' }, { by: deputy('zhao', 'wang') });
    expect(signed).toMatchObject({ state: 'signed', handlerId: 'wang' });
    expect(after(signed, { type: 'start' }, { by: deputy('zhao', 'wang') }).state).toBe('in_progress');
    expect(rejected(signed, { type: 'start' }, { by: 'zhao' })).toBe('forbidden not_yours');
  });

  it('does not handle a case that is about himself', () => {
    const c = caseIn('dispatched', { accusedIds: ['zhao'] });
    expect(rejected(c, { type: 'sign' }, { by: deputy('zhao', 'wang') })).toBe('refused not_impartial');
  });

  it.each(['lead', 'manager'])('decides in the place of the %s', (absent) => {
    const asked: Command = { type: 'request-extension', until: minutesLater(300), reason: 'the part' };
    const c = after(caseIn('in_progress'), asked, { resolveDueAt: minutesLater(120) });
    expect(allowedCommands(c, deputy('zhao', absent), at)).toContain('decide-extension');
    expect(allowedCommands(c, staffActor('zhao'), at)).not.toContain('decide-extension');
  });

  it('of a manager of other parks has no say in this one', () => {
    const posts = [{ role: 'park-manager', unitId: 'bj01-office', parks: ['BJ01'] }];
    const actor = { ...staffActor('zhao'), posts } as Actor;
    expect(allowedCommands(caseIn('in_progress'), actor, at)).not.toContain('suspend');
  });
});

it('takes the accused off those who watch the case', () => {
  const watched = { ...caseIn('in_progress'), watcherIds: ['lead', 'pm'] };
  expect(after(watched, accuse('lead'), { by: 'desk' }).watcherIds).toEqual(['pm']);
});
