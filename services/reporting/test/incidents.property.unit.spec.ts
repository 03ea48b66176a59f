import fc from 'fast-check';
import { addCounts, collectDifferences } from '../src/domain/differences';
import { contributionOf, type Counts } from '../src/domain/contribution';
import { evolveFact, type CaseFacts, type Fact, type FactEvent } from '../src/domain/fact';
import { figuresOf, type Figures } from '../src/domain/figures';
import { caseChanged } from './facts';

const ids = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'] as const;

interface LivingCase {
  seq: number;
  state: string;
  cycle: number;
  master?: string;
  linked: Set<string>;
}

type Step = { what: 'link' | 'unlink' | 'resolve' | 'reopen' | 'withdraw'; id: string; master: string };

const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('link', 'link', 'link', 'unlink', 'resolve', 'reopen', 'withdraw'),
  id: fc.constantFrom(...ids),
  master: fc.constantFrom(...ids),
});

/** What casework does when people link, unlink, resolve, reopen and withdraw: the cases, and the log of their events. */
function play(steps: readonly Step[]): { cases: Map<string, LivingCase>; log: FactEvent[] } {
  const cases = new Map<string, LivingCase>(
    ids.map((id) => [id, { seq: 0, state: 'dispatched', cycle: 1, linked: new Set() }]),
  );
  const log: FactEvent[] = [];
  const of = (id: string): LivingCase => cases.get(id)!;
  const tell = (id: string, change: Partial<LivingCase> = {}): void => {
    const c = Object.assign(of(id), change);
    c.seq += 1;
    const { state, cycle, linked, seq } = c;
    const facts: Partial<CaseFacts> = { state, cycle };
    if (state === 'closed') facts.outcome = 'withdrawn';
    if (linked.size > 0) facts.linkedComplaints = linked.size;
    log.push(caseChanged(seq, facts, id));
  };
  const leave = (id: string): void => {
    const { master } = of(id);
    if (!master) return;
    delete of(id).master;
    of(master).linked.delete(id);
    tell(master);
  };
  for (const id of ids) tell(id);
  for (const { what, id, master } of steps) {
    const { state, linked, cycle } = of(id);
    if (what === 'link' && state === 'dispatched' && linked.size === 0 && id !== master) {
      if (of(master).state !== 'dispatched') continue;
      tell(id, { state: 'linked', master });
      of(master).linked.add(id);
      tell(master);
    } else if (what === 'unlink' && state === 'linked') {
      tell(id, { state: 'dispatched' });
      leave(id);
    } else if (what === 'resolve' && state === 'dispatched') {
      tell(id, { state: 'resolved' });
      for (const one of linked) if (of(one).state === 'linked') tell(one, { state: 'resolved' });
    } else if (what === 'reopen' && state === 'resolved') {
      tell(id, { state: 'dispatched', cycle: cycle + 1 });
      leave(id);
    } else if (what === 'withdraw' && (state === 'dispatched' || state === 'linked')) {
      tell(id, { state: 'closed' });
      leave(id);
      for (const one of [...linked]) {
        if (of(one).state === 'linked') tell(one, { state: 'dispatched' });
        leave(one);
      }
    }
  }
  return { cases, log };
}

/** The figures after the events were counted in batches, as they came. */
function figuresAfter(batches: readonly (readonly FactEvent[])[]): Figures {
  const facts = new Map<string, Fact>();
  const sum: Counts = new Map();
  for (const batch of batches) {
    const before = new Map(facts);
    for (const event of batch) {
      const after = evolveFact(facts.get(event.caseId), event);
      if (after) facts.set(event.caseId, after);
    }
    const differences = collectDifferences();
    for (const [id, after] of facts) if (after !== before.get(id)) differences.add(before.get(id), after);
    for (const { counts } of differences.list()) addCounts(sum, counts);
  }
  return figuresOf(sum);
}

/** The figures made anew from the whole log, each event once and in order. */
function figuresRebuilt(log: readonly FactEvent[]): Figures {
  const facts = new Map<string, Fact>();
  for (const event of log) {
    const after = evolveFact(facts.get(event.caseId), event);
    if (after) facts.set(event.caseId, after);
  }
  const sum: Counts = new Map();
  for (const fact of facts.values()) addCounts(sum, contributionOf(fact)?.counts ?? new Map());
  return figuresOf(sum);
}

describe('incidents', () => {
  const runs = fc
    .array(anyStep, { maxLength: 40 })
    .map(play)
    .chain(({ cases, log }) =>
      fc.record({
        cases: fc.constant(cases),
        log: fc.constant(log),
        // Each event at least once, some again, in any order, in batches.
        delivered: fc
          .subarray(log)
          .chain((again) => fc.shuffledSubarray([...log, ...again], { minLength: log.length + again.length })),
        size: fc.integer({ min: 1, max: 9 }),
      }),
    );

  it('are the same however late, often and mixed the events come, as when made anew from the whole log', () => {
    fc.assert(
      fc.property(runs, ({ log, delivered, size }) => {
        const batches = Array.from({ length: Math.ceil(delivered.length / size) }, (_, n) =>
          delivered.slice(n * size, (n + 1) * size),
        );
        expect(figuresAfter(batches)).toEqual(figuresRebuilt(log));
      }),
      { numRuns: 500 },
    );
  });

  it('are the masters that have linked cases, and every complaint still counts as one', () => {
    fc.assert(
      fc.property(runs, ({ cases, delivered }) => {
        const sizes = [...cases.values()].map(({ linked }) => linked.size).filter((size) => size > 0);
        expect(figuresAfter([delivered])).toMatchObject({
          cases: ids.length,
          incidents: sizes.length,
          linkedComplaints: sizes.reduce((sum, size) => sum + size, 0),
          largestIncident: sizes.length > 0 ? Math.max(...sizes) + 1 : 0,
        });
      }),
      { numRuns: 500 },
    );
  });
});
