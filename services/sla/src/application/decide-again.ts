import { isParklineError, isTransient } from '@parkline/errors';
import { untilSaved } from '@parkline/mongo';
import type { ClockEvent, ClockSet } from '../domain/clock-set';
import type { ClockSets } from './ports';
import { RULES_NOT_HERE_YET } from './rule-book';

/** A change of the clocks of a case; without events and another set it stays as it is. */
export type DecideAgain = (set: ClockSet) => { events: ClockEvent[]; after: ClockSet };

/**
 * Changes the clocks of many cases; where somebody else was faster the case is loaded and decided again. Returns how
 * many it changed.
 */
export async function changeAll(
  clockSets: ClockSets,
  ids: readonly string[],
  at: Date,
  decide: DecideAgain,
): Promise<number> {
  let changed = 0;
  await untilSaved('set of clocks', ids, async (open) => {
    const loaded = await clockSets.loadMany(open);
    const changes = [...loaded.values()].flatMap((one) => {
      if (!one.state) return [];
      const { events, after } = decide(one.state);
      return after === one.state ? [] : [{ loaded: one, events, replaceState: after, at }];
    });
    const { saved, conflicted } = await clockSets.saveMany(changes);
    changed += saved.length;
    return { conflicted };
  });
  return changed;
}

/**
 * The same, but a case that throws leaves the others alone: where the whole fails they are done one by one. Returns how
 * many it changed, and what was thrown by which case.
 *
 * @throws what is no fault of a case: the store is away or busy
 */
export async function changeEach(
  clockSets: ClockSets,
  ids: readonly string[],
  at: Date,
  decide: DecideAgain,
): Promise<{ changed: number; failed: Map<string, unknown> }> {
  const failed = new Map<string, unknown>();
  const only = ids.length === 1 ? ids[0] : undefined;
  try {
    return { changed: await changeAll(clockSets, ids, at, decide), failed };
  } catch (cause) {
    if (!isOfCase(cause)) throw cause;
    if (only !== undefined) return { changed: 0, failed: failed.set(only, cause) };
  }
  let changed = 0;
  for (const id of ids) {
    const one = await changeEach(clockSets, [id], at, decide);
    changed += one.changed;
    for (const [caseId, cause] of one.failed) failed.set(caseId, cause);
  }
  return { changed, failed };
}

/**
 * Whether what was thrown is the fault of the case that it was thrown for, and not of a store that is away or busy. Rules
 * that are here for every other case are missing for good: that is the case's fault too.
 */
export function isOfCase(cause: unknown): boolean {
  return !isTransient(cause) || (isParklineError(cause) && cause.code === RULES_NOT_HERE_YET);
}
