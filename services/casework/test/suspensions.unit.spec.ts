import { allowedCommands, type Case, type Command, entryOf, publicEntry } from '../src/domain';
import { after, at, events, type Given, rejected } from './deciding';
import { caseIn, complainant, minutesLater, staffActor } from './fixtures';

const dayMinutes = 24 * 60;
const reviewAt = minutesLater(60 + 20 * dayMinutes);
const ask: Command = { type: 'request-suspension', reason: 'season', reviewAt, note: 'planting is in spring' };
const grant: Command = { type: 'decide-suspension', suspensionId: 'suspension-1', granted: true, note: 'right' };
const refuse: Command = { type: 'decide-suspension', suspensionId: 'suspension-1', granted: false, note: 'no' };
const suspend: Command = { type: 'suspend', reason: 'engineering', reviewAt, note: 'the pipe is dug up' };
const asked = (more: Partial<Case> = {}) => after(caseIn('in_progress', more), ask);
/** One working day of the fixtures after the request. */
const limit = minutesLater(60 + 8 * 60);

describe('asking for a suspension', () => {
  it('gives the park manager one working day', () => {
    expect(asked()).toMatchObject({
      state: 'in_progress',
      suspensions: [{ id: 'suspension-1', by: 'wang', reason: 'season', reviewAt, decideBy: limit }],
      timerAt: limit,
    });
  });

  it.each<[string, object, string]>([
    ['a reason', { reason: undefined }, 'reason_unknown reason'],
    ['a review date', { reviewAt: undefined }, 'review_missing reviewAt'],
    ['a review date to come', { reviewAt: at }, 'review_passed reviewAt'],
    ['a review date within 180 days', { reviewAt: minutesLater(61 + 180 * dayMinutes) }, 'review_too_late reviewAt'],
    ['an explanation', { note: '' }, 'text_missing note'],
  ])('needs %s, and so does suspending', (_label, wrong, code) => {
    expect(rejected(caseIn('in_progress'), { ...ask, ...wrong })).toBe(`invalid ${code}`);
    expect(rejected(caseIn('in_progress'), { ...suspend, ...wrong }, { by: 'manager' })).toBe(`invalid ${code}`);
  });

  it('waits for the one that is undecided, and so does suspending', () => {
    expect(rejected(asked(), ask)).toBe('refused suspension_pending');
    expect(rejected(asked(), suspend, { by: 'manager' })).toBe('refused suspension_pending');
    expect(after(after(asked(), refuse, { by: 'manager' }), ask).suspensions).toHaveLength(2);
  });
});

describe('a granted suspension', () => {
  it('rests from the decision until the review date, which the timer waits for', () => {
    const c = after(asked(), grant, { by: 'manager', at: minutesLater(90) });
    expect(c).toMatchObject({
      state: 'suspended',
      suspended: [{ from: minutesLater(90) }],
      suspensions: [{ decided: { by: 'manager', granted: true, note: 'right' } }],
      timerAt: reviewAt,
    });
  });

  it('may have another review date than was wished for', () => {
    const sooner = minutesLater(5_000);
    expect(after(asked(), { ...grant, reviewAt: sooner }, { by: 'manager' }).timerAt).toEqual(sooner);
    const passed = { by: 'manager', at: new Date(reviewAt.getTime() + 1) };
    expect(rejected(asked(), grant, passed)).toBe('invalid review_passed reviewAt');
  });

  it('ends the waiting for the complainant', () => {
    const c = after(after(caseIn('waiting_complainant'), ask), grant, { by: 'manager', at: minutesLater(90) });
    expect(c.pauses).toEqual([{ from: minutesLater(3), to: minutesLater(90) }]);
  });

  it.each<[string, Command, Given]>([
    ['resume', { type: 'resume', note: 'spring is here' }, {}],
    ['redispatch', { type: 'redispatch', unitId: 'sh01-sec', reason: 'theirs' }, { by: 'desk' }],
    ['transfer', { type: 'transfer', handlerId: 'zhao', reason: 'holiday' }, {}],
    ['withdraw', { type: 'withdraw', reason: '' }, { by: complainant }],
  ])('ends with %s', (_label, command, given) => {
    const rests = after(caseIn('in_progress'), suspend, { by: 'manager' });
    const end = minutesLater(200);
    const c = after(rests, command, { ...given, at: end });
    expect(c.suspended).toEqual([{ from: at, to: end }]);
    expect(c.suspensions[0]).toMatchObject({ endedAt: end });
  });

  it('leaves the next one its own times', () => {
    const once = after(after(caseIn('in_progress'), suspend, { by: 'manager' }), { type: 'resume', note: '' });
    const twice = after(once, suspend, { by: 'manager', at: minutesLater(200) });
    expect(twice.suspensions.map(({ id, endedAt }) => [id, endedAt])).toEqual([
      ['suspension-1', at],
      ['suspension-2', undefined],
    ]);
  });
});

describe('a refused suspension', () => {
  it('changes nothing but that it is decided, with a word why', () => {
    expect(after(asked(), refuse, { by: 'manager' })).toMatchObject({
      state: 'in_progress',
      suspended: [],
      suspensions: [{ decided: { granted: false, note: 'no' } }],
    });
    expect(rejected(asked(), { ...refuse, note: '' }, { by: 'manager' })).toBe('invalid text_missing note');
    expect(rejected(after(asked(), refuse, { by: 'manager' }), grant, { by: 'manager' })).toBe(
      'refused nothing_to_decide',
    );
  });
});

describe('who decides about a suspension', () => {
  it('is the region manager too, once the time of the park manager is over', () => {
    const before: Given = { by: 'region', at: new Date(limit.getTime() - 1) };
    expect(rejected(asked(), grant, before)).toBe('refused not_overdue');
    expect(after(asked(), grant, { by: 'region', at: limit }).state).toBe('suspended');
    expect(after(asked(), grant, { by: 'manager', at: limit }).state).toBe('suspended');
  });

  it('is not the accused', () => {
    const c = asked({ accusedIds: ['manager'] });
    expect(rejected(c, grant, { by: 'manager' })).toBe('refused not_impartial');
    expect(allowedCommands(c, staffActor('manager'), at)).not.toContain('decide-suspension');
    expect(rejected(caseIn('in_progress', { accusedIds: ['manager'] }), suspend, { by: 'manager' })).toBe(
      'refused not_impartial',
    );
  });

  it('is at once the region manager where the park manager handles the case himself', () => {
    const own = after(caseIn('in_progress', { handlerId: 'manager' }), ask, { by: 'manager' });
    expect(rejected(own, grant, { by: 'manager' })).toBe('refused not_impartial');
    expect(after(own, grant, { by: 'region' }).state).toBe('suspended');
  });
});

it('tells the complainant that the case rests, why and until when, but not what was written about it', () => {
  const [suspended] = events(caseIn('in_progress'), suspend, { by: 'manager' });
  expect(publicEntry('CaseSuspended', entryOf(suspended!, staffActor('manager'), 1))).toMatchObject({
    actor: { id: '' },
    text: '',
    facts: { reason: 'engineering', reviewAt: reviewAt.toISOString() },
  });
  const [requested] = events(caseIn('in_progress'), ask);
  expect(publicEntry('SuspensionRequested', entryOf(requested!, staffActor('wang'), 1))).toBeUndefined();
});
