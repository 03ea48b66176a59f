import { contributionOf, type Cell, type Contribution, type Counts } from './contribution';
import type { Fact } from './fact';

/** Adds up what a batch changes, cell by cell: fact-after minus fact-before. */
export interface Differences {
  add(before: Fact | undefined, after: Fact): void;
  /** The cells that change, without the counters that stay as they are. */
  list(): Contribution[];
}

export function collectDifferences(): Differences {
  const cells = new Map<string, Contribution>();
  const merge = (contribution: Contribution | undefined, sign: 1 | -1): void => {
    if (!contribution) return;
    const key = cellKey(contribution.cell);
    let sum = cells.get(key);
    if (!sum) cells.set(key, (sum = { cell: contribution.cell, counts: new Map() }));
    addCounts(sum.counts, contribution.counts, sign);
  };
  return {
    add(before, after) {
      if (before) merge(contributionOf(before), -1);
      merge(contributionOf(after), 1);
    },
    list() {
      return [...cells.values()]
        .map(({ cell, counts }) => ({ cell, counts: new Map([...counts].filter(([, by]) => by !== 0)) }))
        .filter(({ counts }) => counts.size > 0);
    },
  };
}

/** One string for a cell. Group, park and day have no bar in them. */
export function cellKey(cell: Cell): string {
  return `${cell.groupId}|${cell.parkCode}|${cell.day}`;
}

/** Adds counts to a sum in place. */
export function addCounts(sum: Counts, counts: ReadonlyMap<string, number>, sign: 1 | -1 = 1): void {
  for (const [name, by] of counts) sum.set(name, (sum.get(name) ?? 0) + sign * by);
}
