import { checkText, fieldsOf, listOf, type Report, type UntrustedFields } from './check-report';
import { checkWindows } from './check-windows';
import { dayNumberOf } from './local-time';

const MOST_DAYS = 5_000;
const MOST_NAME = 100;
const KINDS: readonly unknown[] = ['holiday', 'make_up_workday', 'override'];
const DATE_RULE = 'must be a date such as 2026-02-14, from 1970 to 2199';

/** Local day numbers, both included. */
export interface CoveredRange {
  readonly first: number;
  readonly last: number;
}

/** Reports what is wrong with the dated exceptions. Without `covered`, which is then wrong itself, any date will do. */
export function checkDays(value: unknown, covered: CoveredRange | undefined, report: Report): void {
  const seen = new Map<number, string>();
  listOf(value, 'days', MOST_DAYS, 'too_many_days', report)?.forEach((entry, index) => {
    const here = `days[${index}]`;
    const day = fieldsOf(entry, here, ['date', 'kind', 'name', 'windows'], report);
    if (!day) return;
    const number = checkDate(day.date, `${here}.date`, report);
    if (number !== undefined) {
      const twin = seen.get(number);
      if (twin) report(`${here}.date`, 'duplicate_date', `is already the date of ${twin}; one exception a date`);
      else seen.set(number, here);
      if (covered && (number < covered.first || number > covered.last))
        report(`${here}.date`, 'date_not_covered', 'must be within coveredFrom and coveredUntil');
    }
    checkText(day.name, `${here}.name`, MOST_NAME, report);
    checkKind(day, here, report);
  });
}

/** Reports what is no date; returns its number. */
export function checkDate(value: unknown, field: string, report: Report): number | undefined {
  const number = typeof value === 'string' ? dayNumberOf(value) : undefined;
  if (number === undefined) report(field, 'bad_date', DATE_RULE);
  return number;
}

function checkKind({ kind, windows }: UntrustedFields, here: string, report: Report): void {
  if (!KINDS.includes(kind)) report(`${here}.kind`, 'bad_kind', `must be one of ${KINDS.join(', ')}`);
  if (windows === undefined) {
    if (kind === 'override')
      report(`${here}.windows`, 'override_without_windows', 'must list the windows of the day; [] for a closed one');
    return;
  }
  if (kind === 'holiday') {
    report(`${here}.windows`, 'holiday_with_windows', 'a holiday has no windows; for a shorter day take an override');
    return;
  }
  const count = checkWindows(windows, `${here}.windows`, report);
  if (kind === 'make_up_workday' && count === 0)
    report(`${here}.windows`, 'workday_without_windows', 'leave it out for the windows of the standard day');
}
