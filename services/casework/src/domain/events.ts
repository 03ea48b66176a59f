import type { Complaint } from './case';
import type { ClosingOutcome, EscalationLevel, EscalationStep, Priority, RootCause, Severity, Urgency } from './words';

/** To whom a reopened case went. */
export type ReopenedTo = 'team-lead' | 'park-manager' | 'hq-officer' | 'unit-queue';

interface Bodies {
  CaseOpened: { complaint: Complaint };
  CaseDispatched: {
    unitId: string;
    handlerId?: string;
    category: string;
    severity: Severity;
    urgency: Urgency;
    priority: Priority;
    reasons: string[];
    flagged: boolean;
  };
  CaseRedispatched: {
    unitId: string;
    handlerId?: string;
    fromUnitId?: string;
    fromHandlerId?: string;
    /** False where routing only adds the person to the unit. */
    newSignClock: boolean;
    reason: string;
    /** The dispatch desk looked at the case by this. */
    clearsFlag: boolean;
  };
  CaseSigned: { handlerId: string };
  ContactLogged: { means: string; note: string; first: boolean };
  CaseStarted: object;
  NoteAdded: { text: string };
  ReplySent: { text: string; firstContact: boolean };
  ComplainantAnswered: { text: string };
  ComplainantAwaited: { question: string };
  CaseResumed: { note: string };
  CaseRegraded: {
    category?: string;
    severity: Severity;
    urgency: Urgency;
    priority: Priority;
    fromPriority?: Priority;
    fromCategory?: string;
    reason: string;
  };
  CaseResolved: { rootCause: RootCause; answer: string };
  RevisitStarted: object;
  CaseClosed: { outcome: ClosingOutcome; note: string };
  CaseReopened: {
    reason: string;
    fromCycle: number;
    fromHandlerId?: string;
    unitId?: string;
    handlerId?: string;
    to: ReopenedTo;
  };
  CaseDeclined: { reason: string; referTo: string };
  CaseWithdrawn: { reason: string };
  CaseEscalated: {
    step: EscalationStep;
    clock: string;
    deadlineNumber: number;
    level: EscalationLevel;
    /** Staff who watch because of this step. */
    watcherIds: string[];
    /** Roles of this step that nobody fills: the case stays in the unit's queue. */
    nobodyAt: string[];
  };
}

export type CaseEventType = keyof Bodies;
export type CaseEventOf<T extends CaseEventType> = { type: T; at: Date } & Bodies[T];
/** What happened to a case, by the names that travel on the topic and stand in the timeline. */
export type CaseEvent = { [T in CaseEventType]: CaseEventOf<T> }[CaseEventType];
