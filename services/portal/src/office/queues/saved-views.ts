import { QUEUES, type Queue } from '../../api/types';

/** A queue with its filters under a name of one's own. */
export interface SavedView {
  name: string;
  queue: Queue;
  /** The address behind `?`. */
  search: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem'>;
const MOST = 30;
const keyOf = (staffId: string): string => `parkline.views.${staffId}`;

/** The views of one person on this browser, in the order in which they were saved. */
export function readViews(store: Store, staffId: string): SavedView[] {
  try {
    const stored: unknown = JSON.parse(store.getItem(keyOf(staffId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch {
    // Written by something else: there is nothing to show.
    return [];
  }
}

/** Saves a view; one of the same name is replaced where it stands. At most 30, the oldest go. */
export function saveView(store: Store, staffId: string, view: SavedView): SavedView[] {
  const named = { ...view, name: view.name.trim() };
  const views = readViews(store, staffId);
  const same = views.findIndex(({ name }) => name === named.name);
  const next = same < 0 ? [...views, named].slice(-MOST) : views.with(same, named);
  return write(store, staffId, next);
}

/** Forgets the view of a name. */
export function removeView(store: Store, staffId: string, name: string): SavedView[] {
  return write(
    store,
    staffId,
    readViews(store, staffId).filter((view) => view.name !== name),
  );
}

/** The address of a view. */
export const addressOf = ({ queue, search }: SavedView): string =>
  `/office/queues/${queue}${search ? `?${search}` : ''}`;

function write(store: Store, staffId: string, views: SavedView[]): SavedView[] {
  store.setItem(keyOf(staffId), JSON.stringify(views));
  return views;
}

function isView(value: unknown): value is SavedView {
  const view = value as Partial<SavedView> | null;
  return (
    typeof view?.name === 'string' && typeof view.search === 'string' && QUEUES.some((queue) => queue === view.queue)
  );
}
