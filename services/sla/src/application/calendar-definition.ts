import type { directory } from '@parkline/proto';
import { checkDefinition, createWorkingCalendar, definitionOf, type WorkingCalendar } from '@parkline/working-time';
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
