import fc from 'fast-check';
import type { CalendarDay, CalendarDefinition, LocalWindow } from '../src/definition';

const DAY_MS = 86_400_000;

/** A date of each zone near which its clocks change, and some near which they do not. */
export const places: readonly (readonly [timeZone: string, around: string])[] = [
  ['Asia/Shanghai', '2026-02-16'],
  ['Asia/Shanghai', '1991-04-14'],
  ['Asia/Kathmandu', '2026-12-31'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Recife', '2000-10-12'],
  ['America/St_Johns', '2010-11-07'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
];

/** The date so many days after another. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Ascending windows: some touch, many lie in the night, where clocks change. */
const someWindows = (minLength: number): fc.Arbitrary<LocalWindow[]> =>
  fc
    .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 20 })), {
      minLength: 2 * minLength,
      maxLength: 8,
    })
    .map((halfHours) => {
      const cuts = halfHours.sort((a, b) => a - b).map((half) => timeOfDay(half * 30));
      const windows: LocalWindow[] = [];
      for (let index = 0; index + 1 < cuts.length; index += index % 3 === 0 ? 1 : 2)
        windows.push({ from: cuts[index] ?? '', to: cuts[index + 1] ?? '' });
      return windows;
    });

const someDay = (around: string): fc.Arbitrary<CalendarDay> =>
  fc.record({ offset: fc.integer({ min: -2, max: 2 }), name: fc.constant('x') }).chain(({ offset, name }) => {
    const date = daysAfter(around, offset);
    return fc.oneof(
      fc.constant<CalendarDay>({ date, kind: 'holiday', name }),
      fc.constant<CalendarDay>({ date, kind: 'make_up_workday', name }),
      someWindows(1).map((windows): CalendarDay => ({ date, kind: 'make_up_workday', name, windows })),
      someWindows(0).map((windows): CalendarDay => ({ date, kind: 'override', name, windows })),
    );
  });

/** A valid calendar of a place: it covers from 2 to 60 days before the date to 2 to 60 after. */
export function someCalendar(timeZone: string, around: string): fc.Arbitrary<CalendarDefinition> {
  return fc
    .record({
      standard: someWindows(1),
      others: fc.array(someWindows(0), { minLength: 6, maxLength: 6 }),
      days: fc.uniqueArray(someDay(around), { maxLength: 4, selector: (day) => day.date }),
      before: fc.oneof(fc.constant(2), fc.integer({ min: 2, max: 60 })),
      after: fc.oneof(fc.constant(2), fc.integer({ min: 2, max: 60 })),
    })
    .map(({ standard, others, days, before, after }) => ({
      ...{ calendarId: 'random', version: 1, name: 'random', timeZone, aroundTheClock: false },
      week: Object.fromEntries([standard, ...others].map((windows, index) => [index + 1, windows])),
      standardWeekday: 1,
      days,
      coveredFrom: daysAfter(around, -before),
      coveredUntil: daysAfter(around, after),
    }));
}

/** A moment within so many days of the date: any millisecond, or one at or next to a half hour, where windows end. */
export function someMoment(around: string, days: number): fc.Arbitrary<Date> {
  const span = days * DAY_MS;
  const halfHours = span / 1_800_000;
  return fc
    .oneof(
      fc.integer({ min: -span, max: span }),
      fc
        .tuple(fc.integer({ min: -halfHours, max: halfHours }), fc.integer({ min: -1, max: 1 }))
        .map(([half, beside]) => half * 1_800_000 + beside),
    )
    .map((offset) => new Date(Date.parse(around) + offset));
}

/** Milliseconds of working time: any, or whole half hours, so that sums end where windows do. */
export const someWorkingMs: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 200 * 3_600_000 }),
  fc.integer({ min: 0, max: 200 }).map((halfHours) => halfHours * 1_800_000),
  fc.integer({ min: 0, max: 3 }),
);
