import {
  type Actor,
  type Case,
  type CaseStateName,
  caseStates,
  type Circumstances,
  type Command,
} from '../../src/domain';
import { complainant, service, staffActor } from '../fixtures';

/** What domain.md says of one command, by hand: who may give it, and from which state to which it leads. */
export interface Expectation {
  /** A well-formed one. */
  example: Command;
  /** Labels of `everybody`. */
  who: readonly string[];
  moves: Partial<Record<CaseStateName, CaseStateName>>;
  /** Puts on the case what the command speaks of. */
  prepare?: (c: Case) => Case;
  /** What the caller knows beside the case. */
  circumstances?: Partial<Circumstances>;
  /** Where somebody's case is special: the state, or reason and code of the rejection; undefined where it is not. */
  except?: (label: string, state: CaseStateName) => string | undefined;
}

/** One of each kind of caller. */
export const everybody: Record<string, Actor> = {
  assignee: staffActor('wang'),
  colleague: staffActor('zhao'),
  lead: staffActor('lead'),
  'lead of another unit': staffActor('otherlead'),
  'park manager': staffActor('manager'),
  'region manager': staffActor('region'),
  desk: staffActor('desk'),
  'hq officer': staffActor('officer'),
  'hq admin': staffActor('admin'),
  expert: { ...staffActor('engineer'), expertIn: ['engineering'] } as Actor,
  auditor: staffActor('auditor'),
  'integration client': staffActor('robot'),
  complainant,
  'another complainant': { kind: 'complainant', id: 'case-2' },
  routing: service('routing'),
  sla: service('sla'),
  feedback: service('feedback'),
  casework: service('casework'),
  notification: service('notification'),
};

export const hq = ['hq officer', 'hq admin'];
export const desk = ['desk', ...hq];
export const staff = [
  'assignee',
  'colleague',
  'lead',
  'lead of another unit',
  'park manager',
  'region manager',
  'expert',
  ...desk,
];
export const open: CaseStateName[] = caseStates.filter((state) => state !== 'closed' && state !== 'linked');
export const beforeResolved = open.filter((state) => state !== 'resolved' && state !== 'revisiting');

/** Allowed in these states, and they stay. */
export function unchanged(states: readonly CaseStateName[]): Partial<Record<CaseStateName, CaseStateName>> {
  return Object.fromEntries(states.map((state) => [state, state]));
}
