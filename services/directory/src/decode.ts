import type { directory } from '@parkline/proto';
import { dayKinds, type CalendarDraft } from './domain/calendar';

/** A calendar as somebody sends it; that its words are words is for the check of calendars to say. */
export function decodeCalendar(calendar: directory.Calendar): CalendarDraft {
  const { id, name, nameEn, timeZone, aroundTheClock, week, standardWeekday, coveredFrom, coveredUntil } = calendar;
  return {
    id,
    name,
    nameEn,
    timeZone,
    aroundTheClock,
    week,
    standardWeekday,
    days: calendar.days.map(({ date, kind, name: dayName, windows }) => ({
      date,
      kind: dayKinds.find((known) => known === kind) ?? (kind as 'holiday'),
      name: dayName,
      windows,
    })),
    coveredFrom,
    coveredUntil,
  };
}
