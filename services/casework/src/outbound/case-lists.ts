import { parksInScope, type Scope } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { AggregateDocument, Collection, Filter, IndexSpec } from '@parkline/mongo';
import type { Abundance, QueueOrder } from '../application/ports';
import type { Case } from '../domain';
import { createReaches, type Reach } from './reaches';

/** The fields by whose values cases are listed; each holds several. */
type ListField = 'lists' | 'state.searchTokens';

export interface ListReading {
  scope: Scope;
  /** Only cases of one park. */
  parkCode?: string;
  field: ListField;
  /** Cases that have one of these values. */
  anyOf: readonly string[];
  order: QueueOrder;
  limit: number;
  /** List key after which to begin. */
  after?: string;
  /** So few have them that they may be read at once. */
  few?: boolean;
}

/** Reads lists of cases by their indexes. */
export interface CaseLists {
  /** @throws Forbidden for services: lists are for staff */
  read<Row>(reading: ListReading, fields: readonly (keyof Row & string)[]): Promise<Row[]>;
  /** How many have the value, counted no further than `limit`. */
  count(of: Pick<ListReading, 'scope' | 'parkCode' | 'field'> & { value: string }, limit: number): Promise<Abundance>;
}

/** The list in which every case is. */
export const everyCase = 'all';

/** Within the whole group, and within a park: nobody has to ask hundreds of parks one by one. */
export function listIndexes(field: ListField): IndexSpec[] {
  return [
    { keys: { 'state.groupId': 1, [field]: 1, 'state.listKey': -1 } },
    { keys: { 'state.groupId': 1, 'state.parkCode': 1, [field]: 1, 'state.listKey': -1 } },
  ];
}

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const monthMs = 30 * dayMs;
/** Where nothing is known of a list the first step reaches so far, and every one four times as far as that before it. */
const firstStepMs = 3 * hourMs;
const longestStepMs = 1_000 * dayMs;
/** Those of whom there are few count as if they had come in over ten years. */
const longAgoDays = 3_650;
/** No case came in before that. */
const before = Date.UTC(2000, 0, 1);

type Range = Record<string, string>;
type CaseDocument = AggregateDocument<Case>;
type Filters = readonly Record<string, unknown>[];

/**
 * Lists of cases in the store. Each value and park is asked for by an index that holds exactly what is asked, and in
 * steps of time: a store that sorts in memory, or that reads whatever a filter finds before it looks at the limit, reads
 * little more than the page then. How far a page reached is remembered for the next time.
 */
export function createCaseLists(collection: Collection<CaseDocument>, clock: () => Date): CaseLists {
  const now = () => clock().getTime();
  const beginnings = new Map<string, Promise<number>>();
  const pages = createReaches();

  const placesOf = ({ scope, parkCode }: Pick<ListReading, 'scope' | 'parkCode'>) => {
    if ('service' in scope) throw forbidden('staff_only', 'Lists of cases are for staff.');
    const parks = parksInScope(scope, parkCode);
    const group = { 'state.groupId': scope.groupId };
    return parks === 'all' ? [group] : parks.map((park) => ({ ...group, 'state.parkCode': park }));
  };

  const find = async <Row extends { listKey: string }>(
    filters: Filters,
    range: Range,
    { order, limit, projection }: { order: QueueOrder; limit: number; projection: Record<string, 1> },
  ): Promise<Row[]> => {
    const sign = order === 'newest' ? -1 : 1;
    const found = filters.map((filter) =>
      collection
        .find({ ...filter, ...keyFilter(range) } as Filter<CaseDocument>, { projection })
        .sort({ 'state.listKey': sign })
        .limit(limit)
        .toArray(),
    );
    const rows = (await Promise.all(found)).flat().map(({ state }) => state as unknown as Row);
    rows.sort((a, b) => (a.listKey < b.listKey ? -sign : sign));
    // One that has several of the values was found several times.
    return rows.filter(({ listKey }, at) => listKey !== rows[at - 1]?.listKey).slice(0, limit);
  };

  /** One page, in steps of time. */
  const readPage = async <Row extends { listKey: string }>(
    filters: Filters,
    wanted: Pick<ListReading, 'order' | 'limit' | 'after'>,
    projection: Record<string, 1>,
  ): Promise<Row[]> => {
    const { order, limit, after } = wanted;
    const sign = order === 'newest' ? -1 : 1;
    const page = pages.of([filters, order, limit, after !== undefined]);
    const { known } = page;
    const start = async (): Promise<number> => {
      if (after) return timeOf(after);
      return order === 'newest' ? now() : beginningOf(filters[0]!);
    };
    const steps = known
      ? { end: after ? timeOf(after) + sign * known.far : known.until, step: 4 * known.step }
      : { end: (await start()) + sign * firstStepMs, step: 4 * firstStepMs };
    const found = await readInSteps<Row>(wanted, steps, (range, most) =>
      find(filters, range, { order, limit: most, projection }),
    );
    const reach = found.length >= limit ? reachOf(found, sign, after) : undefined;
    if (reach) page.learn(reach);
    else if (!after) page.learn({ until: sign * Infinity, far: Infinity, step: firstStepMs });
    return found;
  };

  const hasAny = async (filter: Record<string, unknown>, to: number): Promise<boolean> =>
    (await collection.countDocuments({ ...filter, ...keyFilter({ $lt: boundAt(to) }) }, { limit: 1 })) > 0;

  /** Where the oldest of a group are looked for. */
  const beginningOf = (within: Record<string, unknown>): Promise<number> => {
    const groupId = within['state.groupId'] as string;
    const every = { 'state.groupId': groupId, lists: everyCase };
    const found = beginnings.get(groupId) ?? findBeginning((to) => hasAny(every, to), now());
    beginnings.set(groupId, found);
    found.catch(() => beginnings.delete(groupId));
    return found;
  };

  return {
    async read<Row>(reading: ListReading, fields: readonly (keyof Row & string)[]): Promise<Row[]> {
      const { field, anyOf, order, limit, after, few } = reading;
      const filters = placesOf(reading).flatMap((place) => anyOf.map((value) => ({ ...place, [field]: value })));
      if (filters.length === 0) return [];
      const projection = projectionOf(fields);
      if (!few) return readPage<Row & { listKey: string }>(filters, reading, projection);
      return find<Row & { listKey: string }>(filters, after ? { [order === 'newest' ? '$lt' : '$gt']: after } : {}, {
        order,
        limit,
        projection,
      });
    },

    async count({ field, value, ...within }, limit) {
      const filters = placesOf(within).map((place) => ({ ...place, [field]: value }));
      if (filters.length === 0) return { count: 0, perDay: 0 };
      const newest = await readPage(filters, { order: 'newest', limit }, projectionOf([]));
      const last = newest.at(-1);
      if (!last || newest.length < limit) return { count: newest.length, perDay: newest.length / longAgoDays };
      return { count: Infinity, perDay: limit / Math.max(1, (now() - timeOf(last.listKey)) / dayMs) };
    },
  };
}

function projectionOf(fields: readonly string[]): Record<string, 1> {
  return Object.fromEntries(['listKey', ...fields].map((name) => [`state.${name}`, 1 as const]));
}

/** Where a full page ended, and how dense it was there: a gap further up says nothing about what follows. */
function reachOf(page: readonly { listKey: string }[], sign: number, after?: string): Reach {
  const [first, last] = [timeOf(after ?? page[0]!.listKey), timeOf(page.at(-1)!.listKey)];
  const quarter = timeOf(page[Math.floor(page.length * 0.75)]!.listKey);
  const step = Math.max(minuteMs, Math.abs(last - quarter));
  const until = last + sign * step;
  return { until, far: Math.abs(until - first), step };
}

/** @param steps ms: where the first step ends, and how far the second reaches; each later one reaches four times as far */
async function readInSteps<T>(
  { order, limit, after }: Pick<ListReading, 'order' | 'limit' | 'after'>,
  { end, step }: { end: number; step: number },
  read: (range: Range, limit: number) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  const [near, far, sign] = order === 'newest' ? ['$lt', '$gte', -1] : ['$gt', '$lte', 1];
  let from = after;
  for (let until = end, reach = step, wholly = false; found.length < limit && !wholly; reach *= 4) {
    wholly = !Number.isFinite(until) || reach > longestStepMs;
    const to = wholly ? undefined : boundAt(until);
    found.push(...(await read({ ...(from && { [near]: from }), ...(to && { [far]: to }) }, limit - found.length)));
    from = to;
    until += sign * reach;
  }
  return found;
}

/**
 * The beginning of the month in which the first case came in. Month by month: up to that one there is nothing to read,
 * and a store without early end must not read years for it.
 */
async function findBeginning(hasAnyBefore: (ms: number) => Promise<boolean>, now: number): Promise<number> {
  let month = before;
  while (month < now && !(await hasAnyBefore(month + monthMs))) month += monthMs;
  return month;
}

/**
 * Before all list keys of this millisecond and after all earlier ones. It is the beginning of no key: stores differ in
 * how they compare a string with one that it begins.
 */
function boundAt(ms: number): string {
  return new Date(ms).toISOString().replace('Z', 'Y');
}

/** @returns ms */
function timeOf(listKey: string): number {
  return Date.parse(listKey.slice(0, listKey.indexOf('/')));
}

function keyFilter(range: Range): Record<string, unknown> {
  return Object.keys(range).length > 0 ? { 'state.listKey': range } : {};
}
