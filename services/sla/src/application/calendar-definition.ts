import type { directory } from '@parkline/proto';
import { checkDefinition, createWorkingCalendar, type WorkingCalendar } from '@parkline/working-time';
import type { VersionedCalendar } from '../domain/rules';

/** What may be wrong with a calendar, by its field. */
export interface CalendarProblem {
  readonly field: string;
  readonly message: string;
}

export type ReadCalendar =
  | { readonly ok: true; readonly calendar: WorkingCalendar }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

/** A calendar of the contract, compiled; or all that is wrong with it. */
export function readCalendar(message: directory.Calendar): ReadCalendar {
  const checked = checkDefinition(definitionOf(message));
  return checked.ok ? { ok: true, calendar: createWorkingCalendar(checked.definition) } : checked;
}

/** The calendar as the clocks count on it. */
export function versionedCalendar(calendar: WorkingCalendar): VersionedCalendar {
  return {
    calendarId: calendar.calendarId,
    calendarVersion: calendar.version,
    time: {
      dayMs: calendar.dayMs,
      add: (from, workingMs) => calendar.add(from, workingMs).at,
      diff: (from, to) => calendar.diff(from, to),
      covers: (from, to) => calendar.covers(from, to),
    },
  };
}

function definitionOf(message: directory.Calendar): unknown {
  const { id: calendarId, version, name, timeZone, aroundTheClock, week, standardWeekday, days } = message;
  const head = { calendarId, version, name, timeZone, aroundTheClock };
  if (aroundTheClock) {
    // Neither a standard day nor an end means anything here; the definition wants both.
    return { ...head, week: {}, standardWeekday: 1, days: [], coveredFrom: '2000-01-01', coveredUntil: '2000-01-01' };
  }
  const windowsOn = (weekday: number) =>
    week.filter((one) => one.weekday === weekday).map(({ from, to }) => ({ from, to }));
  const weekdays = [...new Set(week.map(({ weekday }) => weekday))].sort();
  return {
    ...head,
    week: Object.fromEntries(weekdays.map((weekday) => [weekday, windowsOn(weekday)])),
    standardWeekday,
    days: days.map(({ date, kind, name: dayName, windows }) => ({
      ...{ date, kind, name: dayName },
      // An override lists its windows, none for a closed day; the others only where they differ.
      ...(windows.length > 0 || kind === 'override' ? { windows: windows.map(({ from, to }) => ({ from, to })) } : {}),
    })),
    coveredFrom: message.coveredFrom,
    coveredUntil: message.coveredUntil,
  };
}
