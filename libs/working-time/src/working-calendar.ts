import { BeyondCalendar } from './beyond-calendar';
import { lengthMs, type Timeline } from './compile';
import type { CalendarDefinition } from './definition';
import { growingTimeline } from './growing-timeline';
import { DAY_MS } from './local-time';
import { localDateAt } from './wall-clock';

/** When something is due. */
export interface Deadline {
  readonly at: Date;
  /** The way there touched a day whose holidays are not known: only the weekly windows were counted. */
  readonly provisional: boolean;
}

/** A stretch of real time, `to` excluded. */
export interface WorkingWindow {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The working time of a park. Exact to the millisecond; windows take the place's own clock through daylight saving (see
 * `compileCovered`). Outside the covered days the weekly windows are used, up to twenty years away; beyond that every
 * method throws `BeyondCalendar` (`calendar_out_of_reach`). A Date that is none throws RangeError.
 */
export interface WorkingCalendar {
  readonly calendarId: string;
  readonly version: number;
  /** One working day (wd) in milliseconds: the windows of the standard day. */
  readonly dayMs: number;
  /** The last local date whose holidays are known; undefined around the clock, where every day is. */
  readonly lastCoveredDay: string | undefined;
  /**
   * The first moment at which `workingMs` (0 or more, whole milliseconds; a fraction is dropped) of working time have
   * passed since `from`: the end of a window, not the next start. `add(t, 0)` is t. `diff(t, add(t, d).at) = d` for every t.
   */
  add(from: Date, workingMs: number): Deadline;
  /** Milliseconds of working time between two moments, negative if `to` is the earlier. */
  diff(from: Date, to: Date): number;
  /** The first working moment at or after `at`. */
  next(at: Date): Date;
  isWorking(at: Date): boolean;
  /** The windows between two moments, cut to them; those that touch are one. For showing: it is not as cheap as the others. */
  windows(from: Date, to: Date): WorkingWindow[];
  /** Whether all holidays between two moments, in either order, are known. */
  covers(from: Date, to: Date): boolean;
  /** Throws `BeyondCalendar` (`calendar_not_covered`), which names the last covered day, unless `covers(from, to)`. */
  requireCovered(from: Date, to: Date): void;
}

/** The calendar of a definition that has been checked (`checkDefinition`). */
export function createWorkingCalendar(definition: CalendarDefinition): WorkingCalendar {
  return definition.aroundTheClock ? everyMoment(definition) : byWindows(definition);
}

function byWindows(definition: CalendarDefinition): WorkingCalendar {
  const { calendarId, version, coveredUntil } = definition;
  const timeline = growingTimeline(definition);
  const { fromMs: coveredFromMs, untilMs: coveredUntilMs } = timeline.covered;
  const covers = (from: number, to: number): boolean =>
    Math.min(from, to) >= coveredFromMs && Math.max(from, to) <= coveredUntilMs;

  return {
    calendarId,
    version,
    dayMs: lengthMs(definition.week[definition.standardWeekday] ?? []),
    lastCoveredDay: coveredUntil,
    add: (from, workingMs) => {
      const fromMs = from.getTime();
      const wanted = wholeMs(workingMs);
      const target = workedUntil(timeline.reaching(fromMs), fromMs) + wanted;
      const atMs = wanted === 0 ? fromMs : momentOf(timeline.holding(target), target);
      return { at: new Date(atMs), provisional: !covers(fromMs, atMs) };
    },
    diff: (from, to) => {
      const until = workedUntil(timeline.reaching(to.getTime()), to.getTime());
      return until - workedUntil(timeline.reaching(from.getTime()), from.getTime());
    },
    next: (at) => {
      const ms = at.getTime();
      if (isWithin(timeline.reaching(ms), ms)) return at;
      const { starts } = timeline.startingAfter(ms);
      return new Date(starts[countUpTo(starts, ms)] ?? NaN);
    },
    isWorking: (at) => isWithin(timeline.reaching(at.getTime()), at.getTime()),
    windows: (from, to) => {
      timeline.reaching(from.getTime());
      return windowsBetween(timeline.reaching(to.getTime()), from.getTime(), to.getTime());
    },
    covers: (from, to) => covers(from.getTime(), to.getTime()),
    requireCovered: (from, to) => {
      if (!covers(from.getTime(), to.getTime())) throw notCovered(definition, coveredFromMs, from, to);
    },
  };
}

function notCovered(definition: CalendarDefinition, coveredFromMs: number, from: Date, to: Date): BeyondCalendar {
  const { calendarId, coveredFrom, coveredUntil, timeZone } = definition;
  const earliest = Math.min(valid(from).getTime(), valid(to).getTime());
  // The end of a day is the next midnight, and still belongs to the day.
  const outside = earliest < coveredFromMs ? earliest : Math.max(from.getTime(), to.getTime()) - 1;
  return new BeyondCalendar(
    'calendar_not_covered',
    `Calendar ${calendarId} knows the holidays from ${coveredFrom} to ${coveredUntil}, and this needs those of ` +
      `${localDateAt(timeZone, outside)}: add them to the calendar, or allow provisional deadlines`,
    calendarId,
    coveredUntil,
  );
}

function everyMoment({ calendarId, version }: CalendarDefinition): WorkingCalendar {
  return {
    calendarId,
    version,
    dayMs: DAY_MS,
    lastCoveredDay: undefined,
    add: (from, workingMs) => ({ at: valid(new Date(from.getTime() + wholeMs(workingMs))), provisional: false }),
    diff: (from, to) => valid(to).getTime() - valid(from).getTime(),
    next: (at) => valid(at),
    isWorking: (at) => !Number.isNaN(valid(at).getTime()),
    windows: (from, to) => (valid(from) < valid(to) ? [{ from, to }] : []),
    covers: () => true,
    requireCovered: () => undefined,
  };
}

/** Working time from the first covered day to a moment within the timeline. */
function workedUntil({ starts, ends, before, bottom }: Timeline, ms: number): number {
  const index = countUpTo(starts, ms) - 1;
  const start = starts[index];
  const end = ends[index];
  const sum = before[index];
  if (start === undefined || end === undefined || sum === undefined) return bottom;
  return sum + Math.min(ms, end) - start;
}

function isWithin({ starts, ends }: Timeline, ms: number): boolean {
  return ms < (ends[countUpTo(starts, ms) - 1] ?? -Infinity);
}

/** The first moment at which so much working time has passed: more than `bottom`, at most `top`. */
function momentOf({ starts, before }: Timeline, worked: number): number {
  const index = countBelow(before, worked) - 1;
  return (starts[index] ?? NaN) + worked - (before[index] ?? NaN);
}

function windowsBetween({ starts, ends }: Timeline, fromMs: number, toMs: number): WorkingWindow[] {
  const windows: { from: Date; to: Date }[] = [];
  for (let index = Math.max(0, countUpTo(starts, fromMs) - 1); index < starts.length; index += 1) {
    const from = Math.max(starts[index] ?? NaN, fromMs);
    const to = Math.min(ends[index] ?? NaN, toMs);
    if (from >= toMs) break;
    if (from >= to) continue;
    const last = windows.at(-1);
    if (last?.to.getTime() === from) last.to = new Date(to);
    else windows.push({ from: new Date(from), to: new Date(to) });
  }
  return windows;
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending numbers are less than `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wholeMs(workingMs: number): number {
  if (!(workingMs >= 0)) throw new RangeError(`Working time to add must be 0 ms or more, not ${workingMs}`);
  return Math.floor(workingMs);
}

function valid(date: Date): Date {
  if (Number.isNaN(date.getTime())) throw new RangeError('Working time needs a valid date');
  return date;
}
