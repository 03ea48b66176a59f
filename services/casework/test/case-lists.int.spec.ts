import type { AggregateDocument } from '@parkline/mongo';
import { connectStore, syncCollections, type Store } from '@parkline/mongo';
import { createLogger } from '@parkline/service-kit';
import { startTestStore, type TestStore } from '@parkline/testing';
import type { Case } from '../src/domain';
import { createCaseLists, listIndexes, type ListReading } from '../src/outbound/case-lists';

const now = Date.UTC(2026, 2, 2, 9);
const hourMs = 3_600_000;
const parks = ['TOWER', 'NORTH', 'SOUTH'];

let server: TestStore;
let store: Store;

beforeAll(async () => {
  server = await startTestStore();
  const logger = createLogger({ service: 'casework', level: 'silent' });
  store = await connectStore({ uri: server.uri, database: `case_lists_${process.pid}`, logger });
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

interface Entry {
  id: string;
  park: string;
  lists: string[];
  hoursAgo: number;
}

const keyOf = ({ id, hoursAgo }: Entry): string => `${new Date(now - hoursAgo * hourMs).toISOString()}/${id}`;

/** Cases of which nothing is there but what lists need. */
async function collectionOf(name: string, entries: readonly Entry[]) {
  await syncCollections(store, [{ name, indexes: listIndexes('lists') }]);
  const collection = store.collection<AggregateDocument<Case>>(name);
  const add = async (more: readonly Entry[]) => {
    const documents = more.map((entry) => ({
      ...{ _id: entry.id, version: 1, lists: entry.lists },
      state: { id: entry.id, groupId: 'g', parkCode: entry.park, listKey: keyOf(entry) },
    }));
    await collection.insertMany(documents as never[]);
  };
  await add(entries);
  /** What was asked for, of the list keys. */
  const ranges: ({ $gte?: string } | undefined)[] = [];
  const watched = Object.create(collection, {
    find: {
      value: (filter: Record<string, never>, options: object) => {
        ranges.push(filter['state.listKey']);
        return collection.find(filter, options);
      },
    },
  }) as typeof collection;
  return { lists: createCaseLists(watched, () => new Date(now)), add, ranges };
}

/** The same numbers in every run, between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function entriesOf(seed: number, count: number, prefix = ''): Entry[] {
  const next = numbers(seed);
  return Array.from({ length: count }, (_, n) => ({
    // Of one length, as ids are: stores differ in how they compare a text with one that it begins.
    id: `${prefix}${String(n).padStart(4, '0')}`,
    park: parks[Math.floor(next() * parks.length)]!,
    lists: ['all', ...(next() < 0.3 ? ['open'] : []), ...(next() < 0.03 ? ['rare'] : [])],
    // Dense today, a gap of months, and some from years ago; many at the same moment.
    hoursAgo: [Math.floor(next() * 12), 2_000 + Math.floor(next() * 4_000), 30_000 + next() * 9_000][
      Math.floor(next() * 3)
    ]!,
  }));
}

type Asked = Omit<ListReading, 'field' | 'limit' | 'after'>;

const expected = (entries: readonly Entry[], { scope, parkCode, anyOf, order }: Asked): string[] =>
  entries
    .filter(({ park, lists }) => {
      const inScope = 'service' in scope || scope.parks === 'all' || scope.parks.includes(park);
      return inScope && (!parkCode || park === parkCode) && lists.some((list) => anyOf.includes(list));
    })
    .map(keyOf)
    .sort()
    .map((key, at, all) => (order === 'newest' ? all[all.length - 1 - at]! : key));

const whole = { groupId: 'g', parks: 'all' } as const;
const two = { groupId: 'g', parks: parks.slice(0, 2) };
const asked: [string, Asked][] = (['newest', 'oldest'] as const).flatMap((order): [string, Asked][] => [
  [`all of the group, ${order}`, { scope: whole, anyOf: ['all'], order }],
  [`those open in two parks, ${order}`, { scope: two, anyOf: ['open'], order }],
  [`the rare ones of one park, ${order}`, { scope: whole, parkCode: 'NORTH', anyOf: ['rare'], order }],
  [`one of two lists, ${order}`, { scope: two, anyOf: ['rare', 'open'], order }],
  [`a list that nobody is in, ${order}`, { scope: whole, anyOf: ['nobody'], order }],
]);

describe('every case of a list comes once and in order, page by page', () => {
  const entries = entriesOf(7, 600);
  let made: Awaited<ReturnType<typeof collectionOf>>;
  beforeAll(async () => {
    made = await collectionOf('pages', entries);
  });

  it.each(asked)('%s, also when asked again', async (_name, one) => {
    for (const limit of [7, 50, 7]) {
      const seen: string[] = [];
      let after: string | undefined;
      for (;;) {
        const rows = await made.lists.read<Case>({ ...one, field: 'lists', limit, after }, ['id']);
        seen.push(...rows.map(({ listKey }) => listKey));
        after = rows.at(-1)?.listKey;
        if (rows.length < limit) break;
      }
      expect(seen).toEqual(expected(entries, one));
    }
  });
});

it('what was learned of a list is no harm when the list has changed', async () => {
  const few = entriesOf(11, 40, 'few-');
  const { lists, add } = await collectionOf('changing', few);
  const one: Asked = { scope: whole, anyOf: ['all'], order: 'newest' };
  const page = async (order: 'newest' | 'oldest') => {
    const rows = await lists.read<Case>({ ...one, order, field: 'lists', limit: 50 }, ['id']);
    return rows.map(({ listKey }) => listKey);
  };
  let entries = few;
  for (const more of [entriesOf(13, 300, 'more-'), entriesOf(17, 300, 'yet-more-')]) {
    for (const order of ['newest', 'oldest'] as const)
      expect(await page(order)).toEqual(expected(entries, { ...one, order }).slice(0, 50));
    await add(more);
    entries = [...entries, ...more];
  }
  expect(await page('newest')).toEqual(expected(entries, one).slice(0, 50));
});

it('a page that is asked for again costs one look-up', async () => {
  const { lists } = await collectionOf('again', entriesOf(19, 500));
  const read = (order: 'newest' | 'oldest') =>
    lists.read<Case>({ scope: whole, anyOf: ['open'], order, field: 'lists', limit: 50 }, ['id']);
  for (const order of ['newest', 'oldest'] as const) {
    await read(order);
    const before = store.commandCount();
    expect(await read(order)).toHaveLength(50);
    expect(store.commandCount() - before).toBe(1);
  }
});

it('counts no further than asked, exactly below that, and says which of two common ones is rarer', async () => {
  const entries = entriesOf(23, 500);
  const { lists } = await collectionOf('counted', entries);
  const count = (value: string, limit: number) => lists.count({ scope: two, field: 'lists', value }, limit);
  const rare = expected(entries, { scope: two, anyOf: ['rare'], order: 'newest' }).length;
  for (let again = 0; again < 2; again += 1) {
    expect(await count('rare', 200)).toMatchObject({ count: rare });
    expect(await count('nobody', 50)).toEqual({ count: 0, perDay: 0 });
    const [all, open] = [await count('all', 60), await count('open', 60)];
    expect([all.count, open.count]).toEqual([Infinity, Infinity]);
    expect(open.perDay).toBeLessThan(all.perDay);
  }
});

it('a gap in the middle of a page does not make the next ones read what lies behind it', async () => {
  const recent = entriesOf(29, 30, 'now-').map((entry) => ({ ...entry, hoursAgo: 1 }));
  const old = entriesOf(31, 3_000, 'old-').map((entry, n) => ({ ...entry, hoursAgo: 15_000 + n }));
  const { lists, ranges } = await collectionOf('gap', [...recent, ...old]);
  const page = () => lists.read<Case>({ scope: whole, anyOf: ['all'], order: 'newest', field: 'lists', limit: 50 }, []);
  const first = await page();
  ranges.length = 0;
  expect(await page()).toEqual(first);
  expect(ranges).toHaveLength(1);
  expect(old.filter((entry) => keyOf(entry) >= (ranges[0]?.$gte ?? '')).length).toBeLessThan(60);
});
