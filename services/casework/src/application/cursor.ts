import { createHash } from 'node:crypto';
import { invalidInput } from '@parkline/errors';

/** Where a list goes on. */
export interface Position {
  /** List key of the last case that was given or looked at. */
  key: string;
  /** How many rows of the queue were looked at so far, or the rank of the last case in another order. */
  count?: number;
}

const listKeyPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/[\w-]{1,64}$/;

/** @param list what makes this list: queue, park, filter, order, or the words searched for */
export function toCursor(list: readonly unknown[], { key, count }: Position): string {
  return Buffer.from(JSON.stringify([digestOf(list), key, count])).toString('base64url');
}

/** @throws InvalidInput for what is no cursor of ours, and for one of another list */
export function fromCursor(list: readonly unknown[], cursor: string | undefined): Position | undefined {
  if (!cursor) return undefined;
  const [digest, key, count] = parsed(cursor);
  const wellFormed =
    typeof key === 'string' &&
    listKeyPattern.test(key) &&
    (count === null || count === undefined || (Number.isInteger(count) && (count as number) >= 0));
  if (!wellFormed) {
    throw invalidInput('cursor_invalid', 'This is not a cursor of a list of cases.', { field: 'cursor' });
  }
  if (digest !== digestOf(list)) {
    const message = 'This cursor belongs to another list: queue, park, filter, order and words must stay the same.';
    throw invalidInput('cursor_of_another_list', message, { field: 'cursor' });
  }
  return { key, ...(typeof count === 'number' ? { count } : {}) };
}

function parsed(cursor: string): unknown[] {
  if (cursor.length > 300) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function digestOf(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
}
