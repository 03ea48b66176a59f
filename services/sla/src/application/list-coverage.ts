import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { requireStaff } from './headquarters';
import type { KnownCalendar, LiveCases, Parks } from './ports';
import { provisionalKeysOf } from './provisional-keys';

const DAY_MS = 86_400_000;
/** So long before its end a calendar is to be renewed (domain.md, Clocks). */
const ALERT_DAYS = 90;

/** How far the calendar of a park reaches. */
export interface Coverage {
  parkCode: string;
  calendarId: string;
  calendarVersion: number;
  /** Local date; empty for a calendar that needs no end. */
  coveredUntil: string;
  endsSoon: boolean;
  provisionalClocks: number;
}

/** How far the calendars of the caller's parks reach, and how many running clocks have a provisional deadline. */
export function listCoverage(deps: { parks: Parks; liveCases: LiveCases; clock: () => Date }) {
  const { parks, liveCases, clock } = deps;
  return async (principal: Principal): Promise<Coverage[]> => {
    requireStaff(principal);
    const scope = scopeOf(principal);
    const now = clock();
    const visible = parks.all().filter(({ code, groupId }) => inScope(scope, { groupId, parkCode: code }));
    const counts = await liveCases.countProvisional(provisionalKeysOf(parks, visible));
    return visible
      .map(({ code, calendarId }) => {
        const calendar = calendarId ? parks.calendar(calendarId) : undefined;
        return {
          parkCode: code,
          calendarId,
          calendarVersion: calendar?.version ?? 0,
          coveredUntil: calendar?.coveredUntil ?? '',
          endsSoon: calendar !== undefined && endsSoon(calendar, now),
          provisionalClocks: counts.get(code) ?? 0,
        };
      })
      .sort((a, b) => (a.parkCode < b.parkCode ? -1 : 1));
  };
}

/** Whole days from today, as the place's calendar has it, to the last covered one; undefined if it needs no end. */
export function daysLeft({ coveredUntil, timeZone }: KnownCalendar, now: Date): number | undefined {
  if (coveredUntil === undefined) return undefined;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
  return Math.round((Date.parse(coveredUntil) - Date.parse(today)) / DAY_MS);
}

/** Whether less than 90 days are left. */
export function endsSoon(calendar: KnownCalendar, now: Date): boolean {
  const left = daysLeft(calendar, now);
  return left !== undefined && left < ALERT_DAYS;
}
