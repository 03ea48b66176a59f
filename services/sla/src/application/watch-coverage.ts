import { daysLeft, endsSoon } from './list-coverage';
import type { KnownCalendar, Parks } from './ports';

/** A calendar that parks work by, and for how long it still knows the holidays. */
export interface WatchedCalendar {
  calendarId: string;
  daysLeft: number;
}

/** How many covered days the calendars in use have left; those around the clock need none. */
export function coverageLeft({ parks, clock }: { parks: Parks; clock: () => Date }) {
  return (): WatchedCalendar[] =>
    calendarsInUse(parks).flatMap((calendar) => {
      const left = daysLeft(calendar, clock());
      return left === undefined ? [] : [{ calendarId: calendar.calendarId, daysLeft: left }];
    });
}

/**
 * Warns of each calendar in use that ends within 90 days: when that is first seen, and again once a day. A round reads
 * nothing from the store.
 */
export function watchCoverage(deps: { parks: Parks; clock: () => Date; warn: (calendar: KnownCalendar) => void }) {
  const { parks, clock, warn } = deps;
  const warned = new Map<string, string>();
  return (): Promise<number> => {
    const now = clock();
    const today = now.toISOString().slice(0, 10);
    for (const calendar of calendarsInUse(parks)) {
      const key = `${calendar.calendarId}/${calendar.version}`;
      if (!endsSoon(calendar, now) || warned.get(key) === today) continue;
      warned.set(key, today);
      warn(calendar);
    }
    return Promise.resolve(0);
  };
}

function calendarsInUse(parks: Parks): KnownCalendar[] {
  const ids = new Set(parks.all().map(({ calendarId }) => calendarId));
  return [...ids].flatMap((id) => {
    const calendar = id ? parks.calendar(id) : undefined;
    return calendar ? [calendar] : [];
  });
}
