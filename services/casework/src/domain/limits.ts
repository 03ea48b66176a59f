import { refused } from './rejection';

/** So many entries of one kind are on a case at most: its document stays of a size that people can read. */
export const mostEntries = 50;

/**
 * Checks that one more entry of a kind may be on the case.
 * @param what the kind as the error names it, in the plural: `tasks`
 * @throws Rejection refused too_many_…
 */
export function requireRoom(list: readonly unknown[], what: string): void {
  if (list.length < mostEntries) return;
  throw refused(`too_many_${what}`, `A case has at most ${mostEntries} ${what}; please speak to the dispatch desk.`);
}
