import type { z } from 'zod';
import { invalidInput } from '@parkline/errors';

type Issue = z.core.$ZodIssue;

/**
 * Checks one part of a request.
 * @throws InvalidInput with a stable code, naming the field at fault
 */
export function checked<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw invalidInput('invalid', 'The request is not valid.');
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const field = path.map(String).join('.');
  const code = codeOf(issue, input);
  throw invalidInput(code, `${field || 'The body'} ${inWords(code, issue)}.`, field ? { field } : {});
}

function inWords(code: string, issue: Issue): string {
  if (code === 'missing_field') return 'is required';
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'is not known here';
    case 'invalid_type':
      return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `takes at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_small':
      return `takes at least ${String(issue.minimum)}${issue.origin === 'string' ? ' character(s)' : ''}`;
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? 'is malformed' : issue.message;
    default:
      return issue.message;
  }
}

function codeOf(issue: Issue, input: unknown): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'unknown_field';
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined ? 'missing_field' : 'wrong_type';
    case 'invalid_value':
      return valueAt(input, issue.path) === undefined ? 'missing_field' : 'unknown_word';
    case 'too_big':
      return issue.origin === 'string' ? 'text_too_long' : 'out_of_range';
    case 'too_small':
      return issue.origin === 'string' ? 'text_too_short' : 'out_of_range';
    case 'custom':
      return typeof issue.params?.code === 'string' ? issue.params.code : 'invalid';
    case 'invalid_format':
      return 'malformed';
    default:
      return 'invalid';
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
