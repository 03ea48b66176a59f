import type { Clock } from '../src/api/types';
import { pausedWithin, percentUsed, toneOf } from '../src/common/clock-progress';
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
    expect(toneOf(one, ms(minutes))).toBe(tone);
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
