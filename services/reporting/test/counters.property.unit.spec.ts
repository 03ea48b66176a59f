import { LogarithmicMapping } from '@datadog/sketches-js/dist/ddsketch/mapping';
import fc from 'fast-check';
import { cellKey, collectDifferences, addCounts } from '../src/domain/differences';
import { contributionOf, type Counts } from '../src/domain/contribution';
import { binOf, durationOf, quantileOf, relativeAccuracy } from '../src/domain/duration-bins';
import { evolveFact, type Fact, type FactEvent } from '../src/domain/fact';
import { afterHours, caseChanged, rated, resolveBreached } from './facts';

const caseIds = fc.constantFrom('c1', 'c2', 'c3');
const seqs = fc.integer({ min: 1, max: 12 });
const hours = fc.option(fc.double({ min: 0, max: 400, noNaN: true }).map(afterHours), { nil: undefined });
const anyEvent: fc.Arbitrary<FactEvent> = fc.oneof(
  fc
    .tuple(
      seqs,
      caseIds,
      fc.record({
        parkCode: fc.constantFrom('SH01', 'BJ02'),
        day: fc.constantFrom('2026-03-02', '2026-03-03'),
        kind: fc.constantFrom('complaint', 'repair', 'praise'),
        category: fc.constantFrom('', 'facility.lift', 'a.$b'),
        state: fc.constantFrom('registered', 'signed', 'resolved', 'linked', 'closed'),
        outcome: fc.constantFrom('resolved', 'declined', undefined),
        cycle: fc.integer({ min: 1, max: 3 }),
        firstContactAt: hours,
        resolvedAt: hours,
        escalated: fc.boolean(),
        linkedComplaints: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      }),
    )
    .map(([seq, id, other]) => caseChanged(seq, other, id)),
  fc
    .tuple(seqs, caseIds, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }))
    .map(([seq, id, cycle, s]) => rated(seq, cycle, s, id)),
  fc.tuple(seqs, caseIds, fc.integer({ min: 1, max: 3 })).map(([seq, id, cycle]) => resolveBreached(seq, cycle, id)),
);

/** What the counters hold after the batches, cell by cell, without those at 0. */
function countIn(batches: FactEvent[][]): { facts: Map<string, Fact>; counters: Map<string, Counts> } {
  const facts = new Map<string, Fact>();
  const counters = new Map<string, Counts>();
  for (const batch of batches) {
    const stored = new Map(facts);
    const differences = collectDifferences();
    for (const event of batch) {
      const after = evolveFact(facts.get(event.caseId), event);
      if (after) facts.set(event.caseId, after);
    }
    for (const [id, after] of facts) if (after !== stored.get(id)) differences.add(stored.get(id), after);
    for (const { cell, counts } of differences.list()) {
      const sum = counters.get(cellKey(cell)) ?? new Map<string, number>();
      addCounts(sum, counts);
      counters.set(cellKey(cell), sum);
    }
  }
  return { facts, counters: withoutZeros(counters) };
}

function recount(facts: Iterable<Fact>): Map<string, Counts> {
  const counters = new Map<string, Counts>();
  for (const fact of facts) {
    const contribution = contributionOf(fact);
    if (!contribution) continue;
    const sum = counters.get(cellKey(contribution.cell)) ?? new Map<string, number>();
    addCounts(sum, contribution.counts);
    counters.set(cellKey(contribution.cell), sum);
  }
  return withoutZeros(counters);
}

function withoutZeros(counters: Map<string, Counts>): Map<string, Counts> {
  const filled = [...counters].map(([key, counts]) => [key, new Map([...counts].filter(([, n]) => n !== 0))] as const);
  return new Map(filled.filter(([, counts]) => counts.size > 0));
}

/** The least of the values that at least this share of them does not exceed. */
function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.find((_, index) => (index + 1) / sorted.length >= share)!;
}

function split<T>(items: T[], sizes: number[]): T[][] {
  const rest = [...items];
  const parts = sizes.map((size) => rest.splice(0, size));
  return [...parts, rest].filter((part) => part.length > 0);
}

describe('counters', () => {
  it('equal a recount of the facts after any events, repeated and in any order and batches', () => {
    const batches = fc
      .tuple(fc.array(anyEvent, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 })))
      .map(([events, sizes]) => split(events, sizes));
    fc.assert(
      fc.property(batches, (given) => {
        const { facts, counters } = countIn(given);
        expect(counters).toEqual(recount(facts.values()));
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on how the events are cut into batches, nor on repetition', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 9 })), (events, sizes) => {
        const once = countIn([events]);
        expect(countIn(split([...events, ...events], sizes)).counters).toEqual(once.counters);
      }),
      { numRuns: 300 },
    );
  });
});

describe('duration bins', () => {
  it('are those of the logarithmic mapping of a DDSketch', () => {
    const mapping = new LogarithmicMapping(relativeAccuracy);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e11, noNaN: true }), (ms) => {
        // The mapping computes the logarithm in another order: at the very edge of a bin either side is right.
        expect(Math.abs(binOf(ms) - mapping.key(ms))).toBeLessThanOrEqual(1);
        expect(durationOf(binOf(ms)) / mapping.value(binOf(ms))).toBeCloseTo(1, 9);
      }),
    );
  });

  it('give every quantile within 2 % of the exact one', () => {
    const durations = fc.array(fc.double({ min: 1, max: 90 * 86_400_000, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(durations, fc.constantFrom(0, 0.5, 0.9, 1), (values, quantile) => {
        const bins = new Map<number, number>();
        for (const value of values) bins.set(binOf(value), (bins.get(binOf(value)) ?? 0) + 1);
        const exact = nearestRank(values, quantile);
        expect(Math.abs((quantileOf(bins, quantile) ?? NaN) - exact) / exact).toBeLessThanOrEqual(0.02);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[number, number, number]>([
    [1, 0.9, 1],
    [2, 0.5, 1],
    [2, 0.9, 2],
    [3, 0.5, 2],
    [5, 0.9, 5],
    [9, 0.9, 9],
    [10, 0.9, 9],
    [11, 0.9, 10],
    [70, 0.9, 63],
    [4, 0, 1],
    [4, 1, 4],
  ])('of %d values, have the quantile %d at place %d', (count, quantile, place) => {
    const bins = new Map(Array.from({ length: count }, (_, index) => [index + 1, 1]));
    expect(quantileOf(bins, quantile)).toBe(durationOf(place));
  });

  it('pass over bins that are empty again', () => {
    expect(quantileOf(new Map([[10, 0]]), 0.5)).toBeUndefined();
  });
});
