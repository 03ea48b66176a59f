import type { Position } from './cursor';
import type { Cases, QueueOrder, QueueRow, StoredCase } from './ports';

/** What rows of a queue may be narrowed to; a list that is empty narrows nothing. */
export interface CaseFilter {
  priorities: string[];
  states: string[];
  /** A code, or the beginning of one: facility is facility.lift too. */
  category?: string;
  unitId?: string;
  handlerId?: string;
  channel?: string;
  kind?: string;
}

export interface Refined {
  cases: StoredCase[];
  /** Where the next page begins; undefined on the last one. */
  next?: Position;
  /** The queue has more rows than were looked at. */
  truncated: boolean;
}

/** So many rows of a queue are looked at for a filter or another order: the work stays bounded however long it is. */
export const mostRows = 1_000;
const rowsAtOnce = 250;

interface Looking {
  rows: (order: QueueOrder, limit: number, after?: string) => Promise<QueueRow[]>;
  cases: Pick<Cases, 'readMany'>;
}

interface Wanted {
  filter?: CaseFilter;
  sort: QueueOrder | 'priority';
  size: number;
  after?: Position;
}

/** One page of the first 1,000 rows of a queue, narrowed by a filter or ordered by priority. */
export async function refineQueue({ rows, cases }: Looking, { filter, sort, size, after }: Wanted): Promise<Refined> {
  const matches = (row: QueueRow) => !filter || isMatch(row, filter);
  const { found, truncated } =
    sort === 'priority'
      ? await byPriority(rows, matches, after)
      : await inOrder(rows, sort, matches, { wanted: size + 1, after });
  const shown = found.slice(0, size);
  const loaded = await storedCases(
    cases,
    shown.map(({ row }) => row),
  );
  return { cases: loaded, next: found.length > size ? shown.at(-1)?.position : undefined, truncated };
}

/** One page of a queue as it is. */
export async function wholeQueue(
  { rows, cases }: Looking,
  { sort, size, after }: { sort: QueueOrder; size: number; after?: Position },
): Promise<Refined> {
  const read = await rows(sort, size + 1, after?.key);
  const shown = read.slice(0, size);
  const next = read.length > size ? { key: shown.at(-1)!.listKey } : undefined;
  return { cases: await storedCases(cases, shown), next, truncated: false };
}

/** The cases of a page, in its order. */
export async function storedCases(
  cases: Pick<Cases, 'readMany'>,
  rows: readonly { id: string }[],
): Promise<StoredCase[]> {
  const loaded = await cases.readMany(rows.map(({ id }) => id));
  return rows.flatMap(({ id }) => {
    const { state, version = 0 } = loaded.get(id) ?? {};
    return state ? [{ case: state, version }] : [];
  });
}

interface Found {
  row: QueueRow;
  position: Position;
}

/** In the queue's own order: reads on until the page is full, the queue at its end, or the limit reached. */
async function inOrder(
  rows: Looking['rows'],
  order: QueueOrder,
  matches: (row: QueueRow) => boolean,
  { wanted, after }: { wanted: number; after?: Position },
): Promise<{ found: Found[]; truncated: boolean }> {
  const found: Found[] = [];
  let { key, count = 0 }: Partial<Position> = after ?? {};
  while (count < mostRows && found.length < wanted) {
    const limit = Math.min(rowsAtOnce, mostRows - count);
    const read = await rows(order, limit, key);
    for (const row of read) {
      count += 1;
      key = row.listKey;
      if (matches(row)) found.push({ row, position: { key, count } });
    }
    if (read.length < limit) return { found, truncated: false };
  }
  const reachedTheLimit = found.length < wanted && (await rows(order, 1, key)).length > 0;
  return { found: found.slice(0, wanted), truncated: reachedTheLimit };
}

const ranks = ['p1', 'p2', 'p3', 'p4'];
/** What has no priority yet comes last. */
const rankOf = ({ priority }: QueueRow): number => (priority ? ranks.indexOf(priority) : ranks.length);

/** P1 first, within a priority the oldest; of the newest rows, or a fresh P1 could be missed in a long queue. */
async function byPriority(
  rows: Looking['rows'],
  matches: (row: QueueRow) => boolean,
  after: Position | undefined,
): Promise<{ found: Found[]; truncated: boolean }> {
  const read = await rows('newest', mostRows + 1);
  const found = read
    .slice(0, mostRows)
    .filter(matches)
    .map((row) => ({ row, position: { key: row.listKey, count: rankOf(row) } }))
    .sort((a, b) => a.position.count - b.position.count || (a.position.key < b.position.key ? -1 : 1))
    .filter(({ position: { key, count } }) => {
      if (!after) return true;
      return count > after.count! || (count === after.count && key > after.key);
    });
  return { found, truncated: read.length > mostRows };
}

function isMatch(row: QueueRow, filter: CaseFilter): boolean {
  const { priorities, states, category, ...exact } = filter;
  const among = (list: string[], value: string | undefined) =>
    list.length === 0 || (value !== undefined && list.includes(value));
  const below = !category || row.category === category || !!row.category?.startsWith(`${category}.`);
  const equal = Object.entries(exact).every(([field, value]) => !value || row[field as keyof typeof exact] === value);
  return among(priorities, row.priority) && among(states, row.state) && below && equal;
}
