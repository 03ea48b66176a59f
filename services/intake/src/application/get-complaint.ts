import { notFound } from '@parkline/errors';
import { scopeOf, type Principal } from '@parkline/auth';
import type { Complaints, StoredComplaint } from './ports';

/**
 * A complaint for those who may see it: staff of its park, services, and the complainant whose it is.
 * @throws NotFound where there is none in the caller's scope
 */
export function getComplaint({ complaints }: { complaints: Complaints }) {
  return async (number: string, caller: Principal): Promise<StoredComplaint> => {
    const found = caller.kind === 'public' ? undefined : await complaints.byNumber(scopeOf(caller), number);
    if (!found || (caller.kind === 'complainant' && caller.subject !== found.id)) {
      throw notFound('complaint_not_found', 'There is no complaint with this number.');
    }
    return found;
  };
}
