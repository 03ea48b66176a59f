import { isPlain } from './plain-text';

/** A queue as somebody filters it, under a name of his own. */
export interface SavedView {
  readonly name: string;
  readonly queue: string;
  /** What narrows and orders it, by the names that the list of cases takes. */
  readonly filters: Readonly<Record<string, string>>;
}

/** Why a view cannot be saved, for a person who can act on it. */
export interface ViewFault {
  code: string;
  field: string;
  message: string;
}

/** As many as a menu shows; everybody's are one small document. */
export const MOST_VIEWS = 50;
const longestName = 60;
const longestWord = 40;
const mostFilters = 12;
const longestFilter = 500;

/** A name as it is kept: the same to the eye is the same view. */
export const nameOf = (name: string): string => name.normalize('NFC').trim();

/** What is wrong with a view; `undefined` where nothing is. Which queues and filters there are is the gateway's matter. */
export function faultOfView({ name, queue, filters }: SavedView): ViewFault | undefined {
  const length = [...nameOf(name)].length;
  if (length < 1) return { code: 'missing_field', field: 'name', message: 'A view needs a name.' };
  if (length > longestName) {
    return { code: 'text_too_long', field: 'name', message: `A name takes at most ${longestName} characters.` };
  }
  if (!isPlain(name)) return { code: 'text_hidden', field: 'name', message: 'A name is one line of visible text.' };
  if (queue === '' || queue.length > longestWord) {
    return { code: 'missing_field', field: 'queue', message: 'A view needs its queue.' };
  }
  const entries = Object.entries(filters);
  const sound = entries.every(([key, value]) => key.length <= longestWord && value.length <= longestFilter);
  if (entries.length > mostFilters || !sound) {
    return { code: 'filters_too_long', field: 'filters', message: 'These filters are too many or too long.' };
  }
  return undefined;
}

/** The views with one more, or with the one of its name replaced where it stands; `undefined` where they are full. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] | undefined {
  const named = { ...view, name: nameOf(view.name) };
  const same = views.findIndex(({ name }) => name === named.name);
  if (same >= 0) return views.map((one, at) => (at === same ? named : one));
  return views.length < MOST_VIEWS ? [...views, named] : undefined;
}

/** The views without the one of a name. */
export function withoutView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== nameOf(name));
}
