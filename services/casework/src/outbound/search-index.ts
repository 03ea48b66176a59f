import type { IndexSpec } from '@parkline/mongo';
import type { SearchIndex, SearchRow } from '../application/ports';
import type { CaseLists } from './case-lists';

/** Tokens within group and park, newest first: the search asks for nothing else. */
export const searchIndex: IndexSpec = {
  keys: { 'state.groupId': 1, 'state.parkCode': 1, 'state.searchTokens': 1, 'state.listKey': -1 },
};

const rowFields = ['id', 'searchTokens', 'description', 'place'] as const;

/** The index of search tokens in the store. */
export function createSearchIndex(lists: CaseLists): SearchIndex {
  return {
    count: (within, token, limit) => lists.count({ ...within, where: { 'state.searchTokens': token } }, limit),

    rows: (within, { tokens, few, limit, after }) => {
      const where = { 'state.searchTokens': tokens.length === 1 ? tokens[0] : { $in: [...tokens] } };
      return lists.read<SearchRow>({ ...within, where, order: 'newest', limit, after, growing: !few }, rowFields);
    },
  };
}
