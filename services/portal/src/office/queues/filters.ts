import type { QueueFilters } from '../../api/office';
import { CHANNELS, KINDS, PRIORITIES, SORTS, STATES, type Queue } from '../../api/types';

/** Filters as they stand in the address of a queue, in the order in which they are asked for. */
export const FILTERS = ['priority', 'state', 'category', 'unit', 'handler', 'channel', 'kind'] as const;
export type FilterName = (typeof FILTERS)[number];

const CODES: Partial<Record<FilterName | 'sort', readonly string[]>> = {
  priority: PRIORITIES,
  state: STATES,
  channel: CHANNELS,
  kind: KINDS,
  sort: SORTS,
};
const SEVERAL = new Set<string>(['priority', 'state']);

/** The queues of deadlines are ordered by deadline and take no filter but the park. */
export const byDeadline = (queue: Queue): boolean => queue === 'due-soon' || queue === 'overdue';

/** What the address asks for; what nobody can ask for, of an old link or a slip of the hand, is left out. */
export function filtersOf(search: URLSearchParams, queue: Queue): QueueFilters {
  const filters: QueueFilters = {};
  const park = search.get('park');
  if (park) filters.park = park;
  if (byDeadline(queue)) return filters;
  for (const name of [...FILTERS, 'sort'] as const) {
    const value = known(name, search.get(name) ?? '');
    if (value) filters[name] = value;
  }
  return filters;
}

function known(name: FilterName | 'sort', value: string): string {
  const codes = CODES[name];
  if (!codes) return value;
  const values = SEVERAL.has(name) ? value.split(',') : [value];
  return values.filter((one) => codes.includes(one)).join(',');
}

/** The address with one filter set anew, or taken away. */
export function withFilter(search: URLSearchParams, name: string, value: string | readonly string[] | undefined) {
  const next = new URLSearchParams(search);
  const text = typeof value === 'string' ? value : (value ?? []).join(',');
  if (text) next.set(name, text);
  else next.delete(name);
  return next;
}

/** How many filters narrow the queue; order and park are in plain sight. */
export function countOf(filters: QueueFilters): number {
  return FILTERS.filter((name) => filters[name]).length;
}
