import type { Actor, Party } from './actor';
import type { Case } from './case';
import type { CommandName } from './commands';
import type { Rejection } from './rejection';
import { type CaseStateName, caseStates, isOpenState } from './words';

/** One row of the state machine: who may give the command in which states, and which state it leads to. */
export interface Transition {
  command: CommandName;
  from: readonly CaseStateName[];
  to: CaseStateName | 'unchanged';
  who: readonly Party[];
  /** What else must hold; `condition` says it in words. */
  guard?: (c: Case, at: Date, actor: Actor) => Rejection | undefined;
  condition?: string;
}

/** Every state but closed and linked. */
export const openStates: readonly CaseStateName[] = caseStates.filter(isOpenState);
/** The open states in which the matter itself is not settled yet. */
export const beforeResolved: readonly CaseStateName[] = openStates.filter(
  (s) => s !== 'resolved' && s !== 'revisiting',
);
export const beforeClosed: readonly CaseStateName[] = caseStates.filter((s) => s !== 'closed');
/** Somebody has it in hand: from the dispatch until it is resolved, without a return under way. */
export const assignedStates: readonly CaseStateName[] = [
  'dispatched',
  'signed',
  'in_progress',
  'waiting_complainant',
  'suspended',
];
/** In which the work may come to rest. */
export const suspendableStates: readonly CaseStateName[] = ['in_progress', 'waiting_complainant'];
/** In which a solution is decided: from the dispatch on, until the case is resolved. */
export const solutionStates: readonly CaseStateName[] = beforeResolved.filter((s) => s !== 'registered');
/** The handler has signed and works on it. */
export const workingStates: readonly CaseStateName[] = ['signed', 'in_progress', 'waiting_complainant', 'suspended'];
