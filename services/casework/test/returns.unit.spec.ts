import { allowedCommands, type Case, type Command, entryOf, evolve, publicEntry } from '../src/domain';
import { after, at, events, type Given, rejected } from './deciding';
import { caseIn, minutesLater, service, staffActor } from './fixtures';

const hour = 60;
const ask: Command = {
  type: 'request-return',
  reason: 'wrong_unit',
  proposedUnitId: 'sh01-sec',
  note: 'a parking matter',
  evidence: ['photo-1'],
};
const accept: Command = { type: 'decide-return', granted: true, note: '' };
const refuse: Command = { type: 'decide-return', granted: false, note: 'it is yours' };

const asked = (from: 'dispatched' | 'signed' | 'in_progress' = 'in_progress', more: Partial<Case> = {}) =>
  after(caseIn(from, { ...(from === 'dispatched' ? {} : { signedAt: minutesLater(5) }), ...more }), ask);

describe('asking', () => {
  it('keeps who asked, from where, why, for whom, with what evidence, and until when it is to be decided', () => {
    expect(asked()).toMatchObject({
      state: 'return_requested',
      returns: [
        {
          id: 'return-1',
          by: 'wang',
          fromUnitId: 'sh01-eng',
          fromHandlerId: 'wang',
          fromState: 'in_progress',
          reason: 'wrong_unit',
          proposedUnitId: 'sh01-sec',
          evidence: ['photo-1'],
          decideBy: minutesLater(60 + 4 * hour),
          arbitration: false,
        },
      ],
      timerAt: minutesLater(60 + 4 * hour),
    });
  });

  it('is possible within one working day of the dispatch, and not a moment longer', () => {
    const last = minutesLater(2 + 8 * hour);
    expect(after(caseIn('signed'), ask, { at: last }).state).toBe('return_requested');
    const late = new Date(last.getTime() + 1);
    expect(rejected(caseIn('signed'), ask, { at: late })).toBe('refused return_late');
  });

  it('counts the working day from the newest dispatch', () => {
    const redispatched = after(
      caseIn('in_progress'),
      { type: 'redispatch', unitId: 'sh01-sec', handlerId: 'otherlead', reason: 'theirs' },
      { by: 'desk', at: minutesLater(30 * hour) },
    );
    const theirs = { ...ask, proposedUnitId: 'sh01-eng' } as Command;
    expect(after(redispatched, theirs, { by: 'otherlead', at: minutesLater(38 * hour) }).state).toBe(
      'return_requested',
    );
  });

  it.each<[string, Partial<Extract<Command, { type: 'request-return' }>>, string]>([
    ['a reason', { reason: undefined }, 'reason_unknown reason'],
    ['the unit proposed', { proposedUnitId: ' ' }, 'unit_missing proposedUnitId'],
    ['another unit than its own', { proposedUnitId: 'sh01-eng' }, 'same_unit proposedUnitId'],
    ['a unit that there is', { proposedUnitId: 'nowhere' }, 'unit_unknown proposedUnitId'],
    ['a unit of this park', { proposedUnitId: 'bj01-eng' }, 'unit_unknown proposedUnitId'],
    ['words where no code fits', { reason: 'other', note: ' ' }, 'text_missing note'],
    ['evidence that can be found', { evidence: [''] }, 'references_malformed evidence'],
    [
      'evidence that can be looked through',
      { evidence: Array.from({ length: 21 }, (_, n) => `p${n}`) },
      'references_malformed evidence',
    ],
  ])('names %s', (_label, wrong, code) => {
    expect(rejected(caseIn('signed'), { ...ask, ...wrong })).toBe(`invalid ${code}`);
  });

  it('may propose a unit of another park where the matter is that park’s', () => {
    const elsewhere = { ...ask, reason: 'other_park', proposedUnitId: 'bj01-eng' } as Command;
    expect(after(caseIn('signed'), elsewhere).returns[0]?.proposedUnitId).toBe('bj01-eng');
  });
});

describe('accepting', () => {
  it('dispatches the case to the unit proposed, with a new sign clock', () => {
    expect(after(asked(), accept, { by: 'desk', at: minutesLater(90) })).toMatchObject({
      state: 'dispatched',
      unitId: 'sh01-sec',
      unassigned: true,
      dispatches: 2,
      dispatchedAt: minutesLater(90),
      previous: { unitId: 'sh01-eng', handlerId: 'wang' },
      returns: [{ decided: { by: 'desk', granted: true, at: minutesLater(90) }, arbitration: false }],
    });
    expect(after(asked(), accept, { by: 'desk' })).not.toHaveProperty('signedAt');
  });

  it.each<[string, object, object]>([
    ['another unit', { unitId: 'sh01-office' }, { unitId: 'sh01-office' }],
    ['a person', { handlerId: 'otherlead' }, { unitId: 'sh01-sec', handlerId: 'otherlead' }],
  ])('may name %s', (_label, to, wanted) => {
    expect(after(asked(), { ...accept, ...to }, { by: 'desk' })).toMatchObject(wanted);
  });

  it('never leaves it where it was', () => {
    const same = { ...accept, unitId: 'sh01-eng' } as Command;
    expect(rejected(asked(), same, { by: 'desk' })).toBe('invalid same_unit unitId');
  });

  it('leaves the first return not final, so that the next unit may return it too', () => {
    const theirs = after(asked(), accept, { by: 'desk' });
    const again = { ...ask, proposedUnitId: 'sh01-office' } as Command;
    expect(after(theirs, again, { by: 'otherlead', at: minutesLater(70) }).returns[1]).toMatchObject({
      id: 'return-2',
      fromUnitId: 'sh01-sec',
      arbitration: true,
    });
  });
});

describe('refusing', () => {
  it.each(['signed', 'in_progress'] as const)('goes back to %s, under the same sign clock', (from) => {
    expect(after(asked(from), refuse, { by: 'desk' })).toMatchObject({
      state: from,
      handlerId: 'wang',
      dispatches: 1,
      dispatchedAt: minutesLater(2),
      signedAt: minutesLater(5),
      returns: [{ decided: { granted: false, note: 'it is yours' } }],
    });
  });

  it('goes back to dispatched with a new sign clock, as the return ended the old one', () => {
    const before = { previous: { unitId: 'sh01-sec' } };
    expect(after(asked('dispatched', before), refuse, { by: 'desk', at: minutesLater(90) })).toMatchObject({
      state: 'dispatched',
      handlerId: 'wang',
      dispatches: 2,
      dispatchedAt: minutesLater(90),
      ...before,
    });
  });

  it('goes to the queue of the unit where the handler was accused meanwhile', () => {
    const accused = after(
      asked(),
      { type: 'name-accused', staffIds: ['wang'], reason: 'he shouted' },
      { by: 'officer' },
    );
    expect(after(accused, refuse, { by: 'desk' })).toMatchObject({ state: 'dispatched', unassigned: true });
  });

  it('says why', () => {
    expect(rejected(asked(), { ...refuse, note: '' }, { by: 'desk' })).toBe('invalid text_missing note');
  });

  it('leaves the unit no second try', () => {
    const back = after(asked(), refuse, { by: 'desk' });
    expect(rejected(back, ask, { by: 'zhao' })).toBe('refused already_returned');
  });
});

describe('arbitration', () => {
  const second = () => {
    const theirs = after(asked(), accept, { by: 'desk' });
    return after(
      theirs,
      { ...ask, proposedUnitId: 'sh01-office' },
      {
        by: 'otherlead',
        at: minutesLater(70),
      },
    );
  };
  const undecided = (recorded: boolean) => {
    const c = asked();
    return recorded ? evolve(c, { type: 'ReturnSentToArbitration', at, returnId: 'return-1' }) : c;
  };
  const afterLimit: Given = { at: minutesLater(60 + 4 * hour) };

  it.each<[string, () => Case, Given]>([
    ['the second return', second, { at: minutesLater(80) }],
    ['a return that is undecided after 4 wh', () => undecided(true), afterLimit],
    ['the same before the timer has recorded it', () => undecided(false), afterLimit],
  ])('by headquarters decides %s, and finally', (_label, make, given) => {
    const c = make();
    expect(rejected(c, accept, { by: 'desk', ...given })).toBe('refused arbitration');
    const [decided] = events(c, refuse, { by: 'officer', ...given });
    expect(decided).toMatchObject({ type: 'ReturnRefused', final: true });
    const back = evolve(c, decided!);
    expect(back.returns.at(-1)).toMatchObject({ arbitration: true, decided: { by: 'officer' } });
    const elsewhere = { ...back, unitId: 'sh01-office' } as Case;
    expect(rejected(elsewhere, ask, { by: 'manager', at: minutesLater(90) })).toBe('refused return_final');
  });

  it('is not undone by taking the case back', () => {
    const settled = after(second(), accept, { by: 'officer', at: minutesLater(80) });
    expect(rejected(settled, { type: 'take-back', reason: 'still ours' }, { by: 'otherlead' })).toBe(
      'forbidden not_yours',
    );
    expect(rejected(settled, { type: 'take-back', reason: 'no' }, { by: 'desk' })).toBe('refused nothing_to_take_back');
  });

  it.each(['desk', 'lead', 'manager'])('is not undone by a redispatch of the %s to another unit', (by) => {
    const c = after(second(), refuse, { by: 'officer', at: minutesLater(80) });
    const settled = { ...c, unitId: 'sh01-eng', handlerId: 'wang' } as Case;
    const away: Command = { type: 'redispatch', unitId: 'sh01-office', reason: 'theirs after all' };
    expect(rejected(settled, away, { by })).toBe('refused arbitration_final');
    expect(after(settled, { ...away, unitId: 'sh01-eng', handlerId: 'zhao' }, { by }).handlerId).toBe('zhao');
  });

  it('is not undone by routing, which may still add the person', () => {
    const settled = after(second(), accept, { by: 'officer', at: minutesLater(80) });
    expect(settled).toMatchObject({ unitId: 'sh01-office', unassigned: true });
    const away: Command = { type: 'redispatch', unitId: 'sh01-sec', reason: '' };
    expect(rejected(settled, away, { by: service('routing') })).toBe('refused moved_on');
    const person: Command = { ...away, unitId: 'sh01-office', handlerId: 'manager' };
    expect(after(settled, person, { by: service('routing') }).handlerId).toBe('manager');
  });

  it('is not undone by linking the case and unlinking it again', () => {
    const settled = after(second(), refuse, { by: 'officer', at: minutesLater(80) });
    const master = caseIn('in_progress', { id: 'case-9', number: 'SH01-20260302-00009' });
    const detour = (c: Case): Case => {
      const linked = after(c, { type: 'link', master: master.number }, { by: 'desk', master });
      return after(linked, { type: 'unlink', reason: 'not the same' }, { by: 'desk' });
    };
    const unlinked = detour(settled);
    expect(unlinked).toMatchObject({ state: 'registered', flagged: true });
    const dispatch = (unitId: string): Command => ({ type: 'dispatch', unitId, reasons: [], flag: false });
    expect(rejected(unlinked, dispatch('sh01-office'), { by: 'desk' })).toBe('refused arbitration_final');
    expect(rejected(unlinked, dispatch('sh01-office'), { by: service('routing') })).toBe('refused moved_on');
    expect(after(unlinked, dispatch('sh01-sec'), { by: 'desk' })).toMatchObject({ unitId: 'sh01-sec' });
    expect(after(unlinked, dispatch('sh01-office'), { by: 'officer' }).unitId).toBe('sh01-office');
    // However often.
    expect(rejected(detour(unlinked), dispatch('sh01-office'), { by: 'desk' })).toBe('refused arbitration_final');
  });

  it('that leaves a case where it is keeps it from being taken back to the unit before', () => {
    const c = after(second(), refuse, { by: 'officer', at: minutesLater(80) });
    expect(c).toMatchObject({ state: 'dispatched', unitId: 'sh01-sec', previous: { unitId: 'sh01-eng' } });
    const takeBack: Command = { type: 'take-back', reason: 'ours' };
    expect(rejected(c, takeBack, { by: 'wang' })).toBe('refused arbitration_final');
    expect(rejected(c, takeBack, { by: 'desk' })).toBe('refused arbitration_final');
    expect(allowedCommands(c, staffActor('desk'), minutesLater(90))).not.toContain('take-back');
    expect(after(c, takeBack, { by: 'officer' }).unitId).toBe('sh01-eng');
  });

  it('may be changed by headquarters itself, and binds nobody in the next cycle', () => {
    const settled = after(second(), accept, { by: 'officer', at: minutesLater(80) });
    const away: Command = { type: 'redispatch', unitId: 'sh01-sec', reason: 'a mistake' };
    expect(after(settled, away, { by: 'officer' }).unitId).toBe('sh01-sec');
    const reopened = { ...settled, cycle: 2 };
    expect(after(reopened, away, { by: 'manager' }).unitId).toBe('sh01-sec');
  });

  it('does not make final what headquarters decides as the desk does', () => {
    expect(events(asked(), refuse, { by: 'officer' })[0]).toMatchObject({ final: false });
  });
});

describe('who decides', () => {
  it('is not accused', () => {
    expect(rejected(asked('signed', { accusedIds: ['desk'] }), accept, { by: 'desk' })).toBe('refused not_impartial');
  });

  it('has not asked for it', () => {
    const byOfficer = after(caseIn('signed', { unitId: 'hq', handlerId: 'officer' }), ask, { by: 'officer' });
    expect(rejected(byOfficer, accept, { by: 'officer' })).toBe('refused not_impartial');
    expect(after(byOfficer, accept, { by: 'admin' }).state).toBe('dispatched');
  });
});

it('shows the complainant to which unit the case went, and nothing of the dispute', () => {
  const [requested] = events(caseIn('signed'), ask);
  const [accepted] = events(asked(), { ...accept, note: 'engineering is tired of it' }, { by: 'desk' });
  expect(publicEntry(requested!.type, entryOf(requested!, staffActor('wang'), 1))).toBeUndefined();
  expect(publicEntry(accepted!.type, entryOf(accepted!, staffActor('desk'), 1))).toMatchObject({
    actor: { id: '' },
    text: '',
    facts: { unitId: 'sh01-sec' },
  });
});
