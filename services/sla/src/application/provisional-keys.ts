import { provisionalKey } from '../domain/clock-set';
import { UNKNOWN_CALENDAR } from '../domain/rules';
import type { KnownPark, Parks } from './ports';

/**
 * What may have given a provisional deadline in these parks: their having been unknown, and the versions of their
 * calendars; with `olderOnly`, just those that a newer version can correct by now.
 */
export function provisionalKeysOf(parks: Parks, among: readonly KnownPark[], { olderOnly = false } = {}): string[] {
  const keys = new Set<string>();
  for (const { code, calendarId } of among) {
    const calendar = calendarId ? parks.calendar(calendarId) : undefined;
    // Whose calendar is still to come is as unknown as before.
    if (!calendarId || calendar || !olderOnly) keys.add(provisionalKey(UNKNOWN_CALENDAR, 0, code));
    const newest = calendar ? calendar.version - (olderOnly ? 1 : 0) : 0;
    for (let version = 1; version <= newest; version += 1) keys.add(provisionalKey(calendarId, version, code));
  }
  return [...keys];
}
