import type { AggregateDocument, Collection, Filter, IndexSpec } from '@parkline/mongo';
import type { QueueName, QueuePage, QueueRow, Queues } from '../application/ports';
import type { Case } from '../domain';
import { keyFilter, type Reading, readInSteps, timeOf } from './read-in-steps';
import { scopedParks } from './scoped-parks';

/** What makes a case part of each queue, beside group and park, in the order of the index; `owner` is who asks. */
const owner = Symbol('owner');
const membership: Record<QueueName, Partial<Record<keyof Case, string | boolean | typeof owner>>> = {
  mine: { handlerId: owner, open: true },
  unit: { unitId: owner, open: true },
  unassigned: { unassigned: true },
  returned: { state: 'return_requested' },
  waiting: { state: 'waiting_complainant' },
  suspended: { state: 'suspended' },
  supervised: { supervised: true },
  linked: { state: 'linked' },
  flagged: { flagged: true },
  all: {},
};

/** For each queue an index that covers all that the list filters and sorts by; the queues that are states share one. */
export const queueIndexes: IndexSpec[] = [
  ...new Map(Object.values(membership).map((fields) => [Object.keys(fields).join(), Object.keys(fields)])).values(),
].map((fields) => ({
  keys: {
    'state.groupId': 1,
    'state.parkCode': 1,
    ...Object.fromEntries(fields.map((field) => [`state.${field}`, 1 as const])),
    'state.listKey': -1,
  },
}));

type CaseDocument = AggregateDocument<Case>;
type Fields = Record<string, 1>;

const wholeCase: Fields = { version: 1, state: 1 };
const rowOnly: Fields = Object.fromEntries(
  ['id', 'listKey', 'state', 'priority', 'category', 'unitId', 'handlerId', 'channel', 'kind'].map((field) => [
    `state.${field}`,
    1 as const,
  ]),
);

/**
 * The queues in the store.
 * @param parksOf all parks of a group, for those who may see the whole of it
 */
export function createQueues(
  collection: Collection<CaseDocument>,
  { parksOf, clock }: { parksOf: (groupId: string) => readonly string[]; clock: () => Date },
): Queues {
  const find = (filter: Record<string, unknown>, { order, limit }: Reading, fields: Fields): Promise<CaseDocument[]> =>
    collection
      .find(filter as Filter<CaseDocument>, { projection: fields })
      .sort({ 'state.listKey': order === 'newest' ? -1 : 1 })
      .limit(limit)
      .toArray();

  /** When the first case of the parks came in: there the steps of the oldest begin. */
  const beginning = async (groupId: string, parks: readonly string[]): Promise<Date> => {
    const first = parks.map(async (parkCode) => {
      const filter = { 'state.groupId': groupId, 'state.parkCode': parkCode };
      const [doc] = await find(filter, { order: 'oldest', limit: 1 }, { 'state.listKey': 1 });
      return doc?.state ? timeOf(doc.state.listKey).getTime() : Infinity;
    });
    return new Date(Math.min(clock().getTime(), ...(await Promise.all(first))));
  };

  const read = async (
    scope: Parameters<Queues['page']>[0],
    { queue, of, parkCode, ...reading }: QueuePage,
    fields: Fields,
  ): Promise<CaseDocument[]> => {
    const within = scopedParks(scope, parkCode, parksOf);
    if (!within) return [];
    const { order, after } = reading;
    const members = Object.entries(membership[queue]).map(([field, value]) => [
      `state.${field}`,
      value === owner ? of : value,
    ]);
    const filter = { ...within.filter, ...(Object.fromEntries(members) as Record<string, unknown>) };
    if (queue !== 'all') {
      const range = after ? { [order === 'newest' ? '$lt' : '$gt']: after } : {};
      return find({ ...filter, ...keyFilter(range) }, reading, fields);
    }
    const nowOrThen = order === 'newest' ? clock() : await beginning(within.groupId, within.parks);
    return readInSteps(reading, after ? timeOf(after) : nowOrThen, (range, limit) =>
      find({ ...filter, ...keyFilter(range) }, { order, limit }, fields),
    );
  };

  return {
    page: async (scope, page) =>
      (await read(scope, page, wholeCase)).map(({ state, version }) => ({ case: state!, version })),
    rows: async (scope, page) => (await read(scope, page, rowOnly)).map(({ state }) => state as QueueRow),
  };
}
