import type { CalendarDefinition, LocalWindow, Weekday } from '../src/definition';
import { daysAfter } from './random-calendars';
import { wallText } from './zoned-time';

const MINUTE_MS = 60_000;
const DAYS_EACH_WAY = 4;

/**
 * The same arithmetic as slow and plain as can be: it looks at the clock on the wall every minute for four days around
 * a date, marks the minutes of work, and counts them one by one.
 */
export function minuteWalk(definition: CalendarDefinition, around: string) {
  const { startMs, shown } = wallMinutes(definition.timeZone, around);
  const works = new Array<boolean>(shown.length).fill(false);
  for (let offset = -DAYS_EACH_WAY - 1; offset <= DAYS_EACH_WAY + 1; offset += 1) {
    const date = daysAfter(around, offset);
    for (const { from, to } of windowsOn(definition, date)) {
      const [first, end] = [minuteShown(date, from), minuteShown(date, to)];
      const opens = shown.findIndex((minute) => minute >= first);
      const closes = shown.findLastIndex((minute) => minute < end);
      if (opens >= 0) works.fill(true, opens, Math.max(opens, closes + 1));
    }
  }
  const minuteOf = (ms: number): number => Math.floor((ms - startMs) / MINUTE_MS);
  const endOfMinute = (minute: number): number => startMs + (minute + 1) * MINUTE_MS;

  return {
    isWorking: (at: Date): boolean => works[minuteOf(at.getTime())] ?? false,
    diff(from: Date, to: Date): number {
      let sum = 0;
      let ms = from.getTime();
      while (ms < to.getTime()) {
        const until = Math.min(endOfMinute(minuteOf(ms)), to.getTime());
        if (works[minuteOf(ms)]) sum += until - ms;
        ms = until;
      }
      return sum;
    },
    /** Undefined where the walk ends first. */
    add(from: Date, workingMs: number): Date | undefined {
      let left = workingMs;
      let ms = from.getTime();
      while (left > 0) {
        const minute = minuteOf(ms);
        if (minute >= works.length) return undefined;
        const until = endOfMinute(minute);
        const worked = works[minute] ? Math.min(left, until - ms) : 0;
        left -= worked;
        ms = worked > 0 && left === 0 ? ms + worked : until;
      }
      return new Date(ms);
    },
    next(at: Date): Date | undefined {
      if (works[minuteOf(at.getTime())]) return at;
      const minute = works.indexOf(true, minuteOf(at.getTime()));
      return minute < 0 ? undefined : new Date(startMs + minute * MINUTE_MS);
    },
    /** Whether the way between two moments touches a day outside the covered range. */
    isProvisional(from: Date, to: Date): boolean {
      const first = wallText(from.getTime(), definition.timeZone).slice(0, 10);
      const last = wallText(Math.max(from.getTime(), to.getTime() - 1), definition.timeZone).slice(0, 10);
      return first < definition.coveredFrom || last > definition.coveredUntil;
    },
  };
}

function windowsOn(definition: CalendarDefinition, date: string): readonly LocalWindow[] {
  const sundayIsZero = new Date(date).getUTCDay();
  const ofWeek = (weekday: number) => definition.week[weekday as Weekday] ?? [];
  const day = definition.days.find((exception) => exception.date === date);
  if (day?.kind === 'holiday') return [];
  if (day?.windows) return day.windows;
  return ofWeek(day ? definition.standardWeekday : sundayIsZero === 0 ? 7 : sundayIsZero);
}

/** A time on the wall as a number that only serves to compare such times. */
function minuteShown(date: string, time: string): number {
  return Date.parse(date) / MINUTE_MS + Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const known = new Map<string, { readonly startMs: number; readonly shown: readonly number[] }>();

/** What the clock shows in each minute. */
function wallMinutes(timeZone: string, around: string) {
  const key = `${timeZone} ${around}`;
  const before = known.get(key);
  if (before) return before;
  const startMs = Date.parse(around) - DAYS_EACH_WAY * 1440 * MINUTE_MS;
  const shown = Array.from({ length: 2 * DAYS_EACH_WAY * 1440 }, (_, minute) => {
    const text = wallText(startMs + minute * MINUTE_MS, timeZone);
    return minuteShown(text.slice(0, 10), text.slice(11, 16));
  });
  const made = { startMs, shown };
  known.set(key, made);
  return made;
}
