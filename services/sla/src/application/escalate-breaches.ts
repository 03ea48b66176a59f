import { inOrderPerKey } from '@parkline/messaging';
import type { Breach, Casework } from './ports';

const AT_ONCE = 16;

/** Asks casework to escalate the cases whose clocks have passed a step from 100 % up. */
export function escalateBreaches({ casework }: { casework: Casework }) {
  return (breaches: readonly Breach[]): Promise<void> =>
    inOrderPerKey(
      breaches,
      ({ caseId }) => caseId,
      AT_ONCE,
      (breach) => casework.escalate(breach),
    );
}
