/** What may be wrong with a definition; stable, for programs and translations. */
export type ProblemCode =
  | 'not_an_object'
  | 'not_a_list'
  | 'unknown_field'
  | 'bad_text'
  | 'bad_version'
  | 'unknown_time_zone'
  | 'bad_flag'
  | 'bad_weekday'
  | 'no_windows'
  | 'standard_day_closed'
  | 'too_many_windows'
  | 'bad_time'
  | 'empty_window'
  | 'windows_overlap'
  | 'too_many_days'
  | 'bad_date'
  | 'bad_kind'
  | 'duplicate_date'
  | 'date_not_covered'
  | 'holiday_with_windows'
  | 'override_without_windows'
  | 'workday_without_windows'
  | 'covered_range_reversed'
  | 'covered_range_too_long';

/** One thing that is wrong. `field` is a path such as `week.3[1].from`, empty for the whole; `message` says what is allowed. */
export interface DefinitionProblem {
  readonly field: string;
  readonly code: ProblemCode;
  readonly message: string;
}

export type Report = (field: string, code: ProblemCode, message: string) => void;
export type UntrustedFields = Readonly<Record<string, unknown>>;

/** The value as an object with no other fields than these, reporting what else it is. */
export function fieldsOf(value: unknown, field: string, known: readonly string[], report: Report) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(field, 'not_an_object', `must be an object with ${known.join(', ')}`);
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name))
      report(field ? `${field}.${name}` : name, 'unknown_field', `is not known; known are ${known.join(', ')}`);
  }
  return value as UntrustedFields;
}

/** The value as a list of at most `most`, reporting what else it is; a longer one is not looked into. */
export function listOf(value: unknown, field: string, most: number, tooMany: ProblemCode, report: Report) {
  if (!Array.isArray(value)) {
    report(field, 'not_a_list', `must be a list of at most ${most}`);
    return undefined;
  }
  if (value.length <= most) return value as readonly unknown[];
  report(field, tooMany, `has ${value.length} entries; at most ${most} are allowed`);
  return undefined;
}

/** Reports what is no text of 1 to `most` characters. */
export function checkText(value: unknown, field: string, most: number, report: Report): void {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= most) return;
  report(field, 'bad_text', `must be a text of 1 to ${most} characters`);
}
