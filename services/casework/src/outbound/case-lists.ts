import { parksInScope, type Scope } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { AggregateDocument, Collection, Filter } from '@parkline/mongo';
import type { QueueOrder } from '../application/ports';
import type { Case } from '../domain';

export interface ListReading {
  scope: Scope;
  /** Only cases of one park. */
  parkCode?: string;
  /** What the index of the list covers beside group, park and list key. */
  where: Record<string, unknown>;
  order: QueueOrder;
  limit: number;
  /** List key after which to begin. */
  after?: string;
  /** The list grows for ever: it is read by steps in time, so that a store that sorts in memory has little to sort. */
  growing: boolean;
}

/** Reads lists of cases by their indexes. */
export interface CaseLists {
  /** @throws Forbidden for services: lists are for staff */
  read<Row>(reading: ListReading, fields: readonly (keyof Row & string)[]): Promise<Row[]>;
  /** How many there are, counted no further than about `limit`. */
  count(reading: Pick<ListReading, 'scope' | 'parkCode' | 'where'>, limit: number): Promise<number>;
}

const dayMs = 24 * 60 * 60 * 1000;
/** How far the steps reach. Each reads at most some times what is needed; the last has no end. */
const stepsMs: readonly number[] = [0.25, 1, 3, 10, 30, 90, 270, 800, Infinity].map((days) => days * dayMs);
const countingStepsMs: readonly number[] = [30, 400, Infinity].map((days) => days * dayMs);

type Range = Record<string, string>;
type CaseDocument = AggregateDocument<Case>;

/**
 * Lists of cases in the store. Every park is asked for itself, by an index that holds exactly what is asked: a store that
 * cannot merge the parks in order would read all of them.
 * @param parksOf all parks of a group, for those who may see the whole of it
 */
export function createCaseLists(
  collection: Collection<CaseDocument>,
  { parksOf, clock }: { parksOf: (groupId: string) => readonly string[]; clock: () => Date },
): CaseLists {
  const beginnings = new Map<string, Date>();

  /** The filters of a list, one for each park. */
  const filtersOf = ({ scope, parkCode, where }: Pick<ListReading, 'scope' | 'parkCode' | 'where'>) => {
    if ('service' in scope) throw forbidden('staff_only', 'Lists of cases are for staff.');
    const within = parksInScope(scope, parkCode);
    const parks = within === 'all' ? parksOf(scope.groupId) : within;
    return parks.map((park) => ({ 'state.groupId': scope.groupId, 'state.parkCode': park, ...where }));
  };

  const find = async <Row extends { listKey: string }>(
    filters: readonly Record<string, unknown>[],
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
    return rows.sort((a, b) => (a.listKey < b.listKey ? -sign : sign)).slice(0, limit);
  };

  /** When the first case came in: there the steps of the oldest begin. None comes before it, so it is looked up once. */
  const beginningOf = async (filter: Record<string, unknown>): Promise<number> => {
    const park = { 'state.groupId': filter['state.groupId'], 'state.parkCode': filter['state.parkCode'] };
    const name = JSON.stringify(park);
    const known = beginnings.get(name);
    if (known) return known.getTime();
    const [first] = await find([park], {}, { order: 'oldest', limit: 1, projection: { 'state.listKey': 1 } });
    if (!first) return Infinity;
    beginnings.set(name, timeOf(first.listKey));
    return timeOf(first.listKey).getTime();
  };

  return {
    async read(reading, fields) {
      const { order, limit, after, growing } = reading;
      const filters = filtersOf(reading);
      if (filters.length === 0) return [];
      const projection = Object.fromEntries(['listKey', ...fields].map((field) => [`state.${field}`, 1 as const]));
      const readRange = (range: Range, most: number) => find<never>(filters, range, { order, limit: most, projection });
      if (!growing) return readRange(after ? { [order === 'newest' ? '$lt' : '$gt']: after } : {}, limit);
      const start = async () =>
        order === 'newest' ? clock().getTime() : Math.min(...(await Promise.all(filters.map(beginningOf))));
      const from = after ? timeOf(after).getTime() : await start();
      return Number.isFinite(from) ? readInSteps({ order, limit, after }, from, readRange) : [];
    },

    async count(reading, limit) {
      const filters = filtersOf(reading);
      const countRange = async (range: Range): Promise<number> => {
        const counts = filters.map((filter) =>
          collection.countDocuments({ ...filter, ...keyFilter(range) }, { limit }),
        );
        return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
      };
      let counted = 0;
      let below: string | undefined;
      for (const step of countingStepsMs) {
        const floor = step === Infinity ? undefined : boundAt(clock().getTime() - step);
        counted += await countRange({ ...(below && { $lt: below }), ...(floor && { $gte: floor }) });
        if (counted >= limit) break;
        below = floor;
      }
      return counted;
    },
  };
}

async function readInSteps<T>(
  { order, limit, after }: Pick<ListReading, 'order' | 'limit' | 'after'>,
  start: number,
  read: (range: Range, limit: number) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  const [near, far] = order === 'newest' ? ['$lt', '$gte'] : ['$gt', '$lte'];
  let from = after;
  for (const step of stepsMs) {
    const to = step === Infinity ? undefined : boundAt(start + (order === 'newest' ? -step : step));
    found.push(...(await read({ ...(from && { [near]: from }), ...(to && { [far]: to }) }, limit - found.length)));
    if (found.length >= limit) break;
    from = to;
  }
  return found;
}

/**
 * Before all list keys of this millisecond and after all earlier ones. It is the beginning of no key: stores differ in
 * how they compare a string with one that it begins.
 */
function boundAt(ms: number): string {
  return new Date(ms).toISOString().replace('Z', 'Y');
}

function timeOf(listKey: string): Date {
  return new Date(listKey.slice(0, listKey.indexOf('/')));
}

function keyFilter(range: Range): Record<string, unknown> {
  return Object.keys(range).length > 0 ? { 'state.listKey': range } : {};
}
