import type {
  Consultation,
  Extension,
  Handover,
  Impact,
  Improvement,
  Investigation,
  LinkedCase,
  LinkTo,
  Relief,
  Remedy,
  Return,
  Solution,
  Supervision,
  Suspension,
  Task,
  Tick,
} from './parts';
import type {
  CaseStateName,
  Channel,
  ComplainantType,
  EscalationLevel,
  Identity,
  Kind,
  Outcome,
  Priority,
  RootCause,
  Severity,
  Urgency,
} from './words';

/** A time in which the resolve clock rests; without `to` while it lasts. */
export interface Pause {
  from: Date;
  to?: Date;
}

/** What intake told about the complaint that the case handles. Never changes. */
export interface Complaint {
  /** Id of the complaint and of its case. */
  id: string;
  number: string;
  groupId: string;
  parkCode: string;
  channel: Channel;
  kind: Kind;
  identity: Identity;
  complainantType?: ComplainantType;
  description: string;
  place?: string;
  categoryHint?: string;
  /** When it happened, as the person says. */
  occurredAt?: Date;
  /** The server's time of receipt, from which the clocks run. */
  receivedAt: Date;
  /** Whether there is any way to reach the person. */
  hasContact: boolean;
  /** Opaque: the same contact gives the same reference. */
  complainantRef?: string;
  /** Staff id of who filed it for someone else. */
  filedBy?: string;
  /** By what it is found. Those of its handler are kept beside them as it changes hands. */
  searchTokens?: string[];
}

interface CaseFacts extends Complaint {
  /** 1 at first; every reopening starts the next one. */
  cycle: number;
  openedAt: Date;
  /** Since when the case is in its state. */
  stateSince: Date;
  cycleStartedAt: Date;

  category?: string;
  severity?: Severity;
  urgency?: Urgency;
  priority?: Priority;
  unitId?: string;
  /** Missing while only a unit is named. */
  handlerId?: string;
  /** Why this unit and this person, of the last dispatch. */
  dispatchReasons: string[];
  /** The dispatch desk should look at it. */
  flagged: boolean;
  escalationLevel: EscalationLevel;
  /** Staff who follow the case because of an escalation. */
  watcherIds: string[];
  /** How often a sign clock was started by a dispatch. */
  dispatches: number;

  /** Of the dispatch whose sign clock counts. */
  dispatchedAt?: Date;
  /** In this cycle, since the last dispatch. */
  signedAt?: Date;
  /** The very first contact: a reopening keeps it, for it has no first-contact clock of its own. */
  firstContactAt?: Date;
  /** In this cycle. */
  resolvedAt?: Date;
  rootCause?: RootCause;
  /** What the complainant was told at resolve, in this cycle. */
  answer?: string;
  /** Times in waiting_complainant in this cycle. */
  pauses: Pause[];
  /** Times in approved suspension in this cycle. */
  suspended: Pause[];

  returns: Return[];
  extensions: Extension[];
  suspensions: Suspension[];
  supervisions: Supervision[];
  tasks: Task[];
  consultations: Consultation[];
  solutions: Solution[];
  remedies: Remedy[];
  improvements: Improvement[];
  ticks: Tick[];
  /** Of the standard procedure that was in force at the dispatch; missing where the category has none. */
  procedureId?: string;
  investigation?: Investigation;
  impact?: Impact;
  /** The first one in this cycle. */
  relief?: Relief;
  handover?: Handover;
  /** When somebody first went there in person, in this cycle. */
  visitedAt?: Date;
  /** Staff whom the complaint is about: they neither handle, approve nor revisit it. */
  accusedIds: string[];
  /** Who had the case before the present dispatch, for taking it back. */
  previous?: { unitId: string; handlerId?: string };
  /** The unit on which headquarters has decided as the last instance, while the case has been unlinked and is in no hands. */
  settledUnitId?: string;
  /** While the case is linked, and after it: what it was linked to last. */
  linkedTo?: LinkTo;
  /** The cases linked to this one. */
  linkedCases: LinkedCase[];

  /** Newest first by this key: time of receipt, then id. */
  listKey: string;
  /** Neither closed nor linked; kept for the queues. */
  open: boolean;
  /** Open and in nobody's hands; kept for the queues. */
  unassigned: boolean;
  /** Open and under a supervision that was not lifted; kept for the queues. */
  supervised: boolean;
  /** When the overdue case comes under supervision unless it is resolved by then, in this cycle. */
  superviseAt?: Date;
  /** When casework itself must do something about the case: a review date, a time limit. */
  timerAt?: Date;
}

export interface UnfinishedCase extends CaseFacts {
  state: Exclude<CaseStateName, 'closed'>;
  outcome?: undefined;
  closedAt?: undefined;
}

export interface ClosedCase extends CaseFacts {
  state: 'closed';
  outcome: Outcome;
  closedAt: Date;
}

/** A case as plain data. Only `evolve` makes a new one. */
export type Case = UnfinishedCase | ClosedCase;

/** The key by which lists are sorted: equal times fall back on the id, so that no two cases share a key. */
export function listKeyOf(receivedAt: Date, id: string): string {
  return `${receivedAt.toISOString()}/${id}`;
}

/**
 * How grave the matter is that the case is about. What is linked to a master is settled with it: the master is handled as
 * gravely as the gravest of them asks for.
 */
function severitiesOf({ severity, linkedCases }: Case): (Severity | undefined)[] {
  return [severity, ...linkedCases.map((linked) => linked.severity)];
}

/** Whether its solution needs an approval (domain.md, The case: states and commands). */
export function isMajor(c: Case): boolean {
  return severitiesOf(c).includes('major');
}

/** Significant or major, or with work for a second unit: needs a visit in person (domain.md, Words). */
export function isComplex(c: Case): boolean {
  return isMajor(c) || severitiesOf(c).includes('significant') || c.tasks.some(({ cancelledAt }) => !cancelledAt);
}

/** Whether the second unit still has to do it. */
export function isOpenTask({ doneAt, cancelledAt }: Task): boolean {
  return !doneAt && !cancelledAt;
}
