import type { SearchIndex, SearchRow } from '../application/ports';
import type { CaseLists } from './case-lists';

const field = 'state.searchTokens';
const rowFields = ['id', 'searchTokens', 'description', 'place'] as const;

/** The index of search tokens in the store. */
export function createSearchIndex(lists: CaseLists): SearchIndex {
  return {
    count: (within, token, limit) => lists.count({ ...within, field, value: token }, limit),
    rows: (within, { tokens, ...wanted }) =>
      lists.read<SearchRow>({ ...within, ...wanted, field, anyOf: tokens, order: 'newest' }, rowFields),
  };
}
