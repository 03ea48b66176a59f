import type { Principal } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import { contributionOf, type Cell, type Counts } from '../domain/contribution';
import { addCounts } from '../domain/differences';
import type { Fact } from '../domain/fact';

/** Counters that can be made anew, cell by cell, while events go on being counted. */
export interface RebuildableCounters {
  /** Every cell that has a fact or a counter. */
  cells(): Promise<Cell[]>;
  /** Replaces all counters of a cell by those of its facts, in one transaction. Returns how many facts and counters. */
  replace(cell: Cell, count: (facts: readonly Fact[]) => Counts): Promise<{ facts: number; counters: number }>;
}

export interface Rebuilt {
  facts: number;
  counters: number;
}

/**
 * Makes the counters anew from the facts, after each case was given the day that the time zone of its park gives it.
 * @throws Forbidden for all but HQ administrators and services
 */
export async function rebuildCounters(
  store: RebuildableCounters,
  principal: Principal,
  redate: () => Promise<void>,
  announce: (rebuilt: Rebuilt) => Promise<void>,
): Promise<Rebuilt> {
  if (principal.kind !== 'service' && !(principal.kind === 'person' && principal.role === 'hq-admin')) {
    throw forbidden('operators_only', 'Only an HQ administrator may have the counters made anew.');
  }
  await redate();
  const rebuilt: Rebuilt = { facts: 0, counters: 0 };
  for (const cell of await store.cells()) {
    const replaced = await store.replace(cell, recount);
    rebuilt.facts += replaced.facts;
    rebuilt.counters += replaced.counters;
  }
  await announce(rebuilt);
  return rebuilt;
}

function recount(facts: readonly Fact[]): Counts {
  const counts: Counts = new Map();
  for (const fact of facts) addCounts(counts, contributionOf(fact)?.counts ?? new Map());
  return counts;
}
