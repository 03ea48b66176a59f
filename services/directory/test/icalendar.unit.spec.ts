import fc from 'fast-check';
import { isParklineError } from '@parkline/errors';
import type { Calendar, CalendarDay, DayKind, DayWindow } from '../src/domain/calendar';
import { kindToldBy } from '../src/domain/day-kind';
import { daysOfEvents, type ImportRange } from '../src/domain/imported-days';
import { dateOf, dayNumberOf } from '../src/domain/local-date';
import { readCalendar } from '../src/icalendar/read';
import { writeCalendar } from '../src/icalendar/write';

const at = new Date('2026-11-22T02:00:00Z');
const number = (date: string) => dayNumberOf(date) ?? NaN;
const wholeYear: ImportRange = {
  from: number('2026-01-01'),
  until: number('2026-12-31'),
  coveredUntil: number('2026-12-31'),
};

const calendar: Calendar = {
  id: 'cn-office',
  groupId: 'demo',
  version: 3,
  name: '商务园工作日历',
  nameEn: 'Office hours',
  timeZone: 'Asia/Shanghai',
  aroundTheClock: false,
  week: [{ weekday: 1, from: '09:00', to: '18:00' }],
  standardWeekday: 1,
  days: [],
  coveredFrom: '2026-01-01',
  coveredUntil: '2026-12-31',
};

function text(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: string[]): string[] {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
}

/** What a text tells, in short: `2026-10-01 holiday 国庆节`. */
function read(source: string, range: Partial<ImportRange> = {}): { days: string[]; ignored: string[] } {
  const { events, ignored } = readCalendar(source);
  const found = daysOfEvents(events, { ...wholeYear, ...range });
  return {
    days: found.days.map(({ date, kind, name }) => `${date} ${kind} ${name}`),
    ignored: [...ignored, ...found.ignored],
  };
}

function faultOf(source: string): { code: string; message: string } {
  try {
    readCalendar(source);
  } catch (error) {
    if (isParklineError(error, 'InvalidInput')) return error;
    throw error;
  }
  throw new Error('The text was read');
}

describe('an exported calendar', () => {
  const names = fc
    .string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'国庆节abc 1,;:\\"\'^nN（）😀=-%') })
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .filter((name) => name !== '');
  const windows = fc.constantFrom<DayWindow[]>(
    [{ from: '09:00', to: '12:00' }],
    [
      { from: '00:00', to: '06:30' },
      { from: '22:00', to: '24:00' },
    ],
  );
  const day = fc
    .record({
      offset: fc.integer({ min: 0, max: 364 }),
      kind: fc.constantFrom<DayKind>('holiday', 'make_up_workday', 'override'),
      name: names,
      windows: fc.oneof(windows, fc.constant<DayWindow[]>([])),
    })
    .map(({ offset, kind, ...rest }): CalendarDay => ({
      date: dateOf(number('2026-01-01') + offset),
      kind,
      name: rest.name,
      windows: kind === 'holiday' ? [] : rest.windows,
    }));

  it('reads as the same days, whatever their names and windows', () => {
    fc.assert(
      fc.property(fc.uniqueArray(day, { selector: ({ date }) => date, maxLength: 60 }), names, (days, name) => {
        const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
        const { events, coveredUntil, ignored } = readCalendar(writeCalendar({ ...calendar, name, days: sorted }, at));
        expect(ignored).toEqual([]);
        expect(daysOfEvents(events, wholeYear).days).toEqual(sorted);
        expect(coveredUntil).toBe(number('2026-12-31'));
      }),
      { numRuns: 40 },
    );
  });

  it('is a text that any calendar program understands', () => {
    const days: CalendarDay[] = ['2026-10-01', '2026-10-02', '2026-10-03'].map((date) => ({
      date,
      kind: 'holiday',
      name: '国庆节, 假期',
      windows: [],
    }));
    const written = writeCalendar({ ...calendar, days }, at);
    expect(written.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Parkline//Calendar//EN',
      'CALSCALE:GREGORIAN',
      'X-WR-CALNAME;VALUE=TEXT:商务园工作日历',
      'X-WR-TIMEZONE;VALUE=TEXT:Asia/Shanghai',
      'X-PARKLINE-CALENDAR:cn-office',
      'X-PARKLINE-VERSION:3',
      'X-PARKLINE-COVERED-FROM:2026-01-01',
      'X-PARKLINE-COVERED-UNTIL:2026-12-31',
      'BEGIN:VEVENT',
      'UID:2026-10-01.cn-office@parkline',
      'DTSTAMP:20261122T020000Z',
      'DTSTART;VALUE=DATE:20261001',
      'DTEND;VALUE=DATE:20261004',
      'SUMMARY:国庆节\\, 假期',
      'CATEGORIES:HOLIDAY',
      'TRANSP:TRANSPARENT',
      'X-PARKLINE-KIND:holiday',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('has no line that a name has made', () => {
    const evil = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20260505\u2028y';
    const days: CalendarDay[] = [{ date: '2026-10-01', kind: 'holiday', name: evil, windows: [] }];
    const written = writeCalendar({ ...calendar, name: evil, days }, at);
    expect(written.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
    expect(readCalendar(written).events).toHaveLength(1);
  });
});

describe('the kind of a day', () => {
  it.each([
    ['春节（休）', 'holiday'],
    ['国庆节 休', 'holiday'],
    ['劳动节放假', 'holiday'],
    ['法定节假日', 'holiday'],
    ['不上班', 'holiday'],
    ['Public Holiday', 'holiday'],
    ['non-working day', 'holiday'],
    ['WORK-HOLIDAY', 'holiday'],
    ['春节（班）', 'make_up_workday'],
    ['国庆节 补班', 'make_up_workday'],
    ['调休上班', 'make_up_workday'],
    ['Make-up workday', 'make_up_workday'],
    ['ALTERNATE-WORKDAY', 'make_up_workday'],
    ['劳动节放假，5月9日上班', 'both'],
    ['调休', 'nothing'],
    ['元旦', 'nothing'],
    ['春节值班', 'nothing'],
    ['退休欢送会', 'nothing'],
    ['Holiday party', 'nothing'],
  ])('%s tells %s', (said, told) => {
    expect(kindToldBy(said)).toBe(told);
  });
});

describe('an imported event', () => {
  it('of several days names every one, its end not included', () => {
    const source = text(...event('DTSTART;VALUE=DATE:20261001', 'DTEND;VALUE=DATE:20261004', 'SUMMARY:国庆节（休）'));
    expect(read(source).days).toEqual([
      '2026-10-01 holiday 国庆节（休）',
      '2026-10-02 holiday 国庆节（休）',
      '2026-10-03 holiday 国庆节（休）',
    ]);
  });

  it.each<[string, string[], string]>([
    ['a date without VALUE=DATE', ['DTSTART:20261010', 'SUMMARY:补班'], '2026-10-10 make_up_workday 补班'],
    [
      'one day that ends on itself',
      ['DTSTART:20261010', 'DTEND:20261010', 'SUMMARY:补班'],
      '2026-10-10 make_up_workday 补班',
    ],
    [
      'categories before a summary that says nothing',
      ['DTSTART:20261001', 'SUMMARY:国庆', 'CATEGORIES:其他,放假'],
      '2026-10-01 holiday 国庆',
    ],
    [
      'the mark of another program',
      ['DTSTART:20260104', 'SUMMARY:元旦', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'],
      '2026-01-04 make_up_workday 元旦',
    ],
    ['a line break in the name', ['DTSTART:20261001', 'SUMMARY:国庆\\n放假'], '2026-10-01 holiday 国庆 放假'],
    ['no name', ['DTSTART:20261001', 'CATEGORIES:HOLIDAY'], '2026-10-01 holiday 节假日'],
    ['a folded line', ['DTSTART:20261001', 'SUMMARY:国庆', ' 节放假'], '2026-10-01 holiday 国庆节放假'],
    ['a duration', ['DTSTART:20261001', 'DURATION:P1D', 'SUMMARY:放假'], '2026-10-01 holiday 放假'],
  ])('with %s is understood', (_what, lines, day) => {
    expect(read(text(...event(...lines)))).toEqual({ days: [day], ignored: [] });
  });

  it.each<[string, string[], string]>([
    ['a time of day', ['DTSTART:20261001T090000', 'SUMMARY:放假'], 'not of whole days'],
    ['a time of day in another zone', ['DTSTART;TZID=Asia/Tokyo:20261001T090000', 'SUMMARY:放假'], 'not of whole days'],
    ['no beginning', ['SUMMARY:放假'], 'no single beginning'],
    ['a date that does not exist', ['DTSTART;VALUE=DATE:20260230', 'SUMMARY:放假'], 'does not exist'],
    ['an end before its beginning', ['DTSTART:20261005', 'DTEND:20261001', 'SUMMARY:放假'], 'ends before it begins'],
    ['years of holiday', ['DTSTART:20260101', 'DTEND:20991231', 'SUMMARY:放假'], 'longer than 366 days'],
    ['neither word', ['DTSTART:20261001', 'SUMMARY:国庆节'], 'says neither'],
    ['both words', ['DTSTART:20261001', 'SUMMARY:放假调休上班'], 'of a holiday and of a workday'],
    ['a cancellation', ['DTSTART:20261001', 'SUMMARY:放假', 'STATUS:CANCELLED'], 'is cancelled'],
    ['one changed occurrence', ['DTSTART:20261001', 'RECURRENCE-ID:20261001', 'SUMMARY:放假'], 'one occurrence'],
    ['a rule by the second', ['DTSTART:20261001', 'RRULE:FREQ=SECONDLY', 'SUMMARY:放假'], 'neither daily'],
    ['a rule that is none', ['DTSTART:20261001', 'RRULE:FREQ=SOMETIMES', 'SUMMARY:放假'], 'cannot be read'],
    ['a rule by position', ['DTSTART:20261001', 'RRULE:FREQ=MONTHLY;BYSETPOS=1', 'SUMMARY:放假'], 'BYSETPOS'],
    ['an own kind that is unknown', ['DTSTART:20261001', 'X-PARKLINE-KIND:party'], 'X-PARKLINE-KIND'],
    ['an override without windows', ['DTSTART:20261001', 'X-PARKLINE-KIND:override'], 'without X-PARKLINE-WINDOWS'],
    ['a day outside the range', ['DTSTART:20271001', 'SUMMARY:放假'], 'lies outside 2026-01-01 to 2026-12-31'],
  ])('with %s is left out, with the reason', (_what, lines, reason) => {
    const { days, ignored } = read(text(...event(...lines), ...event('DTSTART:20260501', 'SUMMARY:放假')));
    expect(days).toEqual(['2026-05-01 holiday 放假']);
    expect(ignored).toEqual([expect.stringContaining(reason)]);
  });

  it('that names a date for the second time is left out where it says something else', () => {
    const source = text(
      ...event('DTSTART:20261001', 'SUMMARY:国庆节放假'),
      ...event('DTSTART:20261001', 'SUMMARY:补班'),
      ...event('DTSTART:20261001', 'SUMMARY:国庆节放假'),
    );
    expect(read(source)).toEqual({
      days: ['2026-10-01 holiday 国庆节放假'],
      ignored: ['“补班” (2026-10-01): 2026-10-01 is holiday “国庆节放假” already.'],
    });
  });
});

describe('a repeating event', () => {
  const repeated = (rule: string, start: string, ...more: string[]) =>
    read(text(...event(`DTSTART;VALUE=DATE:${start}`, 'SUMMARY:休息', `RRULE:${rule}`, ...more)), {
      until: undefined,
    }).days.map((day) => day.slice(0, 10));

  it.each<[string, string, string[]]>([
    ['FREQ=YEARLY', '20241001', ['2026-10-01']],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '20201126', ['2026-11-26']],
    ['FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', '20250526', ['2026-05-25']],
    ['FREQ=YEARLY;BYDAY=1MO', '20250106', ['2026-01-05']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', '20260131', ['2026-01-31', '2026-02-28', '2026-03-31']],
    ['FREQ=MONTHLY;INTERVAL=3', '20260131', ['2026-01-31', '2026-07-31', '2026-10-31']],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;UNTIL=20260118',
      '20260103',
      ['2026-01-03', '2026-01-04', '2026-01-17', '2026-01-18'],
    ],
    ['FREQ=DAILY;INTERVAL=3;COUNT=3', '20260101', ['2026-01-01', '2026-01-04', '2026-01-07']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '20240229', []],
  ])('by %s from %s falls on %j', (rule, start, dates) => {
    expect(repeated(rule, start)).toEqual(dates);
  });

  it('leaves out its exceptions and adds its extra dates', () => {
    const more = ['EXDATE;VALUE=DATE:20260102', 'RDATE;VALUE=DATE:20260301'];
    expect(repeated('FREQ=DAILY;COUNT=3', '20260101', ...more)).toEqual(['2026-01-01', '2026-01-03', '2026-03-01']);
  });

  it('comes to an end even where its rule never fits, and where thousands ask for years of days', () => {
    const never = event('DTSTART:19700101', 'SUMMARY:休息', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30');
    expect(read(text(...never)).days).toEqual([]);
    const daily = event('DTSTART:19700101', 'DTEND:19710101', 'SUMMARY:休息', 'RRULE:FREQ=DAILY;COUNT=999999999');
    const { days, ignored } = read(text(...Array.from({ length: 500 }, () => daily).flat()));
    expect(days.length).toBeLessThanOrEqual(365);
    expect(ignored.at(-1)).toContain('repeats too often');
  });
});

describe('a text', () => {
  const holiday = event('DTSTART:20261001', 'SUMMARY:放假');

  it.each<[string, string, string]>([
    ['empty', '', 'icalendar_missing'],
    ['of another kind', '<!doctype html><p>BEGIN:VCALENDAR</p>', 'icalendar_missing'],
    ['a contact', 'BEGIN:VCARD\r\nEND:VCARD', 'icalendar_missing'],
    ['read in the wrong charset', text(...event('SUMMARY:\ufffd\ufffd')), 'icalendar_not_utf8'],
    ['in UTF-16 read byte by byte', 'B\u0000E\u0000G\u0000I\u0000N\u0000', 'icalendar_not_utf8'],
    ['cut short', ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:放假'].join('\n'), 'icalendar_broken'],
    ['with an end too many', `${text(...holiday)}END:VCALENDAR\r\n`, 'icalendar_broken'],
    ['with crossed ends', text('BEGIN:VEVENT', 'BEGIN:VALARM', 'END:VEVENT', 'END:VALARM'), 'icalendar_broken'],
    ['with an event outside', `${holiday.join('\n')}\n${text()}`, 'icalendar_broken'],
    ['folded without the space', text(...event('SUMMARY:放', '假')), 'icalendar_broken'],
    ['that begins with a continuation', ` x\n${text(...holiday)}`, 'icalendar_broken'],
    ['nested without end', text(...Array.from({ length: 50 }, () => 'BEGIN:VEVENT')), 'icalendar_broken'],
    ['with one endless line', text(...event(`SUMMARY${';a=b'.repeat(100_000)}`)), 'icalendar_broken'],
    ['of more than 1 MB', text(...event(`DESCRIPTION:${'漏'.repeat(400_000)}`)), 'icalendar_too_large'],
    ['of 100,000 events', text(...Array.from({ length: 100_000 }, () => 'BEGIN:A\nEND:A')), 'icalendar_too_large'],
    ['of 11,000 events', text(...Array.from({ length: 11_000 }, () => event()).flat()), 'icalendar_too_many_events'],
  ])('that is %s is refused', (_what, source, code) => {
    expect(faultOf(source)).toMatchObject({ code, field: 'icalendar', message: expect.stringMatching(/\.$/) });
  });

  it('names the line that is broken', () => {
    expect(faultOf(text(...event('SUMMARY:放', '假'))).message).toContain('Line 5 ');
  });

  it.each<[string, string]>([
    ['a byte order mark', `\ufeff${text(...holiday)}`],
    ['line feeds only', text(...holiday).replaceAll('\r\n', '\n')],
    ['carriage returns only', text(...holiday).replaceAll('\r\n', '\r')],
    ['small letters', text(...holiday).replace('BEGIN:VEVENT', 'begin:vevent')],
    ['a time zone and an alarm', text('BEGIN:VTIMEZONE', 'RRULE:FREQ=NEVER', 'END:VTIMEZONE', ...holiday)],
    ['properties that nobody reads', text('X-WR-CALNAME:x', `X-LONG:${'x'.repeat(9_000)}`, ...holiday)],
    ['a property named like one of objects', text(...event('constructor:x', 'DTSTART:20261001', 'SUMMARY:放假'))],
    ['two calendars', text() + text(...holiday)],
  ])('with %s is read', (_what, source) => {
    expect(read(source)).toEqual({ days: ['2026-10-01 holiday 放假'], ignored: [] });
  });

  it('of any characters is read or refused, never more', () => {
    const piece = fc.constantFrom(
      'BEGIN:',
      'END:',
      'VCALENDAR',
      'VEVENT',
      '\r\n',
      '\n ',
      ';',
      ':',
      '=',
      '"',
      'DTSTART',
      'RRULE:FREQ=DAILY',
      '20260101',
      'SUMMARY:放假',
      'a',
      '\\',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const source of [pieces.join(''), text(...event(pieces.join('')))]) {
          try {
            read(source);
          } catch (error) {
            expect(isParklineError(error, 'InvalidInput')).toBe(true);
          }
        }
      }),
    );
  });
});
