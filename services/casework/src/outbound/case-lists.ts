import { parksInScope, type Scope } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { AggregateDocument, Collection, Filter, IndexSpec } from '@parkline/mongo';
import type { QueueOrder } from '../application/ports';
import type { Case } from '../domain';
import { createReaches } from './reaches';

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
  /** How many have the value, counted no further than about `limit`. */
  count(of: Pick<ListReading, 'scope' | 'parkCode' | 'field'> & { value: string }, limit: number): Promise<number>;
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

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const monthMs = 30 * dayMs;
/** Where nothing is known of a list the first step reaches so far, and every one four times as far as that before it. */
const firstStepMs = 3 * hourMs;
const longestStepMs = 1_000 * dayMs;
const countingStepsMs: readonly number[] = [monthMs, 400 * dayMs, Infinity];
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
  const counts = createReaches();

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

  const count = async (filters: Filters, range: Range, limit: number): Promise<number> => {
    const counted = filters.map((filter) => collection.countDocuments({ ...filter, ...keyFilter(range) }, { limit }));
    return (await Promise.all(counted)).reduce((sum, one) => sum + one, 0);
  };

  /** Where the oldest of a group are looked for. */
  const beginningOf = (within: Record<string, unknown>): Promise<number> => {
    const groupId = within['state.groupId'] as string;
    const every = { 'state.groupId': groupId, lists: everyCase };
    const found = beginnings.get(groupId) ?? findBeginning((to) => count([every], { $lt: boundAt(to) }, 1), now());
    beginnings.set(groupId, found);
    found.catch(() => beginnings.delete(groupId));
    return found;
  };

  return {
    async read<Row>(reading: ListReading, fields: readonly (keyof Row & string)[]): Promise<Row[]> {
      const { field, anyOf, order, limit, after, few } = reading;
      const filters = placesOf(reading).flatMap((place) => anyOf.map((value) => ({ ...place, [field]: value })));
      if (filters.length === 0) return [];
      const projection = Object.fromEntries(['listKey', ...fields].map((name) => [`state.${name}`, 1 as const]));
      const readRange = (range: Range, most: number) =>
        find<Row & { listKey: string }>(filters, range, { order, limit: most, projection });
      if (few) return readRange(after ? { [order === 'newest' ? '$lt' : '$gt']: after } : {}, limit);
      const page = pages.of([filters, order, limit, after !== undefined]);
      const { from, reach = firstStepMs } = page.known ?? {};
      const start = after ? timeOf(after) : (from ?? (order === 'newest' ? now() : await beginningOf(filters[0]!)));
      const found = await readInSteps<Row & { listKey: string }>(
        { order, limit, after, start, step: reach },
        readRange,
      );
      const [first, last] = [found[0], found.at(-1)];
      if (found.length >= limit && first && last) {
        const spread = Math.abs(timeOf(last.listKey) - timeOf(after ?? first.listKey));
        page.learn({ from: timeOf(first.listKey), reach: Math.max(hourMs, 1.5 * spread) });
      } else if (!after) {
        // The whole list is shorter than a page.
        page.learn({ from: start, reach: Infinity });
      }
      return found;
    },

    async count({ field, value, ...within }, limit) {
      const filters = placesOf(within).map((place) => ({ ...place, [field]: value }));
      const known = counts.of([filters, limit]);
      let counted = 0;
      let below: string | undefined;
      for (const step of known.known ? [known.known.reach, Infinity] : countingStepsMs) {
        // Of what is rare in a month there are not too many in all.
        const last = step === Infinity || (below !== undefined && counted < limit / 40);
        const floor = last ? undefined : boundAt(now() - step);
        counted += await count(filters, { ...(below && { $lt: below }), ...(floor && { $gte: floor }) }, limit);
        if (counted >= limit) known.learn({ from: now(), reach: step });
        if (counted >= limit || last) break;
        below = floor;
      }
      return counted;
    },
  };
}

/** @param step ms that the first step reaches, each of the following four times as far as that before it */
async function readInSteps<T>(
  {
    order,
    limit,
    after,
    start,
    step,
  }: Pick<ListReading, 'order' | 'limit' | 'after'> & { start: number; step: number },
  read: (range: Range, limit: number) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  const [near, far, sign] = order === 'newest' ? ['$lt', '$gte', -1] : ['$gt', '$lte', 1];
  let from = after;
  for (let reach = step, end = start, wholly = false; found.length < limit && !wholly; reach *= 4) {
    end += sign * reach;
    wholly = reach > longestStepMs;
    const to = wholly ? undefined : boundAt(end);
    found.push(...(await read({ ...(from && { [near]: from }), ...(to && { [far]: to }) }, limit - found.length)));
    from = to;
  }
  return found;
}

/**
 * The beginning of the month in which the first case came in. Month by month: up to that one there is nothing to read,
 * and a store without early end must not read years for it.
 */
async function findBeginning(countBefore: (ms: number) => Promise<number>, now: number): Promise<number> {
  let month = before;
  while (month < now && (await countBefore(month + monthMs)) === 0) month += monthMs;
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
