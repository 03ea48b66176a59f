import { inOrderPerKey } from '@parkline/messaging';
import type { Casework, FollowUp } from './ports';

const AT_ONCE = 16;

/** Asks casework for what follows from feedback's own events: the revisit begins, the case is closed or reopened. */
export function carryOutFollowUps({ casework }: { casework: Casework }) {
  return (followUps: readonly FollowUp[]): Promise<void> =>
    inOrderPerKey(
      followUps,
      ({ caseId }) => caseId,
      AT_ONCE,
      (followUp) => casework.carryOut(followUp),
    );
}
