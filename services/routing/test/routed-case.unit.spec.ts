import { evolve, needOf, observe, type SeenCase, type TriageDecided } from '../src/domain/routed-case';

const seen = (more: Partial<SeenCase> = {}): SeenCase => ({
  ...{
    id: 'c1',
    groupId: 'demo',
    parkCode: 'SH01',
    number: 'n',
    cycle: 1,
    state: 'registered',
    unitId: '',
    handlerId: '',
  },
  ...{
    category: '',
    priority: '',
    complainantRef: '',
    place: '',
    receivedAt: new Date(0),
    dispatches: 0,
    accusedIds: [],
  },
  ...more,
});
const decision: TriageDecided = {
  ...{ number: 'n', groupId: 'demo', parkCode: 'SH01', cycle: 1, addsPerson: false, dispatches: 0 },
  assignment: {
    ...{ category: 'fees', priority: 'p3', severity: 'general', urgency: 'normal', unitId: 'u', handlerId: 'h' },
    ...{ reasons: [], backstop: false, flagged: false },
  },
};

describe('what a case needs of routing', () => {
  it('is another dispatch when it was unlinked, however often it was decided before', () => {
    const decided = evolve(observe(undefined, seen()), decision);
    expect(needOf(decided, seen(), { unlinked: true })).toBe('dispatch');
    expect(needOf(decided, seen({ state: 'closed' }), { unlinked: true })).toBeUndefined();
  });

  it.each([
    ['triage when it has been opened', undefined, seen(), true, 'triage'],
    [
      'nothing when it has been decided in this cycle',
      evolve(observe(undefined, seen()), decision),
      seen(),
      true,
      undefined,
    ],
    ['nothing while it is registered and this is not its opening', undefined, seen(), false, undefined],
    [
      'a person when only a unit has it',
      undefined,
      seen({ state: 'dispatched', unitId: 'u', dispatches: 1 }),
      false,
      'person',
    ],
    [
      'nothing when a person has it',
      undefined,
      seen({ state: 'dispatched', unitId: 'u', handlerId: 'h' }),
      false,
      undefined,
    ],
    ['nothing when somebody has signed', undefined, seen({ state: 'signed', unitId: 'u' }), false, undefined],
  ] as const)('is %s', (_name, known, now, opened, need) => {
    expect(needOf(known, now, { opened })).toBe(need);
  });
});

describe('the load of a handler', () => {
  const decided = evolve(observe(undefined, seen()), decision);

  it('counts a case from the decision on, before casework has heard of it', () => {
    expect(decided.loadOf).toBe('h');
    expect(observe(decided, seen()).loadOf).toBe('h');
  });

  it.each(['dispatched', 'signed', 'in_progress', 'waiting_complainant', 'suspended'])(
    'counts a case that is %s',
    (state) => {
      expect(observe(decided, seen({ state, unitId: 'u', handlerId: 'h' })).loadOf).toBe('h');
    },
  );

  it.each(['resolved', 'revisiting', 'linked', 'closed'])('does not count a case that is %s', (state) => {
    expect(observe(decided, seen({ state, unitId: 'u', handlerId: 'h' })).loadOf).toBe('');
  });

  it('goes to whoever the desk gave the case to instead', () => {
    expect(observe(decided, seen({ state: 'dispatched', unitId: 'v', handlerId: 'i' })).loadOf).toBe('i');
  });
});
