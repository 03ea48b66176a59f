import type { Actor } from './actor';
import type { Case } from './case';
import { type Rejection, refused } from './rejection';

/**
 * Why the actor may not decide: the complaint is about him, or it is he who asked (domain.md, Dispatch and return).
 * @param askedBy staff id of who asked for the decision, where somebody did
 */
export function notImpartial(c: Case, actor: Actor, askedBy?: string): Rejection | undefined {
  if (c.accusedIds.includes(actor.id)) {
    return refused('not_impartial', 'The complaint is about you; somebody else decides.');
  }
  if (actor.id === askedBy) return refused('not_impartial', 'You asked for it yourself; somebody else decides.');
  return undefined;
}

/**
 * The same as a check of a decision.
 * @throws Rejection refused not_impartial
 */
export function requireImpartial(c: Case, actor: Actor, askedBy?: string): void {
  const partial = notImpartial(c, actor, askedBy);
  if (partial) throw partial;
}
