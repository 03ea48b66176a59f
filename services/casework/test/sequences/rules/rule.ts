import type { Case, CaseEvent, Command } from '../../../src/domain';
import type { Saved } from '../shelf';
import type { World } from '../world';

/** One save, with what was around it. */
export interface Seen extends Saved {
  world: World;
  /** Where it was a command of somebody outside casework. */
  command?: Command;
  /** Casework's own timer has acted. */
  byTimer: boolean;
}

/** Rules in the words of domain.md, each with whether it holds after a save. */
export type Rules = Readonly<Record<string, (seen: Seen) => boolean>>;

/** Where the case was there before. */
export function change(rule: (before: Case, after: Case, seen: Seen) => boolean): (seen: Seen) => boolean {
  return (seen) => !seen.before || rule(seen.before, seen.after, seen);
}

/** For every event of one type. */
export function each<T extends CaseEvent['type']>(
  type: T,
  rule: (event: Extract<CaseEvent, { type: T }>, seen: Seen & { before: Case }) => boolean,
): (seen: Seen) => boolean {
  return (seen) =>
    !seen.before ||
    seen.events.every(
      (event) => event.type !== type || rule(event as Extract<CaseEvent, { type: T }>, seen as Seen & { before: Case }),
    );
}

export const has = (seen: Seen, ...types: CaseEvent['type'][]): boolean =>
  seen.events.some(({ type }) => types.includes(type));

/** If the first, then the second. */
export const implies = (condition: unknown, consequence: () => unknown): boolean => !condition || !!consequence();

export const sameTime = (a?: Date, b?: Date): boolean => a?.getTime() === b?.getTime();
