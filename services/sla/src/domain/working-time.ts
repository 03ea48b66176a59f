/** The calendar arithmetic that the clocks need of a park. */
export interface WorkingTime {
  /** The length of one working day, in milliseconds of working time. */
  readonly dayMs: number;
  /** The moment at which `workingMs` of working time have passed since `from`; the end of a window, not the next start. */
  add(from: Date, workingMs: number): Date;
  /** Milliseconds of working time between two moments; `diff(t, add(t, d)) = d` for every t. */
  diff(from: Date, to: Date): number;
  /** Whether all holidays between two moments are known. Where they are not, what was worked out is provisional. */
  covers(from: Date, to: Date): boolean;
}

/** `elapsed` counts around the clock (min, h); `working` counts on the park's calendar (wh, wd). */
export type TimeUnit = 'elapsed' | 'working';

/** A length of time in the unit that it is counted in. */
export interface Duration {
  readonly ms: number;
  readonly unit: TimeUnit;
}

const HOUR_MS = 3_600_000;

/** The calendar without nights, weekends and holidays: that of a park which has none of its own. */
export const aroundTheClock: WorkingTime = {
  dayMs: 24 * HOUR_MS,
  add: (from, workingMs) => new Date(from.getTime() + workingMs),
  diff: (from, to) => to.getTime() - from.getTime(),
  covers: () => true,
};

/** Stands in for the calendar of a park that nobody has told of yet: all that it gives is provisional. */
export const notYetKnown: WorkingTime = { ...aroundTheClock, covers: () => false };

/** The moment at which `duration` has passed since `from`, in the duration's own unit. */
export function advance(calendar: WorkingTime, from: Date, duration: Duration): Date {
  return duration.unit === 'working' ? calendar.add(from, duration.ms) : new Date(from.getTime() + duration.ms);
}

/** Milliseconds between two moments in the given unit. */
export function between(calendar: WorkingTime, from: Date, to: Date, unit: TimeUnit): number {
  return unit === 'working' ? calendar.diff(from, to) : to.getTime() - from.getTime();
}
