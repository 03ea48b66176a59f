import { parksInScope } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { AggregateDocument, Collection, Filter, IndexSpec } from '@parkline/mongo';
import type { QueueName, QueuePage, Queues, StoredCase } from '../application/ports';
import type { Case } from '../domain';

/** The fields that make up each queue, beside group and park. Lists name them in this order, which is the index's. */
const fieldsOf: Record<QueueName, readonly string[]> = {
  mine: ['handlerId', 'open'],
  unit: ['unitId', 'open'],
  unassigned: ['unassigned'],
  waiting: ['waiting'],
  flagged: ['flagged'],
  all: [],
};

/** One index for each queue: it covers all that the list filters and sorts by. */
export const queueIndexes: IndexSpec[] = Object.values(fieldsOf).map((fields) => ({
  keys: {
    'state.groupId': 1,
    'state.parkCode': 1,
    ...Object.fromEntries(fields.map((field) => [`state.${field}`, 1 as const])),
    'state.listKey': -1,
  },
}));

const dayMs = 24 * 60 * 60 * 1000;
/** How far back the steps reach in which the queue of all cases, which grows for ever, is read. The last has no end. */
const stepsBackMs: readonly number[] = [1, 7, 30, 120, 480, Infinity].map((days) => days * dayMs);

type CaseDocument = AggregateDocument<Case>;

/**
 * The queues in the store.
 * @param parksOf all parks of a group, for those who may see the whole of it
 */
export function createQueues(
  collection: Collection<CaseDocument>,
  { parksOf, clock }: { parksOf: (groupId: string) => readonly string[]; clock: () => Date },
): Queues {
  const read = async (filter: Record<string, unknown>, limit: number): Promise<StoredCase[]> => {
    const found = collection
      .find(filter as Filter<CaseDocument>, { projection: { version: 1, state: 1 } })
      .sort({ 'state.listKey': -1 })
      .limit(limit);
    const docs = await found.toArray();
    return docs.map((doc) => ({ case: doc.state as Case, version: doc.version }));
  };

  /** Reads backwards in time by growing steps, so that a store that sorts in memory has little to sort. */
  const readBack = async (filter: Record<string, unknown>, limit: number, after?: string): Promise<StoredCase[]> => {
    const from = after ? new Date(after.slice(0, after.indexOf('/'))) : clock();
    const found: StoredCase[] = [];
    let below = after;
    for (const step of stepsBackMs) {
      const floor = step === Infinity ? undefined : new Date(from.getTime() - step).toISOString();
      const range = { ...(below && { $lt: below }), ...(floor && { $gte: floor }) };
      const key = Object.keys(range).length > 0 ? { 'state.listKey': range } : {};
      found.push(...(await read({ ...filter, ...key }, limit - found.length)));
      if (found.length >= limit) break;
      below = floor;
    }
    return found;
  };

  return {
    async page(scope, { queue, of, parkCode, size, after }) {
      if ('service' in scope) throw forbidden('staff_only', 'Lists of cases are for staff.');
      const within = parksInScope(scope, parkCode);
      const parks = within === 'all' ? parksOf(scope.groupId) : within;
      if (parks.length === 0) return { cases: [], more: false };
      const filter = {
        'state.groupId': scope.groupId,
        'state.parkCode': parks.length === 1 ? parks[0] : { $in: [...parks] },
        ...membership({ queue, of }),
      };
      const limit = size + 1;
      const cases =
        queue === 'all'
          ? await readBack(filter, limit, after)
          : await read({ ...filter, ...(after && { 'state.listKey': { $lt: after } }) }, limit);
      return { cases: cases.slice(0, size), more: cases.length > size };
    },
  };
}

function membership({ queue, of }: Pick<QueuePage, 'queue' | 'of'>): Record<string, unknown> {
  const owner = { mine: 'handlerId', unit: 'unitId' } as Partial<Record<QueueName, string>>;
  return Object.fromEntries(fieldsOf[queue].map((field) => [`state.${field}`, field === owner[queue] ? of : true]));
}
