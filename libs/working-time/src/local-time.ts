import type { Weekday } from './definition';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

const DATE = /^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d$/;
const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** The number of a local date, counted from 1970-01-01, or undefined if it is none between 1970 and 2199. */
export function dayNumberOf(date: string): number | undefined {
  if (!DATE.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // 30 February is read as 2 March.
  return !Number.isNaN(ms) && dateOf(ms / DAY_MS) === date ? ms / DAY_MS : undefined;
}

/** The local date with this number. */
export function dateOf(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/** Day 0 was a Thursday. */
export function weekdayOf(dayNumber: number): Weekday {
  return (((((dayNumber + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** Milliseconds from the midnight before to `09:00` on a wall clock without jumps, or undefined if it is no time of day. */
export function timeOfDayMs(time: string): number | undefined {
  const match = TIME.exec(time);
  if (!match) return undefined;
  return match[1] === undefined ? DAY_MS : (Number(match[1]) * 60 + Number(match[2])) * MINUTE_MS;
}
