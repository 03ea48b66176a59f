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
  /** Those that exist. */
  readMany(ids: readonly string[]): Promise<Map<string, Pick<Loaded<Case>, 'version' | 'state'>>>;
  findBy(filter: { 'state.number': string }): Promise<Loaded<Case> | undefined>;
  timeline(id: string): Promise<StoredEntry[]>;
}

/** What consumers need that change many cases at once. */
export interface CaseWrites {
  loadMany(ids: readonly string[]): Promise<Map<string, Loaded<Case>>>;
  saveMany(changes: readonly Change<Case, CaseEvent>[]): Promise<{ conflicted: string[] }>;
}

/** The fixed lists of cases. Each is read by an index. */
export type QueueName =
  'mine' | 'unit' | 'unassigned' | 'returned' | 'waiting' | 'suspended' | 'supervised' | 'linked' | 'flagged' | 'all';

/** By time of receipt. */
export type QueueOrder = 'newest' | 'oldest';

export interface QueuePage {
  queue: QueueName;
  /** Whose hands or whose unit, for the queues mine and unit. */
  of?: string;
  /** Only cases of one park. */
  parkCode?: string;
  order: QueueOrder;
  limit: number;
  /** List key of the case after which to begin. */
  after?: string;
}

/** What of a case a filter looks at. */
export type QueueRow = Pick<
  Case,
  'id' | 'listKey' | 'state' | 'priority' | 'category' | 'unitId' | 'handlerId' | 'channel' | 'kind'
>;

/** Reads a queue within a scope. */
export interface Queues {
  /** Of each case no more than a filter needs: the cases of a page are loaded by their ids. */
  rows(scope: Scope, page: QueuePage): Promise<QueueRow[]>;
}

export interface SearchScope {
  scope: Scope;
  parkCode?: string;
}

/** What of a case a search looks at. */
export interface SearchRow extends Pick<Case, 'id' | 'listKey' | 'description' | 'place'> {
  searchTokens?: string[];
}

/** Cases by their search tokens, within a scope. */
/** How common something is. */
export interface Abundance {
  /** Infinity where there are more than were counted. */
  count: number;
  /** Of late, to compare what is too common to be counted. */
  perDay: number;
}

export interface SearchIndex {
  /** How many have the token, counted no further than `limit`. */
  count(within: SearchScope, token: string, limit: number): Promise<Abundance>;
  /** Those that have one of the tokens, newest first. @param few whether there are few enough to be sorted at once */
  rows(
    within: SearchScope,
    wanted: { tokens: readonly string[]; few: boolean; limit: number; after?: string },
  ): Promise<SearchRow[]>;
}

/** How intake calls complainants in search tokens, telling nothing about them. */
export interface PersonTerms {
  /** Tokens for those terms that may be a name or a number; none while intake cannot be asked. */
  blind(groupId: string, terms: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Ids of the staff of a group who are called like this. */
export type StaffNames = (groupId: string, word: string) => readonly string[];

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
