import type { CalendarDefinition, LocalWindow, Weekday } from '@parkline/working-time';
import { DateTime } from 'luxon';

/** What working time is compared with: window by window through the days, as one would write it with luxon. */
export function naiveAdd(definition: CalendarDefinition): (from: Date, workingMs: number) => Date {
  const { timeZone: zone, week, standardWeekday } = definition;
  const exceptions = new Map(definition.days.map((day) => [day.date, day]));
  const windowsOf = (day: DateTime): readonly LocalWindow[] => {
    const exception = exceptions.get(day.toISODate() ?? '');
    if (!exception) return week[day.weekday as Weekday] ?? [];
    if (exception.kind === 'holiday') return [];
    return exception.windows ?? (exception.kind === 'make_up_workday' ? (week[standardWeekday] ?? []) : []);
  };
  const timeOn = (day: DateTime, text: string): DateTime => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return day.set({ hour, minute });
  };
  return (from, workingMs) => {
    const start = DateTime.fromJSDate(from, { zone });
    let left = workingMs;
    for (let day = start.startOf('day'); ; day = day.plus({ days: 1 })) {
      for (const window of windowsOf(day)) {
        const end = timeOn(day, window.to);
        if (end <= start) continue;
        const begin = DateTime.max(start, timeOn(day, window.from));
        const length = end.diff(begin).toMillis();
        if (left <= length) return begin.plus(left).toJSDate();
        left -= length;
      }
    }
  };
}
