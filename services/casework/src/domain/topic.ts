import type { Actor } from './actor';
import type { Case } from './case';
import type { CommandName, CommandOf } from './commands';
import type { CaseEvent, CaseEventOf, CaseEventType } from './events';
import type { Organisation } from './organisation';
import type { Transition } from './transition';
import type { WorkingTime } from './working-time';

/** What a decision may look at beside the case. */
export interface Circumstances {
  actor: Actor;
  at: Date;
  organisation: Organisation;
  /** The calendar of the case's park. */
  workingTime: WorkingTime;
  /** The cycle that a service decided in. Missing for people, who act on what is now. */
  cycle?: number;
  /** For commands about more time: the present deadline of the resolve clock as sla has just told; missing without one. */
  resolveDueAt?: Date;
  /** For `link`: the master as it was just read; missing where there is none that the caller may see. */
  master?: Case;
}

/** What one command does; several events where one act has several consequences. */
export type Decision<N extends CommandName> = (
  c: Case,
  command: CommandOf<N>,
  now: Circumstances,
) => CaseEvent | CaseEvent[];

/** What of an event the complainant sees: nothing, or the fact that it happened with the facts named here. */
export interface Publicity {
  /** sealed: only for headquarters, the dispatch desk and the auditor. */
  visibility: 'public' | 'internal' | 'sealed';
  text?: boolean;
  facts?: readonly string[];
}

/** How an event stands in the timeline: free text as written by a person, and facts for display. */
export interface Line<T extends CaseEventType> {
  publicity: Publicity;
  content: (event: CaseEventOf<T>) => { text?: string } & Record<string, string | undefined>;
  /** Whether this one stays in the office although others of its kind are public. */
  kept?: (event: CaseEventOf<T>) => boolean;
}

/** The rules of one matter: its commands with who may give them when, its events, and how they stand in the timeline. */
export interface Topic<N extends CommandName, T extends CaseEventType> {
  transitions: readonly Transition[];
  decisions: { readonly [K in N]: Decision<K> };
  evolutions: { readonly [K in T]: (c: Case, event: CaseEventOf<K>) => Case };
  lines: { readonly [K in T]: Line<K> };
}

/** Only in the office. */
export const internal: Publicity = { visibility: 'internal' };
