import type { Repository } from '@parkline/mongo';
import type { Clock } from '../domain/clock';
import type { ClockEvent, ClockSet } from '../domain/clock-set';
import type { Policy } from '../domain/policy';

/** The clock sets of all cases, by case id. */
export type ClockSets = Repository<ClockSet, ClockEvent>;

/** A breach that casework has to hear of. */
export interface Breach {
  /** ce_id of the event that recorded it: asking again under it changes nothing. */
  eventId: string;
  caseId: string;
  cycle: number;
  clock: Clock['name'];
  deadlineNumber: number;
  step: number;
  /** The deadline that was passed. */
  dueAt: Date | undefined;
}

/** What sla asks of casework. */
export interface Casework {
  /** Raises the level of the case and tells the people of that step; settled also where the case has moved on. */
  escalate(breach: Breach): Promise<void>;
}

/** A place in a due list: entries are ordered by deadline, then by case. */
export interface DuePlace {
  dueAt: Date;
  caseId: string;
}

/** Which part of a due list. */
export interface DueQuery {
  groupId: string;
  /** One of these parks, or any park of the group. */
  parks: 'all' | readonly string[];
  /** Deadlines from here on … */
  from?: Date;
  /** … and before this. */
  before: Date;
  /** Only what comes after this place. */
  after?: DuePlace;
  limit: number;
}

/** The list of cases by their next deadline. */
export interface DueCases {
  list(query: DueQuery): Promise<{ caseId: string; set: ClockSet }[]>;
}

/** A park, as far as its working times go. */
export interface KnownPark {
  code: string;
  groupId: string;
  /** IANA name. */
  timeZone: string;
  /** Empty for a park that works around the clock. */
  calendarId: string;
}

/** What of a calendar matters for how far it reaches. */
export interface KnownCalendar {
  calendarId: string;
  version: number;
  timeZone: string;
  /** The last local date whose holidays are known; undefined around the clock. */
  coveredUntil: string | undefined;
}

/** The parks and calendars that the directory has told of. */
export interface Parks {
  park(code: string): KnownPark | undefined;
  all(): readonly KnownPark[];
  /** The newest version. */
  calendar(calendarId: string): KnownCalendar | undefined;
  /** The newest version of each, also of those that no park works by any more. */
  allCalendars(): readonly KnownCalendar[];
}

/** A unit that works by contract. */
export interface KnownContractor {
  unitId: string;
  groupId: string;
  /** Empty for one of the whole group or of a region. */
  parkCode: string;
}

/** The contractors that the directory has told of. */
export interface Contractors {
  contractor(unitId: string): KnownContractor | undefined;
}

/** Cases whose clocks run, read by an index that holds just them. */
export interface LiveCases {
  /** Ids of a group's cases, or of one park's, in their order. */
  idsAfter(where: { groupId: string; parkCode: string }, after: string, limit: number): Promise<string[]>;
  /** Ids of cases with a deadline that one of these gave provisionally (see `provisionalKey`). */
  idsProvisionalBy(keys: readonly string[], limit: number): Promise<string[]>;
  /** Numbers of cases, by id, of those that have one. */
  numbersOf(ids: readonly string[]): Promise<Map<string, string>>;
  /** How many clocks of each park have a deadline that one of these gave provisionally. */
  countProvisional(keys: readonly string[]): Promise<Map<string, number>>;
}

/** The versions of all groups' policies. */
export interface Policies {
  inForce: (groupId: string) => Policy;
  get: (groupId: string, version: number) => Policy | undefined;
  /** Newest first, also those that another replica has just put. */
  list(groupId: string, limit: number): Promise<Policy[]>;
  /** False: there is such a version already. */
  add(policy: Policy): Promise<boolean>;
}

/** An explicit act of headquarters: newer rules for clocks that run. */
export interface Application {
  id: string;
  groupId: string;
  /** Empty for all parks. */
  parkCode: string;
  at: Date;
  by: string;
  reason: string;
  policyVersion: number;
  casesDone: number;
  finished: boolean;
  /** How many cases could not be measured, and keep the rules that they had. */
  setAside: number;
  /** The first 50 of those. */
  casesSetAside: readonly CaseSetAside[];
}

/** A case that newer rules were not applied to, as that threw however often it was tried. */
export interface CaseSetAside {
  caseId: string;
  /** Empty where not even that can be read. */
  number: string;
}

/** One that is being carried out, and how far it has come. */
export interface ApplicationInProgress extends Application {
  /** The last case done. */
  after: string;
}

/** How an application moves on. */
export interface Step {
  after: string;
  /** How many cases more are done. */
  done: number;
  finished: boolean;
  setAside: readonly CaseSetAside[];
}

/** The applications of all groups; each is carried out by whichever replica is next. */
export interface Applications {
  /** Keeps a new one, not to be begun before `startsAt`; gives back the one of this id where there is one already. */
  add(application: Application, startsAt: Date): Promise<Application>;
  /** Newest first. */
  list(groupId: string): Promise<Application[]>;
  /** The oldest of each group that is to be carried out by now; none that is finished. */
  underWay(now: Date): Promise<ApplicationInProgress[]>;
  /**
   * Moves it on, and keeps in the same write which cases were set aside on the way. False: another replica has moved it
   * on.
   */
  advance(from: ApplicationInProgress, to: Step): Promise<boolean>;
}
