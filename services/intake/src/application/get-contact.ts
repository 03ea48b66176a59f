import { forbidden, notFound } from '@parkline/errors';
import { scopeOf, type Principal } from '@parkline/auth';
import type { Contact, Locale } from '../domain/complaint';
import type { Complaints, Vault } from './ports';

export interface Reachability {
  contact: Contact | undefined;
  number: string;
  trackingCode: string;
  locale: Locale;
}

/**
 * How to reach the complainant, in clear: for notification alone, which writes to him and keeps nothing of it.
 * @throws Forbidden for everybody else
 */
export function getContact({ complaints, vault }: { complaints: Complaints; vault: Vault }) {
  return async (complaintId: string, caller: Principal): Promise<Reachability> => {
    if (caller.kind !== 'service' || caller.subject !== 'notification') {
      throw forbidden('not_for_you', 'Contact data is given to notification only.');
    }
    const found = await complaints.byId(scopeOf(caller), complaintId);
    if (!found) throw notFound('complaint_not_found', 'There is no such complaint.');
    const { groupId, number, locale, contact } = found.complaint;
    return {
      contact: contact ? vault.open(groupId, complaintId, contact) : undefined,
      number,
      trackingCode: vault.trackingCode(complaintId),
      locale,
    };
  };
}
