import { casework, common } from '@parkline/proto';
import { percentile, round } from '../figures';
import { goal, printTable } from '../report';
import type { Callers } from './callers';

/** One kind of page, and what it cost at each size. */
export interface PageCosts {
  name: string;
  at: { cases: number; p50Ms: number; p99Ms: number; rows: number }[];
}

interface Asked {
  name: string;
  call: () => Promise<{ cases: unknown[] }>;
}

/** So many calls of each kind, one after the other; fewer where they take longer than this. */
const calls = 100;
const longestMs = 1_500;
const notCounted = 10;

/** The pages that people look at: every queue as one park and as headquarters see it, and what they search for. */
export function pagesToMeasure({ casework: client, as }: Callers, search: SearchedFor): Asked[] {
  const { Queue, Sort } = casework;
  const page = { size: 50, cursor: '' };
  const list =
    (who: string, queue: casework.Queue, more: Partial<casework.ListCasesRequest> = {}): Asked['call'] =>
    async () =>
      client.listCases(casework.ListCasesRequest.create({ queue, page, ...more }), await as(who));
  const find =
    (who: string, text: string): Asked['call'] =>
    async () =>
      client.searchCases({ text, parkCode: '', page }, await as(who));
  const queues: [string, casework.Queue][] = [
    ['unassigned', Queue.UNASSIGNED],
    ['returned', Queue.RETURNED],
    ['waiting', Queue.WAITING],
    ['suspended', Queue.SUSPENDED],
    ['supervised', Queue.SUPERVISED],
    ['linked', Queue.LINKED],
    ['flagged', Queue.FLAGGED],
    ['all', Queue.ALL],
  ];
  const [manager, officer] = ['sh01-manager', 'hq-officer-1'];
  const filter = casework.CaseFilter.create({ states: [common.CaseState.WAITING_COMPLAINANT] });
  return [
    { name: 'my work, a handler', call: list('sh01-eng-1', Queue.MINE) },
    { name: 'my unit, its team lead', call: list('sh01-eng-lead', Queue.UNIT) },
    ...queues.map(([name, queue]) => ({ name: `${name}, one park`, call: list(manager, queue) })),
    ...queues.map(([name, queue]) => ({ name: `${name}, headquarters`, call: list(officer, queue) })),
    { name: 'all, oldest first', call: list(officer, Queue.ALL, { sort: Sort.OLDEST }) },
    { name: 'all, refined to a state', call: list(officer, Queue.ALL, { filter }) },
    { name: 'search: a number', call: find(officer, search.number) },
    { name: 'search: park and serial', call: find(officer, search.parkAndSerial) },
    { name: 'search: a common word', call: find(officer, '电梯') },
    { name: 'search: a common word, one park', call: find(manager, '电梯') },
    { name: 'search: two words', call: find(officer, '电梯 对讲') },
    { name: 'search: a person', call: find(officer, search.person) },
    { name: 'search: a handler', call: find(officer, '许建业') },
    { name: 'search: a word nobody wrote', call: find(officer, '没有这样的词') },
  ];
}

export interface SearchedFor {
  number: string;
  parkAndSerial: string;
  person: string;
}

/** Adds what each page costs with so many cases in the store. */
export async function measurePages(
  asked: readonly Asked[],
  cases: number,
  costs: Map<string, PageCosts>,
): Promise<void> {
  for (const { name, call } of asked) {
    const times: number[] = [];
    let rows = 0;
    const until = performance.now() + longestMs;
    for (let count = 0; count < calls + notCounted && (performance.now() < until || times.length < 3); count += 1) {
      const from = performance.now();
      rows = (await call()).cases.length;
      if (count >= notCounted || performance.now() - from > longestMs / notCounted)
        times.push(performance.now() - from);
    }
    const known = costs.get(name) ?? { name, at: [] };
    known.at.push({ cases, rows, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) });
    costs.set(name, known);
    const latest = known.at.at(-1);
    process.stdout.write(
      `${cases}, ${name}: ${latest?.p50Ms.toFixed(1)} / ${latest?.p99Ms.toFixed(1)} ms, ${rows} rows\n`,
    );
  }
}

/** One table, the sizes side by side. */
export function showPages(costs: readonly PageCosts[]): void {
  const sizes = costs[0]?.at.map(({ cases }) => cases) ?? [];
  printTable(
    'Pages of 50 over gRPC, one call at a time: p50 / p99 ms with so many cases in the store, and the cases on the page',
    ['', ...sizes.map(String), 'rows', 'p50, last ÷ first', 'goal'],
    costs.map(({ name, at }) => {
      const growth = (at.at(-1)?.p50Ms ?? NaN) / (at[0]?.p50Ms ?? NaN);
      return [
        name,
        ...at.map(({ p50Ms, p99Ms }) => `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)}`),
        at.map(({ rows }) => rows).join(', '),
        growth.toFixed(1),
        goal(round(growth, 1), '≤', 2),
      ];
    }),
  );
}
