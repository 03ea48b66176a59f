import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Revisit } from '../domain/revisits';
import type { RevisitFiles } from './ports';

/** The revisits of a case, oldest first; none where it was never resolved. */
export function getRevisits({ files }: { files: RevisitFiles }) {
  return async (caseId: string, principal: Principal): Promise<readonly Revisit[]> => {
    const { state } = await files.load(caseId);
    const own = principal.kind === 'complainant' && principal.subject === caseId;
    const staff =
      (principal.kind === 'person' || principal.kind === 'service') && (!state || inScope(scopeOf(principal), state));
    if (!own && !staff) throw notFound('case_not_found', 'There is no such case.');
    return state?.revisits ?? [];
  };
}
