import type { Calendar, Policy, PolicyRule } from '../src/api/deadlines';
import type { Directory } from '../src/api/types';
import { monthGrid, monthsOn } from '../src/office/calendars/month-grid';
import { changedRule, contractorsOf } from '../src/office/policies/contractors';
import { allowanceTable, contentOf } from '../src/office/policies/rules';
import { lastCoveredDay, questionOf } from '../src/office/try-deadlines/question';

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

describe('the table of a policy', () => {
  const rule = (over: Partial<PolicyRule>): PolicyRule => ({ clock: 'resolve', amount: 1, unit: 'wh', ...over });
  it('takes the general rule of the priority before one for all, and no special one', () => {
    const rules = [
      rule({ amount: 40 }),
      rule({ priority: 'P2', amount: 8 }),
      rule({ priority: 'P1', parkCode: 'SH01', amount: 2 }),
    ];
    const row = allowanceTable(rules).find(({ clock }) => clock === 'resolve');
    expect(row?.cells.map((cell) => cell.rule?.amount)).toEqual([40, 8, 40, 40]);
    expect(allowanceTable(rules).find(({ clock }) => clock === 'relief')?.cells[0]?.rule).toBeUndefined();
  });
  it('sends what a person wrote and not what the server says of it', () => {
    const policy: Policy = {
      version: 3,
      at: '2030-01-01T00:00:00Z',
      by: 's',
      note: 'old',
      rules: [rule({ category: '', parkCode: undefined })],
      pauseAllowanceDays: 5,
      firstContactCapHours: 24,
    };
    expect(contentOf(policy)).toEqual({ rules: [rule({})], pauseAllowanceDays: 5, firstContactCapHours: 24 });
    expect(Object.keys(contentOf(policy).rules[0] ?? {})).toEqual(['clock', 'amount', 'unit']);
  });
});

describe('a trial of deadlines', () => {
  const form = { parkCode: 'SH01', startAt: '2030-03-04T09:30' };
  const local = (day: number, hour: number, minute = 0): string => new Date(2030, 2, day, hour, minute).toISOString();
  it('asks for working time in minutes', () => {
    expect(questionOf('minutes', { ...form, hours: 7.5, priority: 'P1' })).toEqual({
      parkCode: 'SH01',
      startAt: local(4, 9, 30),
      workingMinutes: 450,
    });
  });
  it('asks for the clocks of a case with the pauses that are filled in', () => {
    const pauses = [{ from: '2030-03-05T10:00', to: '2030-03-06T10:00' }, { from: '2030-03-07T10:00' }, {}];
    expect(questionOf('priority', { ...form, priority: 'P2', pauses })).toEqual({
      parkCode: 'SH01',
      startAt: local(4, 9, 30),
      priority: 'P2',
      pauses: [{ from: local(5, 10), to: local(6, 10) }],
    });
  });
  it('reads the last covered day from the refusal', () => {
    const details = { calendarId: 'c', lastCoveredDay: '2026-12-31' };
    expect(lastCoveredDay({ code: 'beyond_coverage', details })).toBe('2026-12-31');
    expect(lastCoveredDay({ code: 'park_unknown', details: {} })).toBeUndefined();
  });
});

describe('the contractor of a rule', () => {
  const unit = (id: string, parkCode: string, of = 'contractor') => ({ id, parkCode, name: id, function: of });
  const data = { units: [unit('c1', 'SH01'), unit('c2', 'SH02'), unit('eng', 'SH01', 'engineering')] } as Directory;
  const rule: PolicyRule = { clock: 'sign', amount: 1, unit: 'wh', contract: 'c2' };

  it('is one of those that work in the park of the rule', () => {
    expect(contractorsOf({ data }).map(({ id }) => id)).toEqual(['c1', 'c2']);
    expect(contractorsOf({ data }, 'SH01').map(({ id }) => id)).toEqual(['c1']);
  });
  it('goes when another park is chosen', () => {
    expect(changedRule(rule, 'parkCode', 'SH02', { data }).contract).toBe('c2');
    expect(changedRule(rule, 'parkCode', 'SH01', { data })).toEqual({ ...rule, parkCode: 'SH01', contract: undefined });
  });
});
