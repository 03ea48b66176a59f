import { collectDifferences } from '../domain/differences';
import type { Contribution } from '../domain/contribution';
import { evolveFact, type Fact, type FactEvent } from '../domain/fact';

/** What a batch does to the facts that it names, and what follows for the counters. */
export interface BatchOutcome {
  changed: Fact[];
  differences: Contribution[];
}

/** Facts and counters, changed together or not at all. */
export interface FactStore {
  /**
   * Reads the facts, lets the batch be decided and saves its outcome, in one transaction; decides again when another
   * replica was faster. The counters of a shard are written by no other shard.
   */
  change(
    caseIds: readonly string[],
    shard: string,
    decide: (facts: ReadonlyMap<string, Fact>) => BatchOutcome,
  ): Promise<void>;
}

/**
 * Counts a batch of events of one topic. Events seen before change nothing.
 * @param shard of the counters that are changed: topic and a partition that no other replica reads
 */
export async function recordFacts(store: FactStore, shard: string, events: readonly FactEvent[]): Promise<void> {
  if (events.length === 0) return;
  const caseIds = [...new Set(events.map((event) => event.caseId))];
  await store.change(caseIds, shard, (facts) => decideBatch(facts, events));
}

function decideBatch(facts: ReadonlyMap<string, Fact>, events: readonly FactEvent[]): BatchOutcome {
  const changed = new Map<string, Fact>();
  for (const event of events) {
    const after = evolveFact(changed.get(event.caseId) ?? facts.get(event.caseId), event);
    if (after) changed.set(event.caseId, after);
  }
  const differences = collectDifferences();
  for (const [caseId, after] of changed) differences.add(facts.get(caseId), after);
  return { changed: [...changed.values()], differences: differences.list() };
}
