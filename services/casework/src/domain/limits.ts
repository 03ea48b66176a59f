import { refused, type Rejection } from './rejection';

/**
 * So many entries of one kind are on a case at most: its document stays of a size that people can read. Every list of a
 * case is held by this, by a limit of its own (`mostLinkedCases`, the accused, the reasons of a dispatch), or by what it
 * is made of: the staff who watch, the steps of a procedure, the units that may each return it once.
 */
export const mostEntries = 50;

/** Whether one more entry of a kind may be on the case. */
export function hasRoom(list: readonly unknown[]): boolean {
  return list.length < mostEntries;
}

/**
 * Why no more entry of a kind may be on the case; undefined while there is room.
 * @param what the kind as the error names it, in the plural: `tasks`
 */
export function noRoom(
  list: readonly unknown[],
  what: string,
  reject = (message: string) => refused(`too_many_${what}`, message),
): Rejection | undefined {
  if (hasRoom(list)) return undefined;
  return reject(`A case has at most ${mostEntries} ${what}; please speak to the dispatch desk.`);
}

/**
 * The same as a check.
 * @throws Rejection refused too_many_…
 */
export function requireRoom(list: readonly unknown[], what: string): void {
  const full = noRoom(list, what);
  if (full) throw full;
}
