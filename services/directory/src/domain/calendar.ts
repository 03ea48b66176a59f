/** A stretch of a day on the wall clock of the place, like 09:00 to 12:00; `to` may be 24:00. */
export interface DayWindow {
  from: string;
  to: string;
}

export interface WeekWindow extends DayWindow {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
}

/** What a date is that differs from its weekday. An override has exactly the windows that it names. */
export const dayKinds = ['holiday', 'make_up_workday', 'override'] as const;
export type DayKind = (typeof dayKinds)[number];

export interface CalendarDay {
  /** Local date, like 2026-02-14. */
  date: string;
  kind: DayKind;
  name: string;
  /** Of an override, or of a make-up workday that differs from the standard day; empty for the others. */
  windows: DayWindow[];
}

/** Working times of parks (domain.md, Clocks). Every change is a new version. */
export interface Calendar {
  id: string;
  groupId: string;
  /** From 1. */
  version: number;
  name: string;
  nameEn: string;
  /** IANA name, like Asia/Shanghai. */
  timeZone: string;
  /** 24×7: everything below is empty then. */
  aroundTheClock: boolean;
  week: WeekWindow[];
  /** 1 Monday to 7 Sunday: the day whose windows make up one working day; 0 around the clock. */
  standardWeekday: number;
  /** By date, one entry a date. */
  days: CalendarDay[];
  /** Local dates, both included, for which the holidays are known; empty around the clock. */
  coveredFrom: string;
  coveredUntil: string;
}

/** A calendar as somebody writes it: whose it is and its version are not his to say. */
export type CalendarDraft = Omit<Calendar, 'groupId' | 'version'>;

/** A draft in the order in which calendars are kept, and without what counts for nothing around the clock. */
export function tidied(draft: CalendarDraft): CalendarDraft {
  if (draft.aroundTheClock) {
    return { ...draft, week: [], standardWeekday: 0, days: [], coveredFrom: '', coveredUntil: '' };
  }
  return {
    ...draft,
    week: [...draft.week].sort((a, b) => a.weekday - b.weekday || compare(a.from, b.from)),
    days: [...draft.days].sort((a, b) => compare(a.date, b.date)),
  };
}

/** Whether a draft, tidied, says what the calendar says already: then there is nothing to change. */
export function says(calendar: Calendar, draft: CalendarDraft): boolean {
  return JSON.stringify(contentOf(calendar)) === JSON.stringify(contentOf(draft));
}

/** The next version of a calendar; the first where there is none yet. */
export function nextVersion(known: Calendar | undefined, draft: CalendarDraft, groupId: string): Calendar {
  return { ...contentOf(draft), groupId, version: (known?.version ?? 0) + 1 };
}

/** What importing dated days does to a calendar. */
export interface Merged {
  draft: CalendarDraft;
  /** Dates. */
  added: string[];
  changed: string[];
  unchanged: string[];
}

/**
 * Takes days into a calendar: those it has not are added, others replaced; what is not among them stays. The covered
 * range grows up to `coveredUntil` and never shrinks.
 */
export function mergeDays(calendar: Calendar, days: readonly CalendarDay[], coveredUntil: string): Merged {
  const byDate = new Map(calendar.days.map((day) => [day.date, day]));
  const dates: Record<'added' | 'changed' | 'unchanged', string[]> = { added: [], changed: [], unchanged: [] };
  for (const day of [...days].sort((a, b) => compare(a.date, b.date))) {
    const known = byDate.get(day.date);
    if (!known) dates.added.push(day.date);
    else if (JSON.stringify(dayOf(known)) !== JSON.stringify(dayOf(day))) dates.changed.push(day.date);
    else dates.unchanged.push(day.date);
    byDate.set(day.date, day);
  }
  const until = coveredUntil > calendar.coveredUntil ? coveredUntil : calendar.coveredUntil;
  return { draft: tidied({ ...contentOf(calendar), days: [...byDate.values()], coveredUntil: until }), ...dates };
}

/** Always the same order of fields, so that two can be compared as text. */
function contentOf(draft: CalendarDraft): CalendarDraft {
  const { id, name, nameEn, timeZone, aroundTheClock, week, standardWeekday, days, coveredFrom, coveredUntil } = draft;
  return {
    id,
    name,
    nameEn,
    timeZone,
    aroundTheClock,
    week: week.map(({ weekday, from, to }) => ({ weekday, from, to })),
    standardWeekday,
    days: days.map(dayOf),
    coveredFrom,
    coveredUntil,
  };
}

function dayOf({ date, kind, name, windows }: CalendarDay): CalendarDay {
  return { date, kind, name, windows: windows.map(({ from, to }) => ({ from, to })) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
