import type { AggregateDocument, Collection, Filter, IndexSpec } from '@parkline/mongo';
import type { SearchIndex, SearchRow } from '../application/ports';
import type { Case } from '../domain';
import { keyFilter, readInSteps, timeOf } from './read-in-steps';
import { scopedParks } from './scoped-parks';

/** Tokens within group and park, newest first: the search asks for nothing else. */
export const searchIndex: IndexSpec = {
  keys: { 'state.groupId': 1, 'state.parkCode': 1, 'state.searchTokens': 1, 'state.listKey': -1 },
};

type CaseDocument = AggregateDocument<Case>;

const rowOnly = Object.fromEntries(
  ['id', 'listKey', 'searchTokens', 'description', 'place'].map((field) => [`state.${field}`, 1 as const]),
);

/** The index of search tokens in the store. @param parksOf all parks of a group, for those who may see the whole of it */
export function createSearchIndex(
  collection: Collection<CaseDocument>,
  { parksOf, clock }: { parksOf: (groupId: string) => readonly string[]; clock: () => Date },
): SearchIndex {
  return {
    async count({ scope, parkCode }, token, limit) {
      const within = scopedParks(scope, parkCode, parksOf);
      if (!within) return 0;
      const filter = { ...within.filter, 'state.searchTokens': token } as Filter<CaseDocument>;
      return collection.countDocuments(filter, { limit });
    },

    async rows({ scope, parkCode }, { tokens, few, limit, after }) {
      const within = scopedParks(scope, parkCode, parksOf);
      if (!within) return [];
      const wanted = tokens.length === 1 ? tokens[0] : { $in: [...tokens] };
      const read = async (range: Record<string, string>, most: number): Promise<SearchRow[]> => {
        const filter = { ...within.filter, 'state.searchTokens': wanted, ...keyFilter(range) } as Filter<CaseDocument>;
        const found = collection.find(filter, { projection: rowOnly }).sort({ 'state.listKey': -1 }).limit(most);
        return (await found.toArray()).map(({ state }) => ({ searchTokens: [], ...(state as Case) }));
      };
      if (few) return read(after ? { $lt: after } : {}, limit);
      return readInSteps({ order: 'newest', limit, after }, after ? timeOf(after) : clock(), read);
    },
  };
}
