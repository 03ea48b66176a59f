import { type Actor, isAccused } from './actor';
import type { Case } from './case';
import { type Rejection, refused } from './rejection';

/**
 * Why somebody who would otherwise have his say on the case has none: the complaint is about him (domain.md, Dispatch and
 * return). That he is named is sealed, so the message does not say it.
 */
export function accused(): Rejection {
  return refused('not_impartial', 'You might not be impartial on this case; please leave it to somebody else.');
}

/**
 * Why the actor may not decide: it is he who asked. That the complaint is not about him has been checked before.
 * @param askedBy staff id of who asked for the decision
 */
export function notImpartial(actor: Actor, askedBy: string | undefined): Rejection | undefined {
  if (actor.id !== askedBy) return undefined;
  return refused('not_impartial', 'You asked for it yourself; somebody else decides.');
}

/** The case as it would be were nobody accused, where the actor is. */
export function asIfNotAccused(c: Case, actor: Actor): Case | undefined {
  return isAccused(actor, c) ? { ...c, accusedIds: [] } : undefined;
}
