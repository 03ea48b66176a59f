import { dayNumberOf, weekdayOf } from './local-date';

/** A rule that repeats whole days (RFC 5545, 3.3.10, as far as days go). Numbers of days are local dates. */
export interface Recurrence {
  frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  interval: number;
  /** Occurrences, the first included. */
  count?: number;
  /** Last local date. */
  until?: string;
  months: number[];
  /** 1 to 31, or −1 to −31 from the end. */
  monthDays: number[];
  /** With an ordinal: the second or the last such weekday of the month or, without months, of the year. */
  weekdays: { weekday: number; ordinal?: number }[];
}

/** How many days may still be looked at for one text. */
export interface Budget {
  days: number;
}

/**
 * The first days of the occurrences, `first` among them, up to and with `last`. Every day is looked at once, so even a
 * rule that never fits comes to an end; `undefined` where the budget is used up before.
 */
export function occurrences(rule: Recurrence, first: number, last: number, budget: Budget): number[] | undefined {
  const until = rule.until === undefined ? last : Math.min(last, dayNumberOf(rule.until) ?? last);
  const start = partsOf(first);
  const found: number[] = [];
  for (let day = first; day <= until; day += 1) {
    if (rule.count !== undefined && found.length >= rule.count) break;
    budget.days -= 1;
    if (budget.days < 0) return undefined;
    // The first one counts even where the rule doesn't fit it.
    if (day === first || fits(rule, { first, start }, day)) found.push(day);
  }
  return found;
}

interface Parts {
  year: number;
  month: number;
  day: number;
}

function fits(rule: Recurrence, { first, start }: { first: number; start: Parts }, day: number): boolean {
  const { months, monthDays, weekdays } = rule;
  const at = partsOf(day);
  if (!inStep(rule, start, at, day - first, (mondayOf(day) - mondayOf(first)) / 7)) return false;
  if (months.length > 0 && !months.includes(at.month)) return false;
  if (monthDays.length > 0 && !monthDays.some((wanted) => isMonthDay(wanted, at))) return false;
  if (weekdays.length > 0) return weekdays.some((wanted) => isWeekday(wanted, rule, at, day));
  if (monthDays.length > 0) return true;
  // What the rule leaves open is as on the first day.
  switch (rule.frequency) {
    case 'daily':
      return true;
    case 'weekly':
      return weekdayOf(day) === weekdayOf(first);
    case 'monthly':
      return at.day === start.day;
    case 'yearly':
      return at.day === start.day && (months.length > 0 || at.month === start.month);
  }
}

/** Weeks begin on Monday. */
function inStep({ frequency, interval }: Recurrence, start: Parts, at: Parts, days: number, weeks: number): boolean {
  switch (frequency) {
    case 'daily':
      return days % interval === 0;
    case 'weekly':
      return weeks % interval === 0;
    case 'monthly':
      return ((at.year - start.year) * 12 + at.month - start.month) % interval === 0;
    case 'yearly':
      return (at.year - start.year) % interval === 0;
  }
}

function isMonthDay(wanted: number, { year, month, day }: Parts): boolean {
  return wanted > 0 ? wanted === day : daysIn(year, month) + 1 + wanted === day;
}

function isWeekday(
  { weekday, ordinal }: { weekday: number; ordinal?: number },
  { frequency, months }: Recurrence,
  at: Parts,
  day: number,
): boolean {
  if (weekdayOf(day) !== weekday) return false;
  if (ordinal === undefined) return true;
  const ofYear = frequency === 'yearly' && months.length === 0;
  const index = ofYear ? day - dayOf(at.year, 1, 1) : at.day - 1;
  const length = ofYear ? dayOf(at.year + 1, 1, 1) - dayOf(at.year, 1, 1) : daysIn(at.year, at.month);
  return ordinal > 0 ? Math.floor(index / 7) + 1 === ordinal : Math.floor((length - 1 - index) / 7) + 1 === -ordinal;
}

function partsOf(dayNumber: number): Parts {
  const date = new Date(dayNumber * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function mondayOf(day: number): number {
  return day - weekdayOf(day) + 1;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

const dayMs = 24 * 60 * 60_000;
