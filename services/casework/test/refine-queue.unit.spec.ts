import type { QueueOrder, QueueRow } from '../src/application/ports';
import { type CaseFilter, mostRows, refineQueue } from '../src/application/refine-queue';

const keyOf = (n: number) => `2026-03-02T01:00:00.000Z/${String(n).padStart(6, '0')}`;
const narrowing = (one: Partial<CaseFilter>): CaseFilter => ({ priorities: [], states: [], ...one });

/** A queue of rows, of which every tenth is P1; counts how many were read. */
function queueOf(length: number) {
  const all = Array.from({ length }, (_, n) => ({
    ...{ id: String(n), listKey: keyOf(n), priority: n % 10 === 0 ? 'p1' : 'p3', state: 'dispatched' },
  })) as QueueRow[];
  const reads = { rows: 0 };
  const rows = (order: QueueOrder, limit: number, after?: string) => {
    const sorted = order === 'newest' ? [...all].reverse() : all;
    const from = after ? sorted.findIndex(({ listKey }) => listKey === after) + 1 : 0;
    const page = sorted.slice(from, from + limit);
    reads.rows += page.length;
    return Promise.resolve(page);
  };
  const readMany = (ids: readonly string[]) =>
    Promise.resolve(new Map(ids.map((id) => [id, { id, version: 1, state: { id } }])));
  return { needs: { rows, cases: { readMany } } as unknown as Parameters<typeof refineQueue>[0], reads };
}

async function walk(length: number, wanted: Omit<Parameters<typeof refineQueue>[1], 'after'>) {
  const { needs } = queueOf(length);
  const seen: string[] = [];
  let after: Parameters<typeof refineQueue>[1]['after'];
  for (;;) {
    const { cases, next, truncated } = await refineQueue(needs, { ...wanted, after });
    seen.push(...cases.map(({ case: c }) => c.id));
    if (!next) return { seen, truncated };
    after = next;
  }
}

const p1 = narrowing({ priorities: ['p1'] });

describe.each([7, 50, 200])('pages of %i', (size) => {
  it.each<[string, number, boolean]>([
    ['a queue that was looked at to its end', 400, false],
    ['a queue of exactly the most rows', mostRows, false],
    ['a queue that is longer, and says so', 3_000, true],
  ])('give every match once of %s', async (_label, length, truncated) => {
    const looked = Math.min(length, mostRows);
    for (const sort of ['newest', 'oldest', 'priority'] as const) {
      const walked = await walk(length, { filter: p1, sort, size });
      expect(walked).toMatchObject({ truncated });
      expect(new Set(walked.seen).size).toBe(looked / 10);
      expect(walked.seen).toHaveLength(looked / 10);
    }
  });
});

it('reads no more of a long queue than the most rows, and stops when the page is full', async () => {
  const { needs, reads } = queueOf(100_000);
  await refineQueue(needs, { filter: narrowing({ states: ['closed'] }), sort: 'newest', size: 50 });
  expect(reads.rows).toBeLessThanOrEqual(mostRows + 1);
  const second = queueOf(100_000);
  await refineQueue(second.needs, { filter: p1, sort: 'newest', size: 10 });
  expect(second.reads.rows).toBeLessThanOrEqual(250);
});

it('orders by priority, and within it the oldest first', async () => {
  const { seen } = await walk(30, { sort: 'priority', size: 4 });
  expect(seen.slice(0, 5)).toEqual(['0', '10', '20', '1', '2']);
  expect(seen).toHaveLength(30);
});
