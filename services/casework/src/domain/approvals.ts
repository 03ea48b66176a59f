import { type Actor, is } from './actor';
import type { Case } from './case';
import { notImpartial } from './impartiality';
import type { Decided } from './parts';
import { invalid, type Rejection, refused } from './rejection';

/** Something on a case that needs the park manager's yes, where `decideBy` is set. */
interface Asked {
  id: string;
  by: string;
  decideBy?: Date;
  overdue?: boolean;
  decided?: Decided;
}

/** Whether it needs an approval that nobody has given or refused. */
export function isPending({ decideBy, decided }: Asked): boolean {
  return decideBy !== undefined && !decided;
}

/** The deputy may decide too, even where the timer has not recorded yet that the time is over. */
function isOverdue({ overdue, decideBy }: Asked, at: Date): boolean {
  return !!overdue || (decideBy !== undefined && at >= decideBy);
}

/** Why the actor has none of these to decide; `deputy`: only those whose time is over. */
export function nothingToDecide(
  pending: readonly Asked[],
  { at, actor, deputy = false }: { at: Date; actor: Actor; deputy?: boolean },
): Rejection | undefined {
  if (pending.length === 0) return refused('nothing_to_decide', 'Nothing of this kind waits for a decision.');
  const mine = deputy ? pending.filter((asked) => isOverdue(asked, at)) : pending;
  if (mine.length === 0) return refused('not_overdue', 'The park manager still has time to decide.');
  const rejections = mine.map(({ by }) => notImpartial(actor, by));
  return rejections.includes(undefined) ? undefined : rejections[0];
}

/**
 * The one that a decision names, if this person may decide it now.
 * @throws Rejection invalid unknown; refused already_decided, not_overdue, not_impartial
 */
export function toDecide<A extends Asked>(
  list: readonly A[],
  { id, field, what }: { id: string; field: string; what: string },
  { c, at, actor }: { c: Case; at: Date; actor: Actor },
): A {
  const asked = list.find((one) => one.id === id);
  if (!asked) throw invalid(`${what}_unknown`, `There is no such ${what} on this case.`, field);
  if (!isPending(asked)) throw refused('already_decided', `This ${what} does not wait for a decision.`);
  if (!is(actor, 'park manager', c) && !isOverdue(asked, at)) {
    throw refused('not_overdue', 'The park manager still has time to decide.');
  }
  const partial = notImpartial(actor, asked.by);
  if (partial) throw partial;
  return asked;
}

/** Who approves cannot ask himself: what the park manager asks for is for the deputy at once. */
export function decisionLimit(c: Case, actor: Actor, { at, limit }: { at: Date; limit: Date }): Date {
  return is(actor, 'park manager', c) ? at : limit;
}
