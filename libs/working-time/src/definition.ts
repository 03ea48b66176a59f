/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A stretch of a day on the wall clock of the place, `to` excluded: `{from: '09:00', to: '12:00'}`. `to` may be `24:00`. */
export interface LocalWindow {
  readonly from: string;
  readonly to: string;
}

/**
 * What a dated exception is. `holiday`: closed. `make_up_workday` (调休): worked, with the windows of the standard day
 * unless it names its own. `override`: exactly the windows that it names, none for a day that stays closed.
 */
export type DayKind = 'holiday' | 'make_up_workday' | 'override';

/** A date on which the week's windows do not hold. */
export interface CalendarDay {
  /** Local date, `2026-02-14`. */
  readonly date: string;
  readonly kind: DayKind;
  readonly name: string;
  readonly windows?: readonly LocalWindow[];
}

/**
 * When a park works, as it is stored and sent: plain data. One version never changes.
 * A shift over midnight is written on both days: `22:00–24:00` and `00:00–06:00`.
 */
export interface CalendarDefinition {
  readonly calendarId: string;
  /** From 1. */
  readonly version: number;
  readonly name: string;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** Every moment is working time: week and days are not looked at, and no deadline is ever provisional. */
  readonly aroundTheClock: boolean;
  /** Ascending windows that do not overlap; a weekday that is absent or empty is not worked. */
  readonly week: Readonly<Partial<Record<Weekday, readonly LocalWindow[]>>>;
  /** The day whose windows make one working day (wd), and those of a make-up workday that names none. */
  readonly standardWeekday: Weekday;
  /** At most one exception a date, each within the covered range. */
  readonly days: readonly CalendarDay[];
  /** First and last local date for which the holidays are known. */
  readonly coveredFrom: string;
  readonly coveredUntil: string;
}
