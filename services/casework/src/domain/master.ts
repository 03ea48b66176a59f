import type { Case } from './case';
import type { LinkedCase } from './parts';
import { priorityWithinKind } from './priority';
import type { Kind, Priority } from './words';

/**
 * So many cases may be linked to one master: its document and its timeline stay of a size that people can read. Those
 * count too that were resolved with it and are closed: they stay on it, as they are part of the incident, of its figures
 * and of how often the matter came back. Who needs more room opens a second master.
 */
export const mostLinkedCases = 500;

const gravest: readonly Priority[] = ['p1', 'p2', 'p3', 'p4'];

/**
 * The priority of a matter with cases linked to it: its own, or the highest of theirs; and every repeat raises it by
 * one, though to no more than P2, for a nuisance that comes back is not an emergency (domain.md, Duplicates).
 * @param linked those that have not been counted in `own` yet
 */
export function priorityWith(kind: Kind, own: Priority, linked: readonly LinkedCase[]): Priority {
  const raised = linked.reduce((priority, { as, priority: theirs }) => {
    const higher = Math.min(gravest.indexOf(priority), theirs ? gravest.indexOf(theirs) : Infinity);
    return gravest[as === 'repeat' && higher > 1 ? higher - 1 : higher]!;
  }, own);
  return priorityWithinKind(kind, raised);
}

/** Whether the case is linked to this master now. */
export function isLinkedTo(c: Case, masterId: string): boolean {
  return c.state === 'linked' && c.linkedTo?.masterId === masterId;
}
