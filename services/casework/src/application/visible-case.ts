import { inScope, type Principal, scopeOf } from '@parkline/auth';
import { notFound, type ParklineError } from '@parkline/errors';
import type { Loaded } from '@parkline/mongo';
import type { Case } from '../domain';
import type { Cases, StoredCase } from './ports';

/** Like SH01-20261122-00042; everything else is taken for an id. */
const numberPattern = /^[A-Za-z0-9]{1,12}-\d{8}-\d{1,9}$/;

/** How to find a case by what a caller calls it. */
export function referenceOf(caseRef: string): { id: string } | { find: { 'state.number': string } } {
  return numberPattern.test(caseRef) ? { find: { 'state.number': caseRef } } : { id: caseRef };
}

/** The answer for a case that is not there and for one that the caller may not know of: the same. */
export function noSuchCase(): ParklineError {
  return notFound('case_not_found', 'There is no such case.');
}

/** The loaded case if the caller may see it. @throws NotFound */
export function visible(loaded: Loaded<Case> | undefined, principal: Principal): StoredCase {
  const c = loaded?.state;
  if (!loaded || !c || !maySee(principal, c)) throw noSuchCase();
  return { case: c, version: loaded.version };
}

/** Staff see the cases of their parks, a complainant his own, the public none. */
export function maySee(principal: Principal, c: Case): boolean {
  if (principal.kind === 'public') return false;
  if (principal.kind === 'complainant') return principal.subject === c.id;
  return inScope(scopeOf(principal), c);
}

/** @throws NotFound where it does not exist or the caller may not see it */
export async function loadVisible(
  cases: Pick<Cases, 'load' | 'findBy'>,
  caseRef: string,
  principal: Principal,
): Promise<StoredCase> {
  const reference = referenceOf(caseRef);
  const loaded = 'id' in reference ? await cases.load(reference.id) : await cases.findBy(reference.find);
  return visible(loaded, principal);
}
