import type { Calendar } from '../src/api/deadlines';
import { monthGrid, monthsOn } from '../src/office/calendars/month-grid';

const workweek = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '13:00', to: '18:00' },
  { weekday, from: '09:00', to: '12:00' },
]);
const calendar: Calendar = {
  id: 'office',
  version: 1,
  name: '办公',
  timeZone: 'Asia/Shanghai',
  aroundTheClock: false,
  week: workweek,
  standardWeekday: 1,
  days: [
    { date: '2026-10-01', kind: 'holiday', name: '国庆节' },
    { date: '2026-10-10', kind: 'make_up_workday', name: '国庆节' },
    { date: '2026-10-12', kind: 'override', name: '停电检修', windows: [] },
  ],
  coveredFrom: '2026-01-01',
  coveredUntil: '2026-10-20',
};

describe('a month of a calendar', () => {
  const days = new Map(
    monthGrid(calendar, '2026-10')
      .flat()
      .map((day) => [day.date, day]),
  );
  it('is weeks from Monday to Sunday with the days around it', () => {
    const weeks = monthGrid(calendar, '2026-10');
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect([weeks[0]?.[0]?.date, weeks.at(-1)?.at(-1)?.date]).toEqual(['2026-09-28', '2026-11-01']);
    expect(days.get('2026-09-30')?.inMonth).toBe(false);
  });
  it.each([
    ['2026-10-09', 'work', ['09:00', '13:00']],
    ['2026-10-11', 'rest', []],
    ['2026-10-01', 'holiday', []],
    ['2026-10-10', 'make_up_workday', ['09:00', '13:00']],
    ['2026-10-12', 'override', []],
  ])('shows %s as %s with its working times in order', (date, kind, from) => {
    const day = days.get(date);
    expect([day?.kind, day?.windows.map((window) => window.from)]).toEqual([kind, from]);
  });
  it('marks days whose holidays are not known', () => {
    expect([days.get('2026-10-20')?.covered, days.get('2026-10-21')?.covered]).toEqual([true, false]);
  });
  it('is all work around the clock', () => {
    const always = monthGrid({ ...calendar, aroundTheClock: true, days: [], week: [] }, '2026-02').flat();
    expect(new Set(always.map(({ kind }) => kind))).toEqual(new Set(['work']));
  });
  it.each([
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-05', 1, '2026-06'],
  ])('%s and %d on is %s', (month, count, next) => expect(monthsOn(month, count)).toBe(next));
});
