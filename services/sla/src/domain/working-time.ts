/**
 * Calendar arithmetic. For now every park works around the clock, so working time is elapsed time and a working day has
 * 24 hours; parks' own calendars take the place of `aroundTheClock` without a change elsewhere.
 */
export interface WorkingTime {
  /** The length of one working day, in milliseconds of working time. */
  readonly dayMs: number;
  /** The moment at which `workingMs` of working time have passed since `from`; the end of a window, not the next start. */
  add(from: Date, workingMs: number): Date;
  /** Milliseconds of working time between two moments; `diff(t, add(t, d)) = d` for every t. */
  diff(from: Date, to: Date): number;
}

/** `elapsed` counts around the clock (min, h); `working` counts on the park's calendar (wh, wd). */
export type TimeUnit = 'elapsed' | 'working';

/** A length of time in the unit that it is counted in. */
export interface Duration {
  readonly ms: number;
  readonly unit: TimeUnit;
}

const HOUR_MS = 3_600_000;

/** The calendar without nights, weekends and holidays. */
export const aroundTheClock: WorkingTime = {
  dayMs: 24 * HOUR_MS,
  add: (from, workingMs) => new Date(from.getTime() + workingMs),
  diff: (from, to) => to.getTime() - from.getTime(),
};

/** The moment at which `duration` has passed since `from`, in the duration's own unit. */
export function advance(calendar: WorkingTime, from: Date, duration: Duration): Date {
  return duration.unit === 'working' ? calendar.add(from, duration.ms) : new Date(from.getTime() + duration.ms);
}

/** Milliseconds between two moments in the given unit. */
export function between(calendar: WorkingTime, from: Date, to: Date, unit: TimeUnit): number {
  return unit === 'working' ? calendar.diff(from, to) : to.getTime() - from.getTime();
}
