import { type Principal, scopeOf } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { casework } from '@parkline/proto';
import { handlerToken } from '../domain';
import { fromCursor, type Position, toCursor } from './cursor';
import { summaryOf } from './list-cases';
import type { Abundance, Cases, PersonTerms, SearchIndex, SearchRow, SearchScope, StaffNames } from './ports';
import { storedCases } from './refine-queue';
import { normalised, personToken, type SearchTerm, searchTerms } from './search-terms';

export interface SearchRequest {
  text: string;
  parkCode?: string;
  /** 1 to 200. */
  size: number;
  cursor?: string;
}

export interface SearchNeeds {
  index: SearchIndex;
  cases: Pick<Cases, 'readMany'>;
  persons: PersonTerms;
  staff: StaffNames;
}

/** So many rows are looked at for a page; a page that is not full by then says where to go on. */
const mostRows = 1_000;
const rowsAtOnce = 250;
/** Cases of a token are counted up to this many: fewer are read at once. */
const mostCounted = 200;
/** Tokens of a term whose numbers of cases are compared: the rarest leads. */
const mostProbes = 4;

/**
 * Cases that have all the words searched for, newest first. The rarest token leads, by the index; everything else is
 * checked on what it finds. Where that are very many, a page may hold fewer cases than asked for, even none, and yet name
 * the next one. Without intake, names of complainants are not found.
 * @throws Forbidden for others than staff; InvalidInput for a text too long or too short, or a cursor of another search
 */
export function searchCases(needs: SearchNeeds) {
  const { index, cases, persons, staff } = needs;
  return async (request: SearchRequest, principal: Principal): Promise<casework.SearchCasesResponse> => {
    if (principal.kind !== 'person') throw forbidden('staff_only', 'The search is for staff.');
    const { text, parkCode, size } = request;
    const plain = searchTerms(text);
    const list = ['search', parkCode, plain.map((term) => term.text)];
    const after = fromCursor(list, request.cursor);
    if (plain.length === 0) return { cases: [], nextCursor: '' };

    const { groupId } = principal;
    const blind = await persons.blind(
      groupId,
      plain.map((term) => term.text),
    );
    const terms = plain.map((term) => withPeople(term, blind.get(term.text) ?? [], staff(groupId, term.text)));
    const scope = { scope: scopeOf(principal), parkCode };
    const lead = await leadOf(index, scope, terms);
    if (!lead) return { cases: [], nextCursor: '' };
    const { rows, next } = await lookThrough(index, scope, { terms, lead, size, after: after?.key });
    return {
      cases: (await storedCases(cases, rows)).map((stored) => summaryOf(stored, 'person')),
      nextCursor: next ? toCursor(list, next) : '',
    };
  };
}

/** The same term, which may also be the name or phone number of the complainant, or the name of the handler. */
function withPeople(term: SearchTerm, blind: readonly string[], staffIds: readonly string[]): SearchTerm {
  // A single Chinese character is nobody's name.
  if (term.ways.length === 0) return term;
  const people = [...blind.map(personToken), ...staffIds.map(handlerToken)];
  return { ...term, ways: [...term.ways, ...people.map((token) => ({ tokens: [token], verify: false }))] };
}

/** Of all its tokens together. */
interface Lead extends Abundance {
  tokens: string[];
}

/** The tokens by which the index is asked: those of the term that fewest cases have. Undefined where none has one. */
async function leadOf(index: SearchIndex, scope: SearchScope, terms: readonly SearchTerm[]): Promise<Lead | undefined> {
  const leads = await Promise.all(
    terms
      .filter(({ ways }) => ways.length > 0)
      .map(async ({ ways }): Promise<Lead> => {
        const rarest = await Promise.all(ways.map(({ tokens }) => rarestOf(index, scope, tokens)));
        const some = rarest.filter(({ count }) => count > 0);
        return {
          tokens: some.map(({ token }) => token),
          count: some.reduce((sum, one) => sum + one.count, 0),
          perDay: some.reduce((sum, one) => sum + one.perDay, 0),
        };
      }),
  );
  const best = leads.reduce(rarer);
  return best.count === 0 ? undefined : best;
}

async function rarestOf(index: SearchIndex, scope: SearchScope, tokens: readonly string[]) {
  const step = Math.max(1, tokens.length / mostProbes);
  const probes = Array.from({ length: Math.min(tokens.length, mostProbes) }, (_, n) => tokens[Math.floor(n * step)]!);
  const counted = await Promise.all(
    probes.map(async (token) => ({ token, ...(await index.count(scope, token, mostCounted)) })),
  );
  return counted.reduce(rarer);
}

const rarer = <T extends Abundance>(a: T, b: T): T =>
  b.count < a.count || (b.count === a.count && b.perDay < a.perDay) ? b : a;

async function lookThrough(
  index: SearchIndex,
  scope: SearchScope,
  { terms, lead, size, after }: { terms: readonly SearchTerm[]; lead: Lead; size: number; after?: string },
): Promise<{ rows: SearchRow[]; next?: Position }> {
  const rows: SearchRow[] = [];
  let key = after;
  let looked = 0;
  while (looked < mostRows) {
    // Mostly the lead alone says enough, and the first rows fill the page.
    const limit = Math.min(looked === 0 ? size + 1 : rowsAtOnce, mostRows - looked);
    const read = await index.rows(scope, { tokens: lead.tokens, few: Number.isFinite(lead.count), limit, after: key });
    for (const row of read) {
      if (!terms.every((term) => has(row, term))) {
        key = row.listKey;
        continue;
      }
      // One more than fits: there is a next page.
      if (rows.length === size) return { rows, next: { key: key! } };
      rows.push(row);
      key = row.listKey;
    }
    looked += read.length;
    if (read.length < limit) return { rows };
  }
  return { rows, next: { key: key! } };
}

function has({ searchTokens = [], description, place = '' }: SearchRow, { text, ways }: SearchTerm): boolean {
  const inText = () => normalised(description).includes(text) || normalised(place).includes(text);
  if (ways.length === 0) return inText();
  return ways.some(
    ({ tokens, verify }) => tokens.every((token) => searchTokens.includes(token)) && (!verify || inText()),
  );
}
