import type { Repository } from '@parkline/mongo';
import type { Clock } from '../domain/clock';
import type { ClockEvent, ClockSet } from '../domain/clock-set';

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
