import { provisionalKey } from '../domain/clock-set';
import { UNKNOWN_CALENDAR } from '../domain/rules';
import type { KnownPark, Parks } from './ports';

/** What may have given a provisional deadline in these parks: their having been unknown, and their calendars so far. */
export function provisionalKeysOf(parks: Parks, among: readonly KnownPark[]): string[] {
  const keys = new Set<string>();
  for (const { code, calendarId } of among) {
    keys.add(unknownKey(code));
    const newest = calendarId ? (parks.calendar(calendarId)?.version ?? 0) : 0;
    for (const key of keysUpTo(calendarId, newest)) keys.add(key);
  }
  return [...keys];
}

/**
 * What gave provisional deadlines that can be worked out anew by now: parks that are known meanwhile, and versions of
 * any calendar that has a newer one. A clock keeps its calendar when its park takes another.
 */
export function outdatedKeysOf(parks: Parks): string[] {
  const known = parks.all().filter(({ calendarId }) => !calendarId || parks.calendar(calendarId));
  return [
    ...known.map(({ code }) => unknownKey(code)),
    ...parks.allCalendars().flatMap(({ calendarId, version }) => keysUpTo(calendarId, version - 1)),
  ];
}

function unknownKey(parkCode: string): string {
  return provisionalKey(UNKNOWN_CALENDAR, 0, parkCode);
}

function keysUpTo(calendarId: string, version: number): string[] {
  return Array.from({ length: version }, (_, index) => provisionalKey(calendarId, index + 1, ''));
}
