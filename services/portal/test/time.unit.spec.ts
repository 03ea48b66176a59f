import fc from 'fast-check';
import type { Clock } from '../src/api/types';
import { clockBar } from '../src/common/clock-bar';
import { pausedWithin, toneOf } from '../src/common/clock-progress';
import { dayNameOf, daysBetween } from '../src/common/day-words';
import { nextClock } from '../src/common/next-clock';
import { timeLeft } from '../src/common/time-left';

const at = (minutes: number): string => new Date(Date.UTC(2030, 0, 1) + minutes * 60_000).toISOString();
const ms = (minutes: number): number => Date.parse(at(minutes));
const clock = (over: Partial<Clock> = {}): Clock => ({
  name: 'resolve',
  cycle: 1,
  status: 'running',
  startedAt: at(0),
  dueAt: at(100),
  breached: false,
  ...over,
});
const percentUsed = (one: Clock, nowMs: number): number | undefined => clockBar(one, nowMs).percent;

describe('time left', () => {
  it.each([
    [120, 'calm', 'hours', 2],
    [119, 'soon', 'minutes', 119],
    [5, 'soon', 'minutes', 5],
    [0.5, 'now', 'minutes', 0],
    [-0.5, 'now', 'minutes', 0],
    [-30, 'over', 'minutes', 30],
    [-60 * 26, 'over', 'hours', 26],
    [60 * 49, 'calm', 'days', 2],
  ])('%d minutes before the deadline is %s: %s, %d', (minutes, tone, unit, count) => {
    expect(timeLeft(ms(minutes), ms(0))).toEqual({ tone, span: { unit, count } });
  });
});

describe('percent used of a clock', () => {
  it('counts from start to deadline', () => {
    expect(percentUsed(clock(), ms(25))).toBe(25);
  });
  it('goes beyond 100 after the deadline', () => {
    expect(percentUsed(clock(), ms(150))).toBe(150);
  });
  it('leaves pauses out of both the time used and the allowance', () => {
    expect(percentUsed(clock({ dueAt: at(120), pauses: [{ from: at(10), to: at(30) }] }), ms(70))).toBe(50);
  });
  it('stands still at the moment a clock stopped', () => {
    expect(percentUsed(clock({ status: 'stopped', stoppedAt: at(40) }), ms(900))).toBe(40);
  });
  it('is what the server says once the clock stands still', () => {
    expect(percentUsed(clock({ status: 'paused', dueAt: undefined, percentUsed: 37.6 }), ms(900))).toBe(38);
  });
  it('goes by rungs that have fired, which were counted in working time', () => {
    const steps = [{ step: 50, deadlineNumber: 1, fired: true, at: at(80) }];
    expect(percentUsed(clock({ deadlineNumber: 1, steps }), ms(90))).toBe(75);
    expect(percentUsed(clock({ deadlineNumber: 2, steps }), ms(90))).toBe(90);
  });
  it('is unknown while a pause leaves the deadline open', () => {
    expect(percentUsed(clock({ status: 'paused', dueAt: undefined }), ms(10))).toBeUndefined();
  });
  it('counts an open pause up to now', () => {
    expect(pausedWithin([{ from: at(10) }], ms(0), ms(25))).toBe(15 * 60_000);
  });
});

describe('tone of a clock', () => {
  it.each([
    ['good below 75 %', clock(), 74, 'good'],
    ['near from 75 %', clock(), 75, 'near'],
    ['late from 100 %, before the server has said so', clock(), 100, 'late'],
    [
      'late once breached, also after it stopped',
      clock({ breached: true, status: 'stopped', stoppedAt: at(120) }),
      200,
      'late',
    ],
    ['good when stopped in time', clock({ status: 'stopped', stoppedAt: at(99) }), 500, 'good'],
    ['idle when cancelled', clock({ status: 'cancelled' }), 500, 'idle'],
  ])('is %s', (_rule, one, minutes, tone) => {
    expect(toneOf(one, percentUsed(one, ms(minutes)))).toBe(tone);
  });
});

describe('the next clock', () => {
  it('is the running one that is due first', () => {
    const sign = clock({ name: 'sign', dueAt: at(5) });
    const stopped = clock({ name: 'first_contact', dueAt: at(1), status: 'stopped' });
    expect(nextClock([clock(), sign, stopped])).toBe(sign);
  });
  it('is none when nothing runs', () => {
    expect(nextClock([clock({ status: 'paused', dueAt: undefined })])).toBeUndefined();
    expect(nextClock(undefined)).toBeUndefined();
  });
});

describe('the bar of a clock', () => {
  it('shows time that counted, pauses as stretches of their own, and the rungs over both', () => {
    const bar = clockBar(clock({ dueAt: at(120), pauses: [{ from: at(12), to: at(36) }] }), ms(60));
    expect(bar.elapsed).toEqual([
      { from: 0, to: 10 },
      { from: 30, to: 50 },
    ]);
    expect(bar.pauses).toEqual([{ from: 10, to: 30, open: false }]);
    // Half of the 96 minutes that count: 48 minutes, and 24 of pause before.
    expect(bar.marks).toEqual([
      { step: 50, at: 60, reached: false },
      { step: 75, at: 80, reached: false },
      { step: 90, at: 92, reached: false },
      { step: 100, at: 100, reached: false },
    ]);
    expect(bar.late).toBeUndefined();
  });
  it('puts a rung where it fired', () => {
    const steps = [{ step: 50, deadlineNumber: 1, fired: true, at: at(70) }];
    expect(clockBar(clock({ deadlineNumber: 1, steps }), ms(72)).marks[0]).toEqual({ step: 50, at: 70, reached: true });
  });
  it('goes on beyond the deadline when it is late', () => {
    const bar = clockBar(clock(), ms(200));
    expect(bar.elapsed).toEqual([{ from: 0, to: 50 }]);
    expect(bar.late).toEqual({ from: 50, to: 100 });
    expect(bar.marks.at(-1)).toEqual({ step: 100, at: 50, reached: true });
  });
  it('ends where a stopped clock was due, and shows what was used', () => {
    expect(clockBar(clock({ status: 'stopped', stoppedAt: at(30) }), ms(9_000)).elapsed).toEqual([{ from: 0, to: 30 }]);
  });
  it('leaves room for the time left while a pause leaves the deadline open', () => {
    const paused = clock({ status: 'paused', dueAt: undefined, percentUsed: 25, pauses: [{ from: at(20) }] });
    const bar = clockBar(paused, ms(40));
    expect(bar.elapsed).toEqual([{ from: 0, to: 20 }]);
    expect(bar.pauses).toEqual([{ from: 20, to: 40, open: true }]);
    expect(bar.marks.at(-1)).toEqual({ step: 100, at: 100, reached: false });
  });
  it('stays within its width, whatever the times', () => {
    const moments = fc.integer({ min: -500, max: 1_000 });
    fc.assert(
      fc.property(moments, moments, fc.array(fc.tuple(moments, moments), { maxLength: 4 }), (due, now, spans) => {
        const pauses = spans.sort(([a], [b]) => a - b).map(([from, to]) => ({ from: at(from), to: at(to) }));
        const bar = clockBar(clock({ dueAt: at(due), pauses }), ms(now));
        const places = [...bar.elapsed, ...bar.pauses, ...(bar.late ? [bar.late] : [])].flatMap(({ from, to }) => [
          from,
          to,
        ]);
        for (const place of [...places, ...bar.marks.map((mark) => mark.at)]) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

describe('the name of a day', () => {
  // A Wednesday, by the clock of wherever the test runs.
  const now = new Date(2030, 4, 15, 23, 50).getTime();
  const on = (month: number, day: number, year = 2030): number => new Date(year, month, day, 0, 10).getTime();
  it.each([
    ['yesterday', on(4, 14)],
    ['today', on(4, 15)],
    ['tomorrow', on(4, 16)],
    ['weekday', on(4, 17)],
    ['weekday', on(4, 21)],
    ['date', on(4, 22)],
    ['date', on(4, 13)],
    ['fullDate', on(0, 2, 2031)],
  ])('is %s', (name, at) => expect(dayNameOf(at, now)).toBe(name));
  it('counts midnights, not hours', () => expect(daysBetween(now, on(4, 16))).toBe(1));
});
