import type { Change, Executed, Execution, Loaded } from '@parkline/mongo';
import type { Scope } from '@parkline/auth';
import type { Case, CaseEvent, Organisation, StaffMember, WorkingTime } from '../domain';

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

/** What consumers need that change many cases at once. */
export interface CaseWrites {
  loadMany(ids: readonly string[]): Promise<Map<string, Loaded<Case>>>;
  saveMany(changes: readonly Change<Case, CaseEvent>[]): Promise<{ conflicted: string[] }>;
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

/** Somebody who is away, with the parks that he sees. */
export interface AbsentMember extends StaffMember {
  parks: 'all' | readonly string[];
}

/** Casework's copy of the directory: who works where, who stands in for whom, and when the parks work. */
export interface Directory extends Organisation {
  /** Who is away at the time and has this person as his deputy. */
  absentFor(deputyId: string, at: Date): readonly AbsentMember[];
  /** The fields of the expert panel that the person sits on. */
  expertFieldsOf(staffId: string): readonly string[];
  /** The calendar of the park; around the clock without one. */
  workingTime(parkCode: string): WorkingTime;
}

/** Casework's copy of the directory as of now. */
export type CurrentOrganisation = () => Directory;

/** What sla knows of deadlines, asked where it must be fresh. */
export interface Deadlines {
  /**
   * When the resolve clock of a cycle is due; undefined while it does not run.
   * @throws Unavailable if sla does not answer
   */
  resolveDueAt(caseId: string, cycle: number): Promise<Date | undefined>;
}
