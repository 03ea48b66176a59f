import { untilSaved } from '@parkline/mongo';
import type { ClockEvent, ClockSet } from '../domain/clock-set';
import type { ClockSets } from './ports';

/**
 * Changes the clocks of many cases; where somebody else was faster the case is loaded and decided again. Returns how
 * many it changed. A decision without events leaves the case as it is.
 */
export async function changeAll(
  clockSets: ClockSets,
  ids: readonly string[],
  at: Date,
  decide: (set: ClockSet) => { events: ClockEvent[]; after: ClockSet },
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
