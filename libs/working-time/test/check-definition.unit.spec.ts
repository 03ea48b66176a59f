import { checkDefinition } from '../src/check-definition';
import { calendars, sh01, windows } from './calendars';

type Change = Readonly<Record<string, unknown>>;

/** The problems of SH01 with these fields put in, as `field: code`. */
function problemsOf(change: Change): string[] {
  const checked = checkDefinition({ ...sh01, ...change });
  return checked.ok ? [] : checked.problems.map(({ field, code }) => `${field}: ${code}`);
}

const day = (change: Change) => ({ days: [{ date: '2026-03-02', kind: 'holiday', name: 'x', ...change }] });
const monday = (...spans: unknown[]) => ({ week: { 1: spans } });

const wrong: [what: string, change: Change, problems: string[]][] = [
  ['an empty id', { calendarId: '' }, ['calendarId: bad_text']],
  ['an id that is a number', { calendarId: 7 }, ['calendarId: bad_text']],
  ['version 0', { version: 0 }, ['version: bad_version']],
  ['a version between two', { version: 1.5 }, ['version: bad_version']],
  ['a version as a text', { version: '1' }, ['version: bad_version']],
  ['a blank name', { name: '  ' }, ['name: bad_text']],
  ['a name of 101 characters', { name: 'x'.repeat(101) }, ['name: bad_text']],
  ['a zone that does not exist', { timeZone: 'Asia/Lujiazui' }, ['timeZone: unknown_time_zone']],
  ['a distance in place of a zone', { timeZone: '+08:00' }, ['timeZone: unknown_time_zone']],
  ['no zone', { timeZone: undefined }, ['timeZone: unknown_time_zone']],
  ['a flag as a text', { aroundTheClock: 'false' }, ['aroundTheClock: bad_flag']],
  ['a week as a list', { week: [] }, ['week: not_an_object']],
  ['no week', { week: undefined }, ['week: not_an_object']],
  ['an eighth weekday', { week: { ...sh01.week, 8: [] } }, ['week.8: unknown_field']],
  ['a weekday by its name', { week: { ...sh01.week, monday: [] } }, ['week.monday: unknown_field']],
  ['a day that is no list', { week: { ...sh01.week, 6: 'free' } }, ['week.6: not_a_list']],
  ['a window that is a text', monday('09:00-12:00'), ['week.1[0]: not_an_object']],
  ['a window without an end', monday({ from: '09:00' }), ['week.1[0].to: bad_time']],
  ['a window with another field', monday({ from: '09:00', to: '12:00', at: 1 }), ['week.1[0].at: unknown_field']],
  ['a time without its zero', monday({ from: '9:00', to: '12:00' }), ['week.1[0].from: bad_time']],
  ['a minute 60', monday({ from: '09:60', to: '12:00' }), ['week.1[0].from: bad_time']],
  ['a time after 24:00', monday({ from: '09:00', to: '24:01' }), ['week.1[0].to: bad_time']],
  ['a time with seconds', monday({ from: '09:00:00', to: '12:00' }), ['week.1[0].from: bad_time']],
  ['a time as a number', monday({ from: 900, to: '12:00' }), ['week.1[0].from: bad_time']],
  ['a window that ends as it starts', monday(...windows('09:00-09:00')), ['week.1[0].to: empty_window']],
  ['a window over midnight', monday(...windows('22:00-06:00')), ['week.1[0].to: empty_window']],
  ['a window from 24:00', monday(...windows('24:00-24:00')), ['week.1[0].to: empty_window']],
  ['overlapping windows', monday(...windows('09:00-12:00 11:59-18:00')), ['week.1[1].from: windows_overlap']],
  ['windows in the wrong order', monday(...windows('13:00-18:00 09:00-12:00')), ['week.1[1].from: windows_overlap']],
  ['the same window twice', monday(...windows('09:00-12:00 09:00-12:00')), ['week.1[1].from: windows_overlap']],
  [
    '25 windows a day',
    monday(...windows(Array<string>(25).fill('09:00-12:00').join(' '))),
    ['week.1: too_many_windows'],
  ],
  ['no window at all', { week: {} }, ['week: no_windows']],
  ['no window but empty days', { week: { 1: [], 2: [] } }, ['week: no_windows']],
  ['weekday 0', { standardWeekday: 0 }, ['standardWeekday: bad_weekday']],
  ['a weekday as a text', { standardWeekday: '1' }, ['standardWeekday: bad_weekday']],
  ['a free standard day', { standardWeekday: 6 }, ['standardWeekday: standard_day_closed']],
  ['days as an object', { days: {} }, ['days: not_a_list']],
  ['5,001 days', { days: Array(5_001).fill({}) }, ['days: too_many_days']],
  ['a day that is a date', { days: ['2026-03-02'] }, ['days[0]: not_an_object']],
  ['a day with another field', day({ windws: [] }), ['days[0].windws: unknown_field']],
  ['a date that does not exist', day({ date: '2026-02-29' }), ['days[0].date: bad_date']],
  ['a month 13', day({ date: '2026-13-01' }), ['days[0].date: bad_date']],
  ['a date with a time', day({ date: '2026-03-02T00:00' }), ['days[0].date: bad_date']],
  ['a date before coverage', day({ date: '2025-12-31' }), ['days[0].date: date_not_covered']],
  ['a date after coverage', day({ date: '2027-01-01' }), ['days[0].date: date_not_covered']],
  ['a day without a name', day({ name: undefined }), ['days[0].name: bad_text']],
  ['an unknown kind', day({ kind: 'vacation' }), ['days[0].kind: bad_kind']],
  ['a holiday with windows', day({ windows: windows('09:00-12:00') }), ['days[0].windows: holiday_with_windows']],
  ['a holiday with an empty list', day({ windows: [] }), ['days[0].windows: holiday_with_windows']],
  ['an override without windows', day({ kind: 'override' }), ['days[0].windows: override_without_windows']],
  ['null for windows', day({ kind: 'override', windows: null }), ['days[0].windows: not_a_list']],
  [
    'a make-up workday on which nobody works',
    day({ kind: 'make_up_workday', windows: [] }),
    ['days[0].windows: workday_without_windows'],
  ],
  [
    'a wrong window of an override',
    day({ kind: 'override', windows: windows('12:00-09:00') }),
    ['days[0].windows[0].to: empty_window'],
  ],
  ['the same date twice', { days: [...sh01.days, sh01.days[0]] }, ['days[39].date: duplicate_date']],
  ['no first covered day', { coveredFrom: undefined, days: [] }, ['coveredFrom: bad_date']],
  ['a first covered day before 1970', { coveredFrom: '1969-12-31', days: [] }, ['coveredFrom: bad_date']],
  ['a last covered day that does not exist', { coveredUntil: '2026-04-31' }, ['coveredUntil: bad_date']],
  ['a covered range that ends first', { coveredUntil: '2025-12-31' }, ['coveredUntil: covered_range_reversed']],
  ['20 years and a day', { coveredUntil: '2046-01-01' }, ['coveredUntil: covered_range_too_long']],
  ['a field that is not known', { holidays: [] }, ['holidays: unknown_field']],
];

const allowed: [what: string, change: Change][] = [
  ['SH01', {}],
  ['20 years', { coveredUntil: '2045-12-31' }],
  ['one covered day', { coveredFrom: '2026-03-02', coveredUntil: '2026-03-02', days: [] }],
  ['20 years from a leap day', { coveredFrom: '2024-02-29', coveredUntil: '2044-02-28' }],
  ['windows that touch', monday(...windows('09:00-12:00 12:00-18:00'))],
  ['a whole day', monday(...windows('00:00-24:00'))],
  ['24 windows', monday(...windows(Array.from({ length: 24 }, (_, h) => `${two(h)}:00-${two(h)}:59`).join(' ')))],
  ['a closed override', day({ kind: 'override', windows: [] })],
  ['a make-up workday that names its windows', day({ kind: 'make_up_workday', windows: windows('08:00-10:00') })],
  ['a calendar around the clock without windows', { aroundTheClock: true, week: {} }],
];

function two(hour: number): string {
  return String(hour).padStart(2, '0');
}

describe('a calendar is refused with', () => {
  it.each(wrong)('%s', (_what, change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });

  it.each([[null], [undefined], ['sh01'], [[]], [7]])('%j in its place', (value) => {
    expect(checkDefinition(value)).toMatchObject({ ok: false, problems: [{ field: '', code: 'not_an_object' }] });
  });
});

describe('a calendar may have', () => {
  it.each(allowed)('%s', (_what, change) => {
    expect(problemsOf(change)).toEqual([]);
  });

  it.each(Object.entries(calendars))('what the vectors use: %s', (_name, definition) => {
    expect(checkDefinition(definition)).toEqual({ ok: true, definition });
  });
});

it('tells everything that is wrong at once, and what is allowed', () => {
  const checked = checkDefinition({
    ...sh01,
    timeZone: 'Mars/Olympus',
    week: { ...sh01.week, 3: windows('09:00-12:00 18:00-13:00') },
    standardWeekday: 7,
    days: [{ date: '2027-02-06', kind: 'holiday', name: '春节', windows: [] }],
  });
  const text = checked.ok ? '' : checked.problems.map(({ field, message }) => `${field} ${message}`).join('\n');
  expect(text.split('\n')).toEqual([
    'timeZone must be an IANA time zone such as Asia/Shanghai',
    'week.3[1].to must be later than from; a shift over midnight is written on both days',
    'standardWeekday must be a weekday with windows: it is the length of a working day',
    'days[0].date must be within coveredFrom and coveredUntil',
    'days[0].windows a holiday has no windows; for a shorter day take an override',
  ]);
});

it('does not look into a list that is far too long', () => {
  expect(problemsOf({ days: Array(1_000_000).fill(null) })).toEqual(['days: too_many_days']);
});
