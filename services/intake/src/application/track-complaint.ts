import { notFound } from '@parkline/errors';
import { serviceScope } from '@parkline/auth';
import { isNumber } from '../domain/number';
import { readCode } from '../domain/tracking-code';
import type { Complaints, StoredComplaint, Vault } from './ports';

/**
 * Finds a complaint for whoever knows number and tracking code: both together are the proof, so no scope applies.
 * @throws NotFound, always the same one, for an unknown number, a wrong code and a malformed code
 */
export function trackComplaint({ complaints, vault }: { complaints: Complaints; vault: Vault }) {
  return async (typedNumber: string, typedCode: string): Promise<StoredComplaint> => {
    const number = typedNumber.trim().toUpperCase();
    const code = readCode(typedCode);
    const found = isNumber(number) ? await complaints.byNumber(serviceScope('intake'), number) : undefined;
    // Compared also where nothing was found, so that the time taken does not tell which of the two was wrong.
    const right = vault.matches(found?.complaint.codeHash ?? '', code ?? '');
    if (!found || code === undefined || !right) {
      throw notFound('complaint_not_found', 'There is no complaint with this number and tracking code.');
    }
    return found;
  };
}
