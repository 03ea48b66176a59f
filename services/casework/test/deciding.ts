import { type Actor, type Case, type CaseEvent, type Circumstances, type Command, decide, evolve } from '../src/domain';
import { Rejection } from '../src/domain';
import { minutesLater, officeHours, organisation, staffActor } from './fixtures';

/** When things happen in the tables of rules unless they say so. */
export const at = minutesLater(60);

/** Who gives a command, and what he knows; a staff id for the usual person. */
export interface Given extends Partial<Omit<Circumstances, 'actor'>> {
  by?: Actor | string;
}

/** The events of a command. */
export function events(c: Case, command: Command, { by = 'wang', ...given }: Given = {}): CaseEvent[] {
  const actor = typeof by === 'string' ? staffActor(by) : by;
  const cycle = actor.kind === 'service' ? c.cycle : undefined;
  return decide(c, command, { actor, at, organisation, workingTime: officeHours, cycle, ...given });
}

/** The case after it. */
export function after(c: Case, command: Command, given: Given = {}): Case {
  return events(c, command, given).reduce<Case>(evolve, c);
}

/** Why it is not done: reason, code, and the field at fault. */
export function rejected(c: Case, command: Command, given: Given = {}): string {
  try {
    events(c, command, given);
  } catch (error) {
    if (error instanceof Rejection) return [error.reason, error.code, error.field].filter(Boolean).join(' ');
    throw error;
  }
  throw new Error(`${command.type} was not rejected`);
}
