import { type Actor, is } from './actor';
import type { Case } from './case';
import { movedOn, type Rejection, refused } from './rejection';

/**
 * Whether headquarters has decided a return of this cycle as the last instance: the second one, or one that was undecided
 * for too long. A reopening gives the case to a superior, who arranges the work anew.
 */
export function isArbitrated({ returns, cycle }: Case): boolean {
  return returns.some((one) => one.cycle === cycle && one.arbitration && one.decided);
}

/**
 * Why the case may not go to this unit: what headquarters has decided about a return is final (domain.md, Dispatch and
 * return), so only headquarters itself gives the case to another unit afterwards; neither a redispatch nor a taking back
 * by anybody else undoes it, nor a detour as a linked case. Within the unit it may change hands as ever.
 */
export function againstArbitration(c: Case, unitId: string, actor: Actor): Rejection | undefined {
  const settled = c.unitId ?? c.settledUnitId;
  if (settled === undefined || settled === unitId || !isArbitrated(c) || is(actor, 'HQ', c)) return undefined;
  const message = `Headquarters has decided that unit ${settled} handles this case; please ask headquarters to change it.`;
  return actor.kind === 'service' ? movedOn(message) : refused('arbitration_final', message);
}
