import { DAY_MS } from './local-time';

/** Since 1970 no zone has changed its clocks twice within five days (Recife did within seven, in October 2000). */
const LOOK_EVERY_MS = 3 * DAY_MS;

/** A stretch of time in which the zone keeps one distance from UTC. */
interface OffsetPeriod {
  readonly from: number;
  readonly until: number;
  readonly offsetMs: number;
}

/**
 * When the wall clock of a place shows what, in epoch milliseconds. A local time is given as `wallMs`: the epoch
 * milliseconds that it would have in UTC.
 */
export interface WallClock {
  /** The first moment at which the clock shows `wallMs` or later: the end of the gap where the clock jumps over it. */
  firstAt(wallMs: number): number;
  /** The end of the last stretch in which the clock shows less than `wallMs`: its later occurrence where it comes twice. */
  lastBefore(wallMs: number): number;
}

/** Whether the runtime knows the zone. Distances such as `+08:00` are no zones: they know no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The local date at a moment, `2026-02-14`. */
export function localDateAt(timeZone: string, ms: number): string {
  return new Date(ms + offsetReader(timeZone)(ms)).toISOString().slice(0, 10);
}

/** The wall clock of a zone, right for the local days from `fromDay` up to and without `untilDay`. */
export function wallClock(timeZone: string, fromDay: number, untilDay: number): WallClock {
  // No zone is further than 15 hours from UTC.
  const periods = offsetPeriods(timeZone, (fromDay - 2) * DAY_MS, (untilDay + 2) * DAY_MS);
  return {
    firstAt: (wallMs) => {
      let first = Infinity;
      for (const { from, until, offsetMs } of periods) {
        const reached = Math.max(from, wallMs - offsetMs);
        if (reached < until && reached < first) first = reached;
      }
      return first;
    },
    lastBefore: (wallMs) => {
      let last = -Infinity;
      for (const { from, until, offsetMs } of periods) {
        const left = Math.min(until, wallMs - offsetMs);
        if (left > from && left > last) last = left;
      }
      return last;
    },
  };
}

function offsetPeriods(timeZone: string, fromMs: number, untilMs: number): OffsetPeriod[] {
  const offsetAt = offsetReader(timeZone);
  const periods: OffsetPeriod[] = [];
  let from = -Infinity;
  let offsetMs = offsetAt(fromMs);
  for (let ms = fromMs; ms < untilMs; ms += LOOK_EVERY_MS) {
    const nextOffsetMs = offsetAt(ms + LOOK_EVERY_MS);
    if (nextOffsetMs === offsetMs) continue;
    const changesAt = firstMsWith(nextOffsetMs, offsetAt, ms, ms + LOOK_EVERY_MS);
    periods.push({ from, until: changesAt, offsetMs });
    from = changesAt;
    offsetMs = nextOffsetMs;
  }
  periods.push({ from, until: Infinity, offsetMs });
  return periods;
}

function firstMsWith(offsetMs: number, offsetAt: (ms: number) => number, before: number, at: number): number {
  let low = before;
  let high = at;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offsetMs) high = middle;
    else low = middle;
  }
  return high;
}

/** Making a format costs a hundred times its use: it is made once and used for a whole range. */
function offsetReader(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (ms) => {
    const text = format.format(ms);
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
    if (!match) throw new Error(`The distance of ${timeZone} from UTC cannot be read from "${text}"`);
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
    const distance = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
    return sign === '-' ? -distance : distance;
  };
}
