import type { Recurrence } from '../domain/recurrence';
import { dayNumberOf } from '../domain/local-date';
import { NotTaken } from './not-taken';

const frequencies = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' } as const;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const known = ['freq', 'interval', 'count', 'until', 'bymonth', 'bymonthday', 'byday', 'wkst'];

/** A rule as the parser gives it. @throws NotTaken for what has no meaning for whole days, or is too rare to be worth it */
export function recurrenceOf(raw: unknown): Recurrence {
  const rule = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const strange = Object.keys(rule).find((name) => !known.includes(name));
  if (strange !== undefined) throw new NotTaken(`repeats by ${strange.toUpperCase()}, which is not understood.`);
  const frequency = frequencies[rule.freq as keyof typeof frequencies] as Recurrence['frequency'] | undefined;
  if (!frequency) throw new NotTaken('repeats neither daily, weekly, monthly nor yearly.');
  const byDay = listOf(rule.byday).map(weekdayOf);
  if (byDay.some(({ ordinal }) => ordinal !== undefined) && (frequency === 'daily' || frequency === 'weekly')) {
    throw new NotTaken('counts weekdays in a rule that is neither monthly nor yearly.');
  }
  return {
    frequency,
    interval: wholeFrom1(rule.interval, 'INTERVAL') ?? 1,
    ...(rule.count === undefined ? {} : { count: wholeFrom1(rule.count, 'COUNT') ?? 1 }),
    ...(rule.until === undefined ? {} : { until: untilOf(rule.until) }),
    months: listOf(rule.bymonth).map(Number),
    monthDays: listOf(rule.bymonthday).map(Number),
    weekdays: byDay,
  };
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
}

function wholeFrom1(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
  throw new NotTaken(`has a ${name} that is no whole number from 1.`);
}

function untilOf(value: unknown): string {
  const date = typeof value === 'string' ? value.slice(0, 10) : '';
  if (dayNumberOf(date) === undefined) throw new NotTaken('repeats until a date that does not exist.');
  return date;
}

function weekdayOf(value: unknown): Recurrence['weekdays'][number] {
  const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(String(value));
  const weekday = weekdays.indexOf(match?.[2] ?? '') + 1;
  if (!match || weekday === 0 || Number(match[1]) === 0)
    throw new NotTaken('repeats on a weekday that does not exist.');
  return match[1] === undefined ? { weekday } : { weekday, ordinal: Number(match[1]) };
}
