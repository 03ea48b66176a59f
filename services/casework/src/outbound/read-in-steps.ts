import type { QueueOrder } from '../application/ports';

const dayMs = 24 * 60 * 60 * 1000;
/** How far each step reaches. The last has no end. */
const stepsMs: readonly number[] = [1, 7, 30, 120, 480, Infinity].map((days) => days * dayMs);

export interface Reading {
  order: QueueOrder;
  limit: number;
  /** List key after which to begin. */
  after?: string;
}

/**
 * Reads a list that grows for ever by growing steps in time, so that a store that sorts in memory has little to sort.
 * @param start where the steps are counted from
 * @param read reads within a range of list keys
 */
export async function readInSteps<T>(
  { order, limit, after }: Reading,
  start: Date,
  read: (range: Record<string, string>, limit: number) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  const [near, far] = order === 'newest' ? ['$lt', '$gte'] : ['$gt', '$lte'];
  let from = after;
  for (const step of stepsMs) {
    const to =
      step === Infinity ? undefined : new Date(start.getTime() + (order === 'newest' ? -step : step)).toISOString();
    found.push(...(await read({ ...(from && { [near]: from }), ...(to && { [far]: to }) }, limit - found.length)));
    if (found.length >= limit) break;
    from = to;
  }
  return found;
}

/** When the case came in, by its list key. */
export function timeOf(listKey: string): Date {
  return new Date(listKey.slice(0, listKey.indexOf('/')));
}

/** The part of a filter that holds a list to a range of keys, if it is one. */
export function keyFilter(range: Record<string, string>): Record<string, unknown> {
  return Object.keys(range).length > 0 ? { 'state.listKey': range } : {};
}
