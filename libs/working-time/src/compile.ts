import type { CalendarDay, CalendarDefinition, LocalWindow } from './definition';
import { DAY_MS, dayNumberOf, timeOfDayMs, weekdayOf } from './local-time';
import { wallClock } from './wall-clock';

/**
 * The windows of a range of days in real time: epoch milliseconds, ascending, none overlapping, with the working time
 * before each. Sums count from the first covered day, so they stay as they are while the timeline grows either way.
 */
export interface Timeline {
  readonly fromDay: number;
  /** The day after the last. */
  readonly untilDay: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Working time up to each start. */
  readonly before: readonly number[];
  /** Working time up to the first start, and up to the last end. */
  readonly bottom: number;
  readonly top: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The timeline of the covered days of a definition that has been checked.
 *
 * A window opens when the wall clock first shows `from` or later, closes when it last shows less than `to`, and all
 * that passes in between is working time, as it is for the people on the shift. So where clocks go forward a window in
 * the lost hour begins or ends at the jump, and one wholly inside is lost; where they go back, a window that opens in
 * the repeated hour opens at its first occurrence and one that closes in it closes at its second. Windows that meet
 * only through this count once.
 */
export function compileCovered(definition: CalendarDefinition): Timeline {
  const fromDay = knownDay(definition.coveredFrom);
  const untilDay = knownDay(definition.coveredUntil) + 1;
  const days = new Map(definition.days.map((day) => [knownDay(day.date), day]));
  const { spans, fromMs, untilMs } = compileDays(definition, days, fromDay, untilDay);
  return timeline({ fromDay, untilDay, fromMs, untilMs }, spans, 0);
}

/** The timeline with `days` more at its end, from the weekly windows alone. */
export function extendedAfter(old: Timeline, definition: CalendarDefinition, days: number): Timeline {
  const untilDay = old.untilDay + days;
  const { spans, untilMs } = compileDays(definition, noDays, old.untilDay, untilDay);
  return timeline({ ...old, untilDay, untilMs }, [...spansOf(old), ...spans], old.bottom);
}

/** The timeline with `days` more at its beginning, from the weekly windows alone. */
export function extendedBefore(old: Timeline, definition: CalendarDefinition, days: number): Timeline {
  const fromDay = old.fromDay - days;
  const { spans, fromMs } = compileDays(definition, noDays, fromDay, old.fromDay);
  const all = [...spans, ...spansOf(old)];
  const grown = timeline({ ...old, fromDay, fromMs }, all, 0);
  return timeline(grown, all, old.top - grown.top);
}

/** The windows of a weekday or an exception, as they stand on the wall. */
function localWindows(definition: CalendarDefinition, dayNumber: number, day?: CalendarDay) {
  if (!day) return definition.week[weekdayOf(dayNumber)] ?? [];
  if (day.kind === 'holiday') return [];
  if (day.kind === 'override') return day.windows ?? [];
  return day.windows ?? definition.week[definition.standardWeekday] ?? [];
}

/** The length of windows on a wall clock without jumps. */
export function lengthMs(windows: readonly LocalWindow[]): number {
  return windows.reduce((sum, window) => sum + knownTime(window.to) - knownTime(window.from), 0);
}

const noDays: ReadonlyMap<number, CalendarDay> = new Map();

function compileDays(
  definition: CalendarDefinition,
  days: ReadonlyMap<number, CalendarDay>,
  fromDay: number,
  untilDay: number,
) {
  const clock = wallClock(definition.timeZone, fromDay, untilDay);
  const spans: Span[] = [];
  for (let day = fromDay; day < untilDay; day += 1) {
    for (const window of localWindows(definition, day, days.get(day))) {
      const from = clock.firstAt(day * DAY_MS + knownTime(window.from));
      const to = clock.lastBefore(day * DAY_MS + knownTime(window.to));
      if (from < to) spans.push({ from, to });
    }
  }
  return { spans, fromMs: clock.firstAt(fromDay * DAY_MS), untilMs: clock.firstAt(untilDay * DAY_MS) };
}

function timeline(
  range: Pick<Timeline, 'fromDay' | 'untilDay' | 'fromMs' | 'untilMs'>,
  spans: readonly Span[],
  bottom: number,
): Timeline {
  const { fromDay, untilDay, fromMs, untilMs } = range;
  const starts: number[] = [];
  const ends: number[] = [];
  const before: number[] = [];
  let sum = bottom;
  let latest = -Infinity;
  for (const span of spans) {
    const from = Math.max(span.from, latest);
    if (from >= span.to) continue;
    starts.push(from);
    ends.push(span.to);
    before.push(sum);
    sum += span.to - from;
    latest = span.to;
  }
  return { fromDay, untilDay, fromMs, untilMs, starts, ends, before, bottom, top: sum };
}

function spansOf({ starts, ends }: Timeline): Span[] {
  return starts.map((from, index) => ({ from, to: ends[index] ?? from }));
}

function knownDay(date: string): number {
  const day = dayNumberOf(date);
  if (day === undefined) throw new RangeError(`No local date: ${date}`);
  return day;
}

function knownTime(time: string): number {
  const ms = timeOfDayMs(time);
  if (ms === undefined) throw new RangeError(`No time of day: ${time}`);
  return ms;
}
