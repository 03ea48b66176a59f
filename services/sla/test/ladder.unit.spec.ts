import { percentUsed, type Clock } from '../src/domain/clock';
import { workDueAt } from '../src/domain/clock-set';
import { aroundTheClock, advance, between } from '../src/domain/working-time';
import { book, latest, RECEIVED_AT, rules, rulesOn, stepsText, tell, time, timeText } from './story';

const all = 'missed 50@20m, missed 75@20m, missed 90@20m, missed 100@20m, missed 150@20m, fired 200@20m';

/** P1 resolve has 24 h: 50 % is 12 h, 75 % 18 h, 90 % 21.6 h, 150 % 36 h, 200 % 48 h. P1 sign has 10 min. */
const vectors: [rule: string, story: string, clock: Clock['name'], steps: string][] = [
  ['nothing fires before 50 %', 'dispatch p1 0m, tick 4.9m', 'sign', ''],
  ['50 % fires at 50 %', 'dispatch p1 0m, tick 5m', 'sign', 'fired 50@5m'],
  ['75 %', 'dispatch p1 0m, tick 5m, tick 7.5m', 'sign', 'fired 50@5m, fired 75@7.5m'],
  ['90 %', 'dispatch p1 0m, tick 5m, tick 7.5m, tick 9m', 'sign', 'fired 50@5m, fired 75@7.5m, fired 90@9m'],
  ['no step fires twice', 'dispatch p1 0m, tick 5m, tick 5m, tick 6m', 'sign', 'fired 50@5m'],
  ['of two due at once the higher fires', 'dispatch p1 0m, tick 8m', 'sign', 'missed 50@8m, fired 75@8m'],
  ['after downtime the highest fires', 'dispatch p1 0m, tick 20m', 'sign', all],
  ['and nothing more comes after 200 %', 'dispatch p1 0m, tick 20m, tick 40m', 'sign', all],
  ['steps due before a stop are missed', 'dispatch p1 0m, sign 8m', 'sign', 'missed 50@8m, missed 75@8m'],
  ['a step on the very moment of the stop is not due before it', 'dispatch p1 0m, sign 5m', 'sign', ''],
  ['a stopped clock fires no more', 'dispatch p1 0m, sign 4m, tick 20m', 'sign', ''],
  ['a cancelled clock fires no more', 'dispatch p1 0m, withdraw 4m, tick 20m', 'sign', ''],
  ['steps due before a cancel are missed', 'dispatch p1 0m, withdraw 6m', 'sign', 'missed 50@6m'],
  [
    'a late dispatch: what first contact has passed is missed',
    'dispatch p1 25m',
    'first_contact',
    'missed 50@25m, missed 75@25m',
  ],
  [
    'and the next step fires',
    'dispatch p1 25m, tick 27m',
    'first_contact',
    'missed 50@25m, missed 75@25m, fired 90@27m',
  ],
  [
    'a new dispatch has a ladder of its own',
    'dispatch p1 0m, tick 5m, redispatch 6m, tick 11m',
    'sign',
    'fired 50@5m, fired 50#2@11m',
  ],
  ['a dispatch that is over has its due steps missed', 'dispatch p1 0m, redispatch 6m', 'sign', 'missed 50@6m'],
  [
    'a moved deadline: steps at or below the present percent are missed',
    'dispatch p4 0m, regrade p2 8h',
    'resolve',
    'missed 50#2@8h',
  ],
  [
    'a moved deadline: a step that had fired is settled anew',
    'dispatch p2 0m, tick 4h, regrade p3 6h',
    'resolve',
    'fired 50@4h, missed 50#2@6h',
  ],
  [
    'a moved deadline: what was due on the old one is missed',
    'dispatch p2 0m, regrade p3 7h',
    'resolve',
    'missed 50@7h, missed 75@7h, missed 50#2@7h',
  ],
  ['a deadline that stays keeps its ladder', 'dispatch p2 0m, tick 4h, regrade p1 5h', 'resolve', 'fired 50@4h'],
  ['percent stands still in a pause', 'dispatch p3 0m, sign 1m, contact 2m, wait 5h, tick 9h', 'resolve', ''],
  [
    'and goes on after it',
    'dispatch p3 0m, sign 1m, contact 2m, wait 5h, resume 9h, tick 10h',
    'resolve',
    'fired 50@10h',
  ],
  [
    'a step reached before the pause fires in it',
    'dispatch p3 0m, sign 1m, contact 2m, wait 7h, tick 8h',
    'resolve',
    'fired 50@8h',
  ],
  [
    'a pause keeps the number: no step fires again',
    'dispatch p3 0m, sign 1m, contact 2m, tick 6h, wait 7h, resume 9h, tick 10h',
    'resolve',
    'fired 50@6h',
  ],
  [
    'the ladder goes on when the pause allowance is used up',
    'dispatch p3 0m, sign 1m, contact 2m, wait 5h, tick 125h, tick 126h',
    'resolve',
    'fired 50@126h',
  ],
];

describe('the ladder', () => {
  it.each(vectors.map(([rule, story, clock, steps]) => ({ rule, story, clock, steps })))(
    '$rule: $story',
    ({ story, clock, steps }) => {
      expect(stepsText(latest(tell(story), clock))).toBe(steps);
    },
  );

  it.each<[story: string, breached: boolean]>([
    ['dispatch p1 0m, tick 9m', false],
    ['dispatch p1 0m, tick 10m', true],
    ['dispatch p1 0m, tick 16m', true],
    ['dispatch p1 0m, sign 11m', true],
    ['dispatch p1 0m, sign 10m', false],
    ['dispatch p1 0m, withdraw 11m', true],
  ])('records the breach on passing 100 %, fired or missed: %s → %s', (story, breached) => {
    expect(latest(tell(story), 'sign')?.breached).toBe(breached);
  });

  it('warns below 100 % and reports a breach from there on', () => {
    const { events } = tell('dispatch p1 0m, tick 5m, tick 10m, tick 15m, sign 16m, contact 17m');
    const fired = events.filter(({ clock }) => clock.name === 'sign').map(({ change }) => change);
    expect(fired).toMatchObject([
      { type: 'ClockStarted' },
      { type: 'ClockWarned', step: 50 },
      { type: 'LadderStepMissed', step: 75 },
      { type: 'LadderStepMissed', step: 90 },
      { type: 'ClockBreached', step: 100 },
      { type: 'ClockBreached', step: 150 },
      { type: 'ClockStopped', inTime: false, cancelled: false },
    ]);
  });

  it('fires after downtime', () => {
    expect(stepsText(latest(tell('dispatch p1 0m, tick 20m'), 'sign'))).toBe(all);
  });

  it('wakes the timer for the earliest step of all clocks, and for nothing once all have ended', () => {
    const dueAt = (story: string): string => {
      const set = tell(story).set;
      const at = set && workDueAt(set, book);
      return at ? timeText(at) : 'never';
    };
    expect(dueAt('dispatch p1 0m')).toBe('5m');
    expect(dueAt('dispatch p1 0m, tick 5m')).toBe('7.5m');
    expect(dueAt('dispatch p1 0m, sign 1m')).toBe('15m');
    expect(dueAt('dispatch p1 0m, sign 1m, contact 2m')).toBe('2h');
    expect(dueAt('dispatch p1 0m, sign 1m, contact 2m, relieve 3m')).toBe('12h');
    expect(dueAt('dispatch p3 0m, sign 1m, contact 2m, wait 1h')).toBe('121h');
    expect(dueAt('dispatch p1 0m, withdraw 1m')).toBe('never');
  });

  it('measures percent used less pauses', () => {
    const clock = latest(tell('dispatch p3 0m, sign 1m, contact 2m, wait 3h, resume 5h'), 'resolve') as Clock;
    expect(percentUsed(clock, time('8h'), rules)).toBeCloseTo(50);
  });
});

describe('working time around the clock', () => {
  it('counts a working day as 24 hours', () => {
    expect(aroundTheClock.dayMs).toBe(24 * 3_600_000);
  });

  it.each([0, 1, 3_600_000, 86_400_001])('diff(t, add(t, %i)) is the same again', (ms) => {
    expect(aroundTheClock.diff(RECEIVED_AT, aroundTheClock.add(RECEIVED_AT, ms))).toBe(ms);
  });

  it('keeps first contact within 24 h of receipt on a calendar that rests for days', () => {
    const sleepy = {
      ...aroundTheClock,
      add: (from: Date, ms: number) => new Date(from.getTime() + ms + 72 * 3_600_000),
    };
    const { firstContactCap } = rulesOn(sleepy);
    expect(advance(sleepy, RECEIVED_AT, firstContactCap)).toEqual(time('24h'));
    expect(between(sleepy, RECEIVED_AT, time('1h'), 'elapsed')).toBe(3_600_000);
  });

  it('runs faster by the time scale, for tests', () => {
    const p1 = { priority: 'p1', parkCode: 'SH01', category: '', unitId: '' } as const;
    expect(rulesOn(aroundTheClock, 3_600).allowance('resolve', p1, 1)).toEqual({ ms: 24_000, unit: 'elapsed' });
  });
});

describe('the share that was used', () => {
  it('has an end, also of a clock that was due at once', () => {
    const told = tell('dispatch p1 49h, add-linked p1 0m 50h', { receivedAt: time('48h') });
    const clock = latest(told, 'resolve')!;
    expect(clock).toMatchObject({ breached: true, deadlineNumber: 2 });
    expect(percentUsed(clock, time('96h'), rules)).toBe(9_999);
  });
});
