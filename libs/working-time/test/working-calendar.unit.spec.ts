import { BeyondCalendar } from '../src/beyond-calendar';
import { createWorkingCalendar } from '../src/working-calendar';
import { calendars, everyDay, sh01, weekOf } from './calendars';
import { wallText, zonedTime } from './zoned-time';

const calendar = createWorkingCalendar(sh01);
const HOUR_MS = 3_600_000;
const shanghai = (text: string) => zonedTime(`${text} Asia/Shanghai`);

/** The windows of a definition between two zoned times, on its own clock. */
function shown(name: string, from: string, to: string): string[] {
  const definition = calendars[name];
  if (!definition) throw new Error(`No calendar ${name}`);
  const zone = definition.timeZone;
  const clock = (at: Date) => wallText(at.getTime(), zone).slice(5, 16);
  return createWorkingCalendar(definition)
    .windows(zonedTime(`${from} ${zone}`), zonedTime(`${to} ${zone}`))
    .map((window) => `${clock(window.from)}–${clock(window.to)}`);
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the windows between two moments', () => {
  it.each<[rule: string, name: string, from: string, to: string, expected: string[]]>([
    [
      'are those of the days, without weekends',
      ...(['SH01', '2026-03-06 00:00', '2026-03-10 00:00'] as const),
      ['03-06 09:00–03-06 12:00', '03-06 13:00–03-06 18:00', '03-09 09:00–03-09 12:00', '03-09 13:00–03-09 18:00'],
    ],
    [
      'are cut at both ends',
      ...(['SH01', '2026-03-02 10:30', '2026-03-02 17:00'] as const),
      ['03-02 10:30–03-02 12:00', '03-02 13:00–03-02 17:00'],
    ],
    ['are none in a holiday', 'SH01', '2026-02-15 00:00', '2026-02-24 00:00', []],
    ['are none at lunch', 'SH01', '2026-03-02 12:00', '2026-03-02 13:00', []],
    ['are none backwards', 'SH01', '2026-03-02 17:00', '2026-03-02 10:00', []],
    ['are none in no time', 'SH01', '2026-03-02 10:00', '2026-03-02 10:00', []],
    [
      'are one where they touch at midnight',
      ...(['Shanghai guards, Monday to Friday nights', '2026-07-13 00:00', '2026-07-15 00:00'] as const),
      ['07-13 22:00–07-14 06:00', '07-14 22:00–07-15 00:00'],
    ],
    [
      'are one where they touch at the end of the covered year',
      ...(['Berlin guards', '2026-12-31 12:00', '2027-01-01 12:00'] as const),
      ['12-31 22:00–01-01 06:00'],
    ],
    [
      'end at the jump where the clock skips their end',
      ...(['Berlin night desk', '2026-03-29 00:00', '2026-03-30 00:00'] as const),
      ['03-29 01:00–03-29 03:00', '03-29 04:00–03-29 05:00'],
    ],
    [
      'are the whole time around the clock',
      ...(['Around the clock', '2026-02-15 01:00', '2026-02-17 02:00'] as const),
      ['02-15 01:00–02-17 02:00'],
    ],
    ['are none backwards around the clock', 'Around the clock', '2026-02-17 01:00', '2026-02-15 02:00', []],
  ])('%s', (_rule, name, from, to, expected) => {
    expect(shown(name, from, to)).toEqual(expected);
  });
});

describe('windows that daylight saving distorts', () => {
  const berlin = (text: string, windows: Parameters<typeof weekOf>[1]) => {
    const night = { ...sh01, timeZone: 'Europe/Berlin', week: weekOf(everyDay, windows), days: [] };
    const nightly = createWorkingCalendar(night);
    const midnight = zonedTime(`${text} 00:00 Europe/Berlin`);
    return nightly.diff(midnight, new Date(midnight.getTime() + 12 * HOUR_MS)) / 60_000;
  };

  it.each<[rule: string, date: string, windows: string, minutes: number]>([
    ['one wholly in the hour left out is lost', '2026-03-29', '02:10-02:50', 0],
    ['one that starts in it starts at the jump', '2026-03-29', '02:30-04:00', 60],
    ['one around it is an hour shorter', '2026-03-29', '01:30-03:30', 60],
    ['two that meet in it lose an hour together', '2026-03-29', '01:00-02:20 02:20-04:00', 120],
    ['one that ends as the repeated hour begins is not longer', '2026-10-25', '00:00-02:00', 120],
    ['one that starts as the repeated hour ends is not longer', '2026-10-25', '03:00-05:00', 120],
    ['the repeated hour itself lasts two', '2026-10-25', '02:00-03:00', 120],
    ['one that starts in it starts at its first time', '2026-10-25', '02:30-05:00', 210],
    ['one that ends in it ends at its second time', '2026-10-25', '01:00-02:30', 150],
    ['two that meet in it are an hour longer together', '2026-10-25', '01:00-02:20 02:20-04:00', 240],
    ['two that overlap only through it count once', '2026-10-25', '01:00-02:15 02:45-05:00', 300],
    ['a whole day is an hour longer', '2026-10-25', '00:00-11:00', 720],
  ])('%s', (_rule, date, windows, minutes) => {
    expect(berlin(date, windows)).toBe(minutes);
  });

  it('counts no moment twice where the repeated minutes reach over midnight', () => {
    // Until 2011 the clocks of St. John’s went back at one minute past midnight, so the new day came twice.
    const newfoundland = createWorkingCalendar({
      ...sh01,
      ...{ timeZone: 'America/St_Johns', days: [], coveredFrom: '2010-01-01', coveredUntil: '2010-12-31' },
      week: weekOf(everyDay, '00:00-24:00'),
    });
    const [from, to] = [new Date('2010-11-05T12:00:00Z'), new Date('2010-11-09T12:00:00Z')];
    expect(newfoundland.diff(from, to)).toBe(96 * HOUR_MS);
    expect(newfoundland.windows(from, to)).toEqual([{ from, to }]);
  });

  it('has no window on a day that the calendar left out', () => {
    // Samoa went from Thursday, 29 December 2011 to Saturday the 31st.
    const samoa = createWorkingCalendar({
      ...sh01,
      ...{ timeZone: 'Pacific/Apia', days: [], coveredFrom: '2011-12-01', coveredUntil: '2011-12-31' },
    });
    const from = zonedTime('2011-12-29 17:00 Pacific/Apia');
    expect(wallText(samoa.add(from, 2 * HOUR_MS).at.getTime(), 'Pacific/Apia')).toBe('2012-01-02 10:00:00.000');
  });
});

describe('a day of work', () => {
  it.each([
    ['SH01', 8],
    ['Shanghai gate, four shifts', 11],
    ['Shanghai guards, Monday to Friday nights', 8],
    ['Berlin night desk', 2.5],
    ['Around the clock', 24],
  ])('of %s has %d hours', (name, hours) => {
    expect(createWorkingCalendar(calendars[name] ?? sh01).dayMs).toBe(hours * HOUR_MS);
  });
});

describe('beyond the covered days', () => {
  it('names the last covered day, and none around the clock', () => {
    expect(calendar.lastCoveredDay).toBe('2026-12-31');
    expect(createWorkingCalendar({ ...sh01, aroundTheClock: true }).lastCoveredDay).toBeUndefined();
  });

  it.each([
    ['within', '2026-01-01 00:00', '2027-01-01 00:00', true],
    ['in the other order', '2026-12-31 10:00', '2026-01-02 10:00', true],
    ['a millisecond before', '2025-12-31 23:59:59.999', '2026-05-01 00:00', false],
    ['a millisecond after', '2026-05-01 00:00', '2027-01-01 00:00:00.001', false],
    ['after, in the other order', '2027-01-02 00:00', '2026-05-01 00:00', false],
  ])('covers what lies %s', (_where, from, to, expected) => {
    expect(calendar.covers(shanghai(from), shanghai(to))).toBe(expected);
  });

  it.each([
    ['after', '2026-12-31 17:00', '2027-01-04 10:00', '2027-01-04'],
    ['after, in the other order', '2027-01-04 10:00', '2026-12-31 17:00', '2027-01-04'],
    ['at the end of a day after', '2026-12-31 17:00', '2027-01-05 00:00', '2027-01-04'],
    ['before', '2025-12-31 23:00', '2026-12-31 17:00', '2025-12-31'],
  ])('a strict caller is told what is missing %s', (_where, from, to, missing) => {
    const error = thrownBy(() => calendar.requireCovered(shanghai(from), shanghai(to)));
    expect(error).toBeInstanceOf(BeyondCalendar);
    expect(error).toMatchObject({
      code: 'calendar_not_covered',
      calendarId: 'sh01',
      lastCoveredDay: '2026-12-31',
      message:
        'Calendar sh01 knows the holidays from 2026-01-01 to 2026-12-31, and this needs those of ' +
        `${missing}: add them to the calendar, or allow provisional deadlines`,
    });
  });

  it('lets a strict caller pass where all is covered, and everywhere around the clock', () => {
    calendar.requireCovered(shanghai('2026-01-01 00:00'), shanghai('2027-01-01 00:00'));
    const always = createWorkingCalendar({ ...sh01, aroundTheClock: true });
    always.requireCovered(shanghai('1990-01-01 00:00'), shanghai('2060-01-01 00:00'));
    expect(always.covers(shanghai('1990-01-01 00:00'), shanghai('2060-01-01 00:00'))).toBe(true);
  });

  it('answers alike whatever was asked before', () => {
    const [from, to] = [shanghai('2019-05-06 10:00'), shanghai('2034-05-08 10:00')];
    const fresh = createWorkingCalendar(sh01).diff(from, to);
    const asked = createWorkingCalendar(sh01);
    asked.next(shanghai('2041-01-01 00:00'));
    asked.isWorking(shanghai('2012-01-01 00:00'));
    expect(asked.diff(from, to)).toBe(fresh);
    expect(asked.diff(shanghai('2026-01-01 00:00'), shanghai('2027-01-01 00:00'))).toBe(1984 * HOUR_MS);
  });

  it('keeps daylight saving in years that are not covered', () => {
    const guards = createWorkingCalendar(calendars['Berlin guards'] ?? sh01);
    const night = (from: string, to: string) =>
      guards.diff(zonedTime(`${from} Europe/Berlin`), zonedTime(`${to} Europe/Berlin`)) / HOUR_MS;
    expect(night('2028-03-25 22:00', '2028-03-26 06:00')).toBe(7);
    expect(night('2022-10-29 22:00', '2022-10-30 06:00')).toBe(9);
  });

  it.each<[what: string, act: () => unknown]>([
    ['adding from there', () => calendar.add(shanghai('2047-06-01 10:00'), 1)],
    ['adding until there', () => calendar.add(shanghai('2026-06-01 10:00'), 50_000 * HOUR_MS)],
    ['adding forever', () => calendar.add(shanghai('2026-06-01 10:00'), Infinity)],
    ['counting to there', () => calendar.diff(shanghai('2026-06-01 10:00'), shanghai('2047-06-01 10:00'))],
    ['counting from as far before', () => calendar.diff(shanghai('2005-06-01 10:00'), shanghai('2026-06-01 10:00'))],
    ['looking for the next window there', () => calendar.next(shanghai('2047-06-01 10:00'))],
    ['asking whether it is working time', () => calendar.isWorking(shanghai('2005-06-01 10:00'))],
    ['showing the windows there', () => calendar.windows(shanghai('2026-06-01 10:00'), shanghai('2047-06-01 10:00'))],
  ])('some twenty years away refuses %s', (_what, act) => {
    const error = thrownBy(act);
    expect(error).toBeInstanceOf(BeyondCalendar);
    expect(error).toMatchObject({ code: 'calendar_out_of_reach', lastCoveredDay: '2026-12-31' });
  });

  it('reaches twenty years', () => {
    expect(calendar.isWorking(shanghai('2046-12-31 10:00'))).toBe(true);
    expect(calendar.isWorking(shanghai('2006-01-02 10:00'))).toBe(true);
  });
});

describe('what is no time', () => {
  const none = new Date(NaN);
  const now = shanghai('2026-03-02 10:00');
  const always = createWorkingCalendar({ ...sh01, aroundTheClock: true });

  it.each([
    ['by windows', calendar],
    ['around the clock', always],
  ])('is refused %s', (_which, some) => {
    expect(() => some.add(none, 1)).toThrow(RangeError);
    expect(() => some.diff(none, now)).toThrow(RangeError);
    expect(() => some.diff(now, none)).toThrow(RangeError);
    expect(() => some.next(none)).toThrow(RangeError);
    expect(() => some.isWorking(none)).toThrow(RangeError);
    expect(() => some.windows(none, now)).toThrow(RangeError);
    expect(() => some.windows(now, none)).toThrow(RangeError);
    expect(() => some.add(now, -1)).toThrow('Working time to add must be 0 ms or more, not -1');
    expect(() => some.add(now, NaN)).toThrow(RangeError);
  });

  it('drops a fraction of a millisecond', () => {
    expect(calendar.add(now, 1.9).at).toEqual(calendar.add(now, 1).at);
    expect(calendar.add(now, 0.9).at).toEqual(now);
    expect(always.add(now, 1.9).at).toEqual(always.add(now, 1).at);
  });
});
