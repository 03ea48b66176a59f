import { checkDate, checkDays, type CoveredRange } from './check-days';
import { checkText, fieldsOf, type DefinitionProblem, type Report, type UntrustedFields } from './check-report';
import { checkWindows } from './check-windows';
import type { CalendarDefinition } from './definition';
import { dateOf } from './local-time';
import { isTimeZone } from './wall-clock';

const MOST_NAME = 100;
const MOST_YEARS = 20;
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'];
const FIELDS: readonly (keyof CalendarDefinition)[] = [
  ...(['calendarId', 'version', 'name', 'timeZone', 'aroundTheClock'] as const),
  ...(['week', 'standardWeekday', 'days', 'coveredFrom', 'coveredUntil'] as const),
];

export type CheckedDefinition =
  | { readonly ok: true; readonly definition: CalendarDefinition }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

/** Whether an untrusted value is a calendar, and if not, all that is wrong with it. */
export function checkDefinition(value: unknown): CheckedDefinition {
  const problems: DefinitionProblem[] = [];
  const report: Report = (field, code, message) => problems.push({ field, code, message });
  const definition = fieldsOf(value, '', FIELDS, report);
  if (definition) {
    checkIdentity(definition, report);
    checkWeek(definition, report);
    checkDays(definition.days, checkCoverage(definition, report), report);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, definition: value as CalendarDefinition };
}

function checkIdentity({ calendarId, version, name, timeZone, aroundTheClock }: UntrustedFields, report: Report) {
  checkText(calendarId, 'calendarId', MOST_NAME, report);
  checkText(name, 'name', MOST_NAME, report);
  if (!Number.isSafeInteger(version) || Number(version) < 1)
    report('version', 'bad_version', 'must be a whole number from 1');
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
    report('timeZone', 'unknown_time_zone', 'must be an IANA time zone such as Asia/Shanghai');
  if (typeof aroundTheClock !== 'boolean') report('aroundTheClock', 'bad_flag', 'must be true or false');
}

function checkWeek({ week, standardWeekday, aroundTheClock }: UntrustedFields, report: Report): void {
  const days = fieldsOf(week, 'week', WEEKDAYS, report);
  const worked = new Set<unknown>();
  for (const weekday of WEEKDAYS) {
    const windows = days?.[weekday];
    // A day whose windows are wrong is worked, but for that mistake.
    if (windows !== undefined && checkWindows(windows, `week.${weekday}`, report) !== 0) worked.add(Number(weekday));
  }
  if (typeof standardWeekday !== 'number' || !WEEKDAYS.includes(String(standardWeekday)))
    report('standardWeekday', 'bad_weekday', 'must be a whole number from 1 (Monday) to 7 (Sunday)');
  else if (days && worked.size > 0 && !worked.has(standardWeekday) && aroundTheClock !== true)
    report(
      'standardWeekday',
      'standard_day_closed',
      'must be a weekday with windows: it is the length of a working day',
    );
  if (days && worked.size === 0 && aroundTheClock !== true)
    report('week', 'no_windows', 'must have a window on at least one weekday, unless aroundTheClock is true');
}

function checkCoverage({ coveredFrom, coveredUntil }: UntrustedFields, report: Report): CoveredRange | undefined {
  const first = checkDate(coveredFrom, 'coveredFrom', report);
  const last = checkDate(coveredUntil, 'coveredUntil', report);
  if (first === undefined || last === undefined) return undefined;
  if (last < first) {
    report('coveredUntil', 'covered_range_reversed', 'must not be earlier than coveredFrom');
    return undefined;
  }
  const limit = `${Number(dateOf(first).slice(0, 4)) + MOST_YEARS}${dateOf(first).slice(4)}`;
  if (dateOf(last) >= limit)
    report('coveredUntil', 'covered_range_too_long', `must be earlier than ${limit}: at most ${MOST_YEARS} years`);
  return { first, last };
}
