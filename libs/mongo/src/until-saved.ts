import { unavailable } from '@parkline/errors';

const MAX_ROUNDS = 30;

/**
 * Loads, decides and saves many aggregates in rounds: those that somebody else changed meanwhile are in the next one.
 * @param what one of them in words, for the error
 * @param round one round; answers which of its ids were not saved
 * @throws Unavailable `too_contended` after 30 rounds
 */
export async function untilSaved(
  what: string,
  ids: readonly string[],
  round: (ids: readonly string[]) => Promise<{ conflicted: readonly string[] }>,
): Promise<void> {
  let open = ids;
  for (let rounds = 0; rounds < MAX_ROUNDS && open.length > 0; rounds++) open = (await round(open)).conflicted;
  if (open.length > 0) throw unavailable('too_contended', `Too many changes of one ${what} at once; try again.`);
}
