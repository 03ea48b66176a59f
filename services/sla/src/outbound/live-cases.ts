import { BACKGROUND } from '@parkline/mongo';
import type { ClockSets, LiveCases } from '../application/ports';

/** Reads of cases whose clocks run: each fits one index, and costs what it finds. */
export function createLiveCases(clockSets: ClockSets): LiveCases {
  const { collection } = clockSets;
  const idsOf = async (filter: Record<string, unknown>, sort: Record<string, 1>, limit: number): Promise<string[]> => {
    const options = { projection: { _id: 1 }, comment: BACKGROUND } as const;
    const docs = await collection
      .find(filter as never, options)
      .sort(sort)
      .limit(limit)
      .toArray();
    return docs.map(({ _id }) => String(_id));
  };
  return {
    idsAfter: ({ groupId, parkCode }, after, limit) => {
      const place = { 'state.groupId': groupId, ...(parkCode ? { 'state.parkCode': parkCode } : {}) };
      return idsOf({ ...place, 'state.live': true, _id: { $gt: after } }, { _id: 1 }, limit);
    },
    idsProvisionalBy: async (keys, limit) =>
      keys.length === 0
        ? []
        : idsOf({ 'state.provisionalBy': { $in: [...keys] } }, { 'state.provisionalBy': 1 }, limit),
    async numbersOf(ids) {
      // Not what the repository makes of it: a case that is asked for here may not be readable as one.
      const options = { projection: { 'state.number': 1 }, comment: BACKGROUND };
      const docs = await collection.find({ _id: { $in: [...ids] } } as never, options).toArray();
      const numbers = docs.map(({ _id, state }): [string, unknown] => [String(_id), state?.number]);
      return new Map(numbers.filter((pair): pair is [string, string] => isNumber(pair[1])));
    },
    async countProvisional(keys) {
      const rows = await collection
        .aggregate<{ _id: string; clocks: number }>([
          { $match: { 'state.provisionalBy': { $in: [...keys] } } },
          { $group: { _id: '$state.parkCode', clocks: { $sum: '$state.provisionalClocks' } } },
        ])
        .toArray();
      return new Map(rows.map(({ _id, clocks }) => [_id, clocks]));
    },
  };
}

/** A broken document may have anything in its place. */
function isNumber(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 64;
}
