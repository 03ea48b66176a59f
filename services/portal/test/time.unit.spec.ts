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
  percentUsed: 0,
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
  it('is what the server says, in whole percent, whatever the hours of the day', () => {
    expect(percentUsed(clock({ percentUsed: 37.6 }), ms(5))).toBe(38);
    expect(percentUsed(clock({ percentUsed: 150 }), ms(900))).toBe(150);
    expect(percentUsed(clock({ status: 'paused', dueAt: undefined, percentUsed: 12 }), ms(900))).toBe(12);
  });
  it('is nothing that one says of a cancelled clock', () => {
    expect(percentUsed(clock({ status: 'cancelled', percentUsed: 40 }), ms(10))).toBeUndefined();
  });
  it('counts an open pause up to now', () => {
    expect(pausedWithin([{ from: at(10) }], ms(0), ms(25))).toBe(15 * 60_000);
  });
});

describe('tone of a clock', () => {
  it.each<[string, Partial<Clock>, string]>([
    ['good below 75 %', { percentUsed: 74 }, 'good'],
    ['near from 75 %', { percentUsed: 75 }, 'near'],
    ['late from 100 %, before the server has said so', { percentUsed: 100 }, 'late'],
    ['late once breached, also after it stopped', { breached: true, status: 'stopped', percentUsed: 120 }, 'late'],
    ['good when stopped in time', { status: 'stopped', percentUsed: 99 }, 'good'],
    ['idle when cancelled', { status: 'cancelled', percentUsed: 200 }, 'idle'],
  ])('is %s', (_rule, over, tone) => {
    const one = clock(over);
    expect(toneOf(one, percentUsed(one, ms(0)))).toBe(tone);
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
    const bar = clockBar(clock({ dueAt: at(120), pauses: [{ from: at(12), to: at(36) }], percentUsed: 37.5 }), ms(60));
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
  it('has reached a rung that fired, although little of the day has gone', () => {
    const steps = [{ step: 50, deadlineNumber: 1, fired: true, at: at(20) }];
    const bar = clockBar(clock({ deadlineNumber: 1, steps, percentUsed: 60 }), ms(36));
    expect(bar.marks[0]).toEqual({ step: 50, at: 50, reached: true });
    expect(bar.elapsed).toEqual([{ from: 0, to: 60 }]);
  });
  it('shows the share that the server says once the clock stands still, whatever the nights between', () => {
    const bar = clockBar(clock({ status: 'stopped', stoppedAt: at(80), percentUsed: 12 }), ms(900));
    expect(bar.elapsed).toEqual([{ from: 0, to: 12 }]);
  });
  it('goes on beyond the deadline when it is late', () => {
    const bar = clockBar(clock({ percentUsed: 200 }), ms(200));
    expect(bar.elapsed).toEqual([{ from: 0, to: 50 }]);
    expect(bar.late).toEqual({ from: 50, to: 100 });
    expect(bar.marks.at(-1)).toEqual({ step: 100, at: 50, reached: true });
  });
  it('ends where a stopped clock was due, and shows what was used', () => {
    expect(clockBar(clock({ status: 'stopped', stoppedAt: at(30), percentUsed: 30 }), ms(9_000)).elapsed).toEqual([
      { from: 0, to: 30 },
    ]);
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
      fc.property(
        moments,
        moments,
        moments,
        fc.array(fc.tuple(moments, moments), { maxLength: 4 }),
        (due, now, used, spans) => {
          const pauses = spans.sort(([a], [b]) => a - b).map(([from, to]) => ({ from: at(from), to: at(to) }));
          const bar = clockBar(clock({ dueAt: at(due), pauses, percentUsed: used }), ms(now));
          const places = [...bar.elapsed, ...bar.pauses, ...(bar.late ? [bar.late] : [])].flatMap(({ from, to }) => [
            from,
            to,
          ]);
          for (const place of [...places, ...bar.marks.map((mark) => mark.at)]) {
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThanOrEqual(100);
          }
        },
      ),
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
