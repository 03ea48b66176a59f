/** The calendar of a park, as far as time limits of casework need it. Compiled from the directory's copy. */
export interface WorkingTime {
  /** The length of one working day, in milliseconds of working time. */
  readonly dayMs: number;
  /** The moment at which `workingMs` of working time have passed since `from`. */
  add(from: Date, workingMs: number): Date;
}

const hourMs = 3_600_000;

/** `hours` of working time (wh) after `from`. */
export function addWorkingHours(calendar: WorkingTime, from: Date, hours: number): Date {
  return calendar.add(from, hours * hourMs);
}

/** `days` of working time (wd) after `from`: one is the sum of the windows of the park's standard day. */
export function addWorkingDays(calendar: WorkingTime, from: Date, days: number): Date {
  return calendar.add(from, days * calendar.dayMs);
}
