import type { LocalWindow } from './definition';

/** A calendar that lists its windows one by one, as it is sent and edited; the numbers are ISO weekdays. */
export interface ListedCalendar {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
  /** Everything below counts for nothing then, and may be empty. */
  readonly aroundTheClock: boolean;
  readonly week: readonly (LocalWindow & { readonly weekday: number })[];
  readonly standardWeekday: number;
  /** Without windows a make-up workday has those of the standard day, and an override is closed. */
  readonly days: readonly {
    readonly date: string;
    readonly kind: string;
    readonly name: string;
    readonly windows: readonly LocalWindow[];
  }[];
  readonly coveredFrom: string;
  readonly coveredUntil: string;
}

/** The definition that a listed calendar means. Nothing of it is checked: that is for `checkDefinition`. */
export function definitionOf(listed: ListedCalendar): unknown {
  const { id, version, name, timeZone, aroundTheClock, standardWeekday, coveredFrom, coveredUntil } = listed;
  const identity = { calendarId: id, version, name, timeZone, aroundTheClock };
  if (aroundTheClock) {
    // Neither a standard day nor an end means anything here; the definition wants both.
    const covered = { coveredFrom: '2000-01-01', coveredUntil: '2000-01-01' };
    return { ...identity, ...covered, week: {}, standardWeekday: 1, days: [] };
  }
  const week: Record<string, LocalWindow[]> = {};
  for (const { weekday, from, to } of listed.week) (week[weekday] ??= []).push({ from, to });
  const days = listed.days.map(({ date, kind, name: dayName, windows }) => ({
    ...{ date, kind, name: dayName },
    ...(windows.length > 0 || kind === 'override' ? { windows: windows.map(({ from, to }) => ({ from, to })) } : {}),
  }));
  return { ...identity, week, standardWeekday, days, coveredFrom, coveredUntil };
}
