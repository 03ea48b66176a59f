import { scopeOf, type Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Contact } from '../domain/complaint';
import { maskContact } from '../domain/contact';
import { checkContactAccess } from '../domain/contact-access';
import { checkText } from '../domain/text';
import type { Complaints, Reveals, Vault } from './ports';
import { raise } from './raise';

export interface ShownContact {
  contact: Contact | undefined;
  masked: boolean;
}

/**
 * Contact data for staff of the park: masked without a reason; with one the real ones, recorded before they are shown.
 * @param reason 5 to 500 characters, or empty for the masked form
 * @throws NotFound outside the caller's scope; Forbidden for confidential persons and the handling roles
 */
export function revealContact(needs: { complaints: Complaints; vault: Vault; reveals: Reveals; clock: () => Date }) {
  const { complaints, vault, reveals, clock } = needs;
  return async (number: string, reason: string, caller: Principal): Promise<ShownContact> => {
    const found = caller.kind === 'person' ? await complaints.byNumber(scopeOf(caller), number) : undefined;
    if (!found) throw notFound('complaint_not_found', 'There is no complaint with this number.');
    const { id, complaint } = found;
    const wanted = reason === '' ? 'masked' : 'real';
    raise(checkContactAccess(caller, complaint.identity, wanted));
    if (wanted === 'real') raise(checkText('reason', reason, { min: 5, max: 500 }));
    if (!complaint.contact) return { contact: undefined, masked: true };
    const contact = vault.open(complaint.groupId, id, complaint.contact);
    if (wanted === 'masked') return { contact: maskContact(contact), masked: true };
    const { groupId, parkCode } = complaint;
    const { subject: by, role } = caller;
    await reveals.record({ complaintId: id, number, groupId, parkCode, by, role, reason, at: clock() });
    return { contact, masked: false };
  };
}
