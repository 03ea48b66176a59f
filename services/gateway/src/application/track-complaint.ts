import { isParklineError } from '@parkline/errors';
import type { casework, intake } from '@parkline/proto';
import type { Neighbours, Vouch } from './ports';

/** A complaint that somebody has proven to know the code of, and in whose name he may now ask. */
export interface Tracked {
  complaint: intake.Complaint;
  /** Vouches for the complainant towards casework and feedback. */
  principalToken: string;
}

/**
 * Checks number and code with intake, and vouches for the complainant from then on.
 * @throws NotFound for an unknown number, a wrong and a malformed code alike
 */
export function openTracked({ intake: complaints }: Pick<Neighbours, 'intake'>, vouch: Vouch) {
  return async (number: string, trackingCode: string): Promise<Tracked> => {
    const asPublic = await vouch(publicPrincipal);
    const { complaint } = await complaints.track({ number, trackingCode }, { principalToken: asPublic });
    if (!complaint) throw new Error('intake tracked a complaint without naming it');
    const { complaintId, groupId, parkCode } = complaint;
    const principalToken = await vouch({
      kind: 'complainant',
      subject: complaintId,
      role: 'complainant',
      groupId,
      parks: [parkCode],
    });
    return { complaint, principalToken };
  };
}

/** The case of a tracked complaint as its complainant sees it; `undefined` while it has not been opened. */
export function trackedCase({ casework: cases }: Pick<Neighbours, 'casework'>) {
  return async ({ complaint, principalToken }: Tracked): Promise<casework.GetCaseResponse | undefined> => {
    try {
      return await cases.getCase({ caseRef: complaint.complaintId }, { principalToken });
    } catch (error) {
      // casework is up and has not got round to it yet. When it is down this throws: "registered" might be wrong.
      if (isParklineError(error, 'NotFound')) return undefined;
      throw error;
    }
  };
}

/** Somebody who has not signed in. His group is that of the park he names. */
export const publicPrincipal = {
  kind: 'public',
  subject: 'public',
  role: 'public',
  groupId: '',
  parks: [],
} as const;
