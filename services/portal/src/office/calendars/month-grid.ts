import type { Calendar, CalendarDay, Window } from '../../api/deadlines';

export interface GridDay {
  /** Local date, YYYY-MM-DD. */
  date: string;
  day: number;
  inMonth: boolean;
  kind: 'work' | 'rest' | CalendarDay['kind'];
  name?: string;
  windows: Window[];
  /** Its holidays are known. */
  covered: boolean;
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);
const weekdayOf = (date: Date): number => date.getUTCDay() || 7;

/** A month of a calendar as weeks from Monday to Sunday. @param month like 2026-10 */
export function monthGrid(calendar: Calendar, month: string): GridDay[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const at = new Date(first);
  at.setUTCDate(at.getUTCDate() - weekdayOf(at) + 1);
  const named = new Map(calendar.days.map((day) => [day.date, day]));
  const weeks: GridDay[][] = [];
  do {
    const week: GridDay[] = [];
    for (let index = 0; index < 7; index++) {
      week.push(dayOf(calendar, at, named.get(iso(at)), at.getUTCMonth() === first.getUTCMonth()));
      at.setUTCDate(at.getUTCDate() + 1);
    }
    weeks.push(week);
  } while (at.getUTCMonth() === first.getUTCMonth());
  return weeks;
}

function dayOf(calendar: Calendar, at: Date, special: CalendarDay | undefined, inMonth: boolean): GridDay {
  const date = iso(at);
  const windows = windowsOf(calendar, weekdayOf(at), special);
  const { coveredFrom, coveredUntil } = calendar;
  return {
    date,
    day: at.getUTCDate(),
    inMonth,
    kind: special?.kind ?? (windows.length > 0 ? 'work' : 'rest'),
    name: special?.name,
    windows,
    covered: (!coveredFrom || date >= coveredFrom) && (!coveredUntil || date <= coveredUntil),
  };
}

/** A make-up workday has the windows of the standard day, unless it names its own. */
function windowsOf(calendar: Calendar, weekday: number, special: CalendarDay | undefined): Window[] {
  if (calendar.aroundTheClock) return [{ from: '00:00', to: '24:00' }];
  if (special?.kind === 'holiday') return [];
  if (special?.windows) return special.windows;
  return weekdayWindows(calendar, special ? (calendar.standardWeekday ?? 1) : weekday);
}

/** Working times of a weekday, 1 Monday to 7 Sunday. */
export function weekdayWindows({ week }: Pick<Calendar, 'week'>, weekday: number): Window[] {
  return week
    .filter((window) => window.weekday === weekday)
    .map(({ from, to }) => ({ from, to }))
    .sort((one, other) => one.from.localeCompare(other.from));
}

/** The month before or after. @param month like 2026-10 */
export function monthsOn(month: string, count: number): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  const at = new Date(Date.UTC(year, index - 1 + count, 1));
  return iso(at).slice(0, 7);
}
