import { isParklineError } from '@parkline/errors';
import { sla, type casework, type intake } from '@parkline/proto';
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

/** A case as its complainant sees it. */
export interface TrackedCase {
  found: casework.GetCaseResponse;
  /** By when it is to be resolved; missing while nobody knows, as sla is away or the clock is paused. */
  promise?: { at: Date; provisional: boolean };
}

const clocksDeadlineMs = 1_000;

/** The case of a tracked complaint; `undefined` while it has not been opened. */
export function trackedCase({ casework: cases, sla: clocks }: Pick<Neighbours, 'casework' | 'sla'>) {
  return async ({ complaint, principalToken }: Tracked): Promise<TrackedCase | undefined> => {
    const caseId = complaint.complaintId;
    try {
      const [found, promise] = await Promise.all([
        cases.getCase({ caseRef: caseId }, { principalToken }),
        promiseFor(caseId, principalToken),
      ]);
      return promise ? { found, promise } : { found };
    } catch (error) {
      // casework is up and has not got round to it yet. When it is down this throws: "registered" might be wrong.
      if (isParklineError(error, 'NotFound')) return undefined;
      throw error;
    }
  };

  async function promiseFor(caseId: string, principalToken: string): Promise<TrackedCase['promise']> {
    try {
      const answer = await clocks.getClocks({ caseIds: [caseId] }, { principalToken, deadlineMs: clocksDeadlineMs });
      const running = answer.cases[0]?.clocks.find(
        ({ name, status }) => name === sla.ClockName.RESOLVE && status === sla.ClockStatus.RUNNING,
      );
      return running?.dueAt && { at: running.dueAt, provisional: running.provisional };
    } catch {
      return undefined; // the page is worth more than the date; the client counts the failed call
    }
  }
}

/** Somebody who has not signed in. His group is that of the park he names. */
export const publicPrincipal = {
  kind: 'public',
  subject: 'public',
  role: 'public',
  groupId: '',
  parks: [],
} as const;
