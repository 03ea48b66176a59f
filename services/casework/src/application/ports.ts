import type { Executed, Execution, Loaded } from '@parkline/mongo';
import type { Scope } from '@parkline/auth';
import type { Case, CaseEvent, Organisation } from '../domain';

/** A case as it was read, with the version that it has. */
export interface StoredCase {
  case: Case;
  version: number;
}

/** One line of a stored timeline. */
export interface StoredEntry {
  seq: number;
  type: string;
  time: Date;
  entry: Record<string, unknown>;
}

/** What the use cases that change and read one case need of the store. */
export interface Cases {
  execute<A>(execution: Execution<Case, CaseEvent, A>): Promise<Executed<Case, A>>;
  load(id: string): Promise<Loaded<Case>>;
  loadMany(ids: readonly string[]): Promise<Map<string, Loaded<Case>>>;
  findBy(filter: { 'state.number': string }): Promise<Loaded<Case> | undefined>;
  timeline(id: string): Promise<StoredEntry[]>;
}

/** The fixed lists of cases. Each has an index of its own. */
export type QueueName = 'mine' | 'unit' | 'unassigned' | 'waiting' | 'flagged' | 'all';

export interface QueuePage {
  queue: QueueName;
  /** Whose hands or whose unit, for the queues mine and unit. */
  of?: string;
  /** Only cases of one park. */
  parkCode?: string;
  size: number;
  /** List key of the last case of the page before. */
  after?: string;
}

/** Reads a queue within a scope, newest first; `more` tells whether there are further cases. */
export interface Queues {
  page(scope: Scope, page: QueuePage): Promise<{ cases: StoredCase[]; more: boolean }>;
}

/** Casework's copy of the directory as of now. */
export type CurrentOrganisation = () => Organisation;
