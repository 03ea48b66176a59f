/** How a field of a command's form is asked for and sent. */
export type FieldKind =
  | 'text'
  | 'category'
  | 'unit'
  /** Somebody of the unit chosen above. */
  | 'member'
  /** Somebody of the unit that has the case. */
  | 'colleague'
  | 'people'
  | 'person'
  | 'choice'
  | 'list'
  | 'yesNo'
  | 'moment'
  | 'day'
  | 'yuan'
  | 'count'
  | 'references'
  | 'caseNumber'
  /** Which of several things on the case is meant. */
  | 'part';

export interface Field {
  /** The name in the API's body. */
  name: string;
  kind: FieldKind;
  required: boolean;
  /** Group of domain words and its codes, of a choice or a list. */
  group?: string;
  codes?: readonly string[];
  /** What is chosen at first. */
  initial?: string;
}

type Value = string | number | string[] | undefined;
export type FormValues = Record<string, Value>;

/** The body of a command from what stands in its form: empty fields are left out. */
export function bodyOf(fields: readonly Field[], values: FormValues): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const sent = sentAs(kind, values[name]);
    if (sent !== undefined) body[name] = sent;
  }
  return body;
}

function sentAs(kind: FieldKind, value: Value): unknown {
  if (kind === 'people') return value ?? [];
  if (value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (kind === 'yuan') return Math.round(Number(value) * 100);
  if (typeof value === 'number') return value;
  if (value.trim() === '') return undefined;
  if (kind === 'yesNo') return value === 'yes';
  if (kind === 'moment') return new Date(value).toISOString();
  return kind === 'caseNumber' ? value.trim().toUpperCase() : value;
}

/** A moment as a date-and-time field of the browser takes it, in local time. */
export function asLocalInput(iso: string): string {
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
