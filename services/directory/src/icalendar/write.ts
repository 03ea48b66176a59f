import ICAL from 'ical.js';
import type { Calendar, CalendarDay } from '../domain/calendar';
import { dateOf, dayNumberOf } from '../domain/local-date';
import { plainText } from '../domain/plain-text';

const categories = { holiday: 'HOLIDAY', make_up_workday: 'MAKE-UP WORKDAY', override: 'OVERRIDE' } as const;

/** Days in a row that differ in nothing but the date. */
interface Stretch {
  day: CalendarDay;
  first: number;
  length: number;
}

/**
 * A calendar's dated days as iCalendar (RFC 5545): an event of whole days for every stretch. The X-PARKLINE properties
 * make reading it again the same days; other programs show them by summary and category.
 * @param at when it is written
 */
export function writeCalendar(calendar: Calendar, at: Date): string {
  const { id, version, name, timeZone, coveredFrom, coveredUntil } = calendar;
  const own = coveredUntil === '' ? [] : [mark('covered-from', coveredFrom), mark('covered-until', coveredUntil)];
  const properties = [
    ['version', {}, 'text', '2.0'],
    ['prodid', {}, 'text', '-//Parkline//Calendar//EN'],
    ['calscale', {}, 'text', 'GREGORIAN'],
    ['x-wr-calname', {}, 'text', plainText(name, 100)],
    ['x-wr-timezone', {}, 'text', timeZone],
    mark('calendar', id),
    mark('version', String(version)),
    ...own,
  ];
  const stamp = `${at.toISOString().slice(0, 19)}Z`;
  return ICAL.stringify(['vcalendar', properties, stretchesOf(calendar.days).map((one) => eventOf(one, id, stamp))]);
}

function eventOf({ day, first, length }: Stretch, id: string, stamp: string): unknown[] {
  const { date, kind, name, windows } = day;
  const hours =
    windows.length > 0 || kind === 'override'
      ? [mark('windows', windows.map(({ from, to }) => `${from}-${to}`).join(' '))]
      : [];
  const properties = [
    ['uid', {}, 'text', `${date}.${id}@parkline`],
    ['dtstamp', {}, 'date-time', stamp],
    ['dtstart', {}, 'date', date],
    ['dtend', {}, 'date', dateOf(first + length)],
    ['summary', {}, 'text', plainText(name, 100)],
    ['categories', {}, 'text', categories[kind]],
    ['transp', {}, 'text', 'TRANSPARENT'],
    mark('kind', kind),
    ...hours,
  ];
  return ['vevent', properties, []];
}

/** Values have no characters that would need escaping. */
function mark(name: string, value: string): unknown[] {
  return [`x-parkline-${name}`, {}, 'unknown', value];
}

function stretchesOf(days: readonly CalendarDay[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const day of days) {
    const number = dayNumberOf(day.date);
    if (number === undefined) continue;
    const last = stretches.at(-1);
    if (last && last.first + last.length === number && sameButDate(last.day, day)) last.length += 1;
    else stretches.push({ day, first: number, length: 1 });
  }
  return stretches;
}

function sameButDate(a: CalendarDay, b: CalendarDay): boolean {
  return a.kind === b.kind && a.name === b.name && JSON.stringify(a.windows) === JSON.stringify(b.windows);
}
