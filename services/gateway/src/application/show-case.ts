import type { casework, feedback, notification, sla } from '@parkline/proto';
import type { Neighbours } from './ports';

export interface CasePage {
  found: casework.GetCaseResponse;
  clocks?: sla.CaseClocks;
  revisits?: feedback.Revisit[];
  deliveries?: notification.Delivery[];
  /** Which of these parts could not be had. */
  unavailable: string[];
}

const partDeadlineMs = 2_000;

/**
 * A case with everything around it. casework must answer; what another neighbour does not answer in time is left out
 * and named.
 */
export function showCase(neighbours: Pick<Neighbours, 'casework' | 'sla' | 'feedback' | 'notification'>) {
  return async (number: string, principalToken: string): Promise<CasePage> => {
    const found = await neighbours.casework.getCase({ caseRef: number }, { principalToken });
    const caseId = found.case?.id ?? '';
    const call = { principalToken, deadlineMs: partDeadlineMs };
    const unavailable: string[] = [];
    const part = async <T>(name: string, ask: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await ask();
      } catch {
        unavailable.push(name); // named in the answer; the client counts the failed call
        return undefined;
      }
    };
    const [clocks, revisits, deliveries] = await Promise.all([
      part('clocks', async () => (await neighbours.sla.getClocks({ caseIds: [caseId] }, call)).cases[0]),
      part('revisits', async () => (await neighbours.feedback.getRevisit({ caseId }, call)).revisits),
      part('deliveries', async () => (await neighbours.notification.listDeliveries({ caseId }, call)).deliveries),
    ]);
    return {
      found,
      unavailable: unavailable.sort(),
      ...(clocks ? { clocks } : {}),
      ...(revisits ? { revisits } : {}),
      ...(deliveries ? { deliveries } : {}),
    };
  };
}
