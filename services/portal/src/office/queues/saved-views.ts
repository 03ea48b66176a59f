import type { SavedView } from '../../api/office';
import type { Queue } from '../../api/types';
import { FILTERS, filtersOf } from './filters';

/** The filters that an address asks for, as a view keeps them. */
export function keptFilters(search: URLSearchParams, queue: Queue): SavedView['filters'] {
  const given = filtersOf(search, queue);
  const kept = (['park', ...FILTERS, 'sort'] as const).flatMap((name) => {
    const value = given[name];
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(kept) as SavedView['filters'];
}

/** The address of a view. */
export function addressOf({ queue, filters }: Pick<SavedView, 'queue' | 'filters'>): string {
  const kept = keptFilters(new URLSearchParams({ ...filters }), queue);
  const search = new URLSearchParams({ ...kept }).toString();
  return `/office/queues/${queue}${search ? `?${search}` : ''}`;
}

/** Whether an address shows a view, in whatever order its filters stand. */
export function shows(view: SavedView, pathname: string, search: string): boolean {
  if (pathname !== `/office/queues/${view.queue}`) return false;
  const filters = keptFilters(new URLSearchParams(search), view.queue);
  return addressOf({ queue: view.queue, filters }) === addressOf(view);
}
