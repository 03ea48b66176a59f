import { dimensions, type Cell, type Counts, type Dimension } from './contribution';
import { addCounts } from './differences';
import { figuresOf, valuesOf, type Figures } from './figures';

export interface Count {
  key: string;
  cases: number;
}

export interface Summary {
  total: Figures;
  /** In the order of their codes; parks without any case have figures of 0. */
  parks: { parkCode: string; figures: Figures }[];
  /** By dimension, the largest count first. */
  counts: Record<Dimension, Count[]>;
  /** Oldest day first. */
  byDay: Count[];
}

/** Adds up the counters of cells to figures, one after another: those of a long time are too many to be held at once. */
export interface SummaryInTheMaking {
  /** The same cell may come more than once: its counters are split into shards. */
  add(cell: Cell, counts: Counts): void;
  summary(): Summary;
}

/** @param parkCodes that are shown even if nothing is counted in them */
export function startSummary(parkCodes: Iterable<string>): SummaryInTheMaking {
  const total: Counts = new Map<string, number>();
  const parks = new Map<string, Counts>([...parkCodes].map((code) => [code, new Map<string, number>()]));
  const days = new Map<string, number>();
  const countsOf = (dimension: Dimension): Count[] =>
    [...valuesOf(total, dimension)]
      .map(([key, cases]) => ({ key, cases }))
      .sort((a, b) => b.cases - a.cases || compare(a.key, b.key));
  return {
    add(cell, counts) {
      let park = parks.get(cell.parkCode);
      if (!park) parks.set(cell.parkCode, (park = new Map<string, number>()));
      addCounts(park, counts);
      addCounts(total, counts);
      days.set(cell.day, (days.get(cell.day) ?? 0) + (counts.get('cases') ?? 0));
    },
    summary: () => ({
      total: figuresOf(total),
      parks: [...parks]
        .sort(([a], [b]) => compare(a, b))
        .map(([parkCode, counts]) => ({ parkCode, figures: figuresOf(counts) })),
      counts: Object.fromEntries(dimensions.map((d) => [d, countsOf(d)])) as Record<Dimension, Count[]>,
      byDay: [...days]
        .filter(([, cases]) => cases !== 0)
        .sort(([a], [b]) => compare(a, b))
        .map(([key, cases]) => ({ key, cases })),
    }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
