import { forbidden, invalidInput } from '@parkline/errors';
import type { Principal } from '@parkline/auth';
import { termsMeant } from './person-terms';
import type { Vault } from './ports';

export interface BlindedTerm {
  term: string;
  tokens: string[];
}

const mostTerms = 20;
const longestTerm = 100;

/**
 * The search tokens that words typed by staff stand for. Only casework may ask: it has the tokens of the cases, and
 * shows what it finds only to staff who may see the case.
 * @throws Forbidden for everybody else; InvalidInput for more or longer words than anybody types
 */
export function blindSearchTerms({ vault }: { vault: Pick<Vault, 'searchToken'> }) {
  return (groupId: string, terms: readonly string[], caller: Principal): BlindedTerm[] => {
    if (caller.kind !== 'service' || caller.subject !== 'casework') {
      throw forbidden('not_for_you', 'Search terms are blinded for casework only.');
    }
    if (groupId === '') throw invalidInput('group_missing', 'Name the group that is searched.', { field: 'groupId' });
    if (terms.length > mostTerms || terms.some(({ length }) => length > longestTerm)) {
      const message = `At most ${mostTerms} terms of ${longestTerm} characters can be searched for.`;
      throw invalidInput('terms_too_many', message, { field: 'terms' });
    }
    return terms.map((term) => ({ term, tokens: termsMeant(term).map((meant) => vault.searchToken(groupId, meant)) }));
  };
}
