import { collectDifferences } from '../domain/differences';
import { redated, type Fact } from '../domain/fact';
import type { BatchOutcome, FactStore } from './record-facts';

/** A park as figures need it. */
export interface ParkPlace {
  code: string;
  groupId: string;
}

/** When the cases of a park were received, and on which day they are counted. */
export interface ReceiptPages {
  /** A page after the other, each of a size that is changed in one transaction. */
  receiptsOf(park: ParkPlace): AsyncIterable<{ caseId: string; receivedAt: Date; day: string }[]>;
}

/**
 * Counts the cases of a park on the day that its time zone gives them. Cases come before directory has told the zone
 * where all topics are read from their beginning, and a zone may be put right: a closed case has no further event.
 * @param shard of the counters that are changed, as for recordFacts
 * @returns how many cases were moved to another day
 */
export async function redateFacts(
  store: FactStore & ReceiptPages,
  shard: string,
  park: ParkPlace,
  dayOf: (receivedAt: Date) => string,
): Promise<number> {
  let moved = 0;
  for await (const page of store.receiptsOf(park)) {
    const wrong = page.filter(({ receivedAt, day }) => dayOf(receivedAt) !== day).map(({ caseId }) => caseId);
    if (wrong.length === 0) continue;
    await store.change(wrong, shard, (facts) => moveTo(dayOf, facts));
    moved += wrong.length;
  }
  return moved;
}

function moveTo(dayOf: (receivedAt: Date) => string, facts: ReadonlyMap<string, Fact>): BatchOutcome {
  const changed: Fact[] = [];
  const differences = collectDifferences();
  for (const before of facts.values()) {
    const after = redated(before, dayOf);
    if (!after) continue;
    changed.push(after);
    differences.add(before, after);
  }
  return { changed, differences: differences.list() };
}
