import type { Complaint } from './case';
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
} from './parts';
import type {
  ClosingOutcome,
  EscalationLevel,
  EscalationStep,
  ExpertField,
  Priority,
  RemedyKind,
  RootCause,
  Severity,
  Urgency,
} from './words';

/** What a case is about and how grave it is. */
export interface Grade {
  category: string;
  severity: Severity;
  urgency: Urgency;
  priority: Priority;
}

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
    procedureId?: string;
    /** Staff who watch because of the grade. */
    watcherIds?: string[];
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
  NoteAdded: { text: string; sealed: boolean };
  ReplySent: { text: string; firstContact: boolean; toLinked?: boolean };
  /** `linked`: on the master, the words of the complainant of a case linked to it; they are his alone to see. */
  ComplainantAnswered: { text: string; linked?: { id: string; number: string } };
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
    procedureId?: string;
    /** Staff who watch because of the grade. */
    watcherIds?: string[];
  };
  /**
   * Unit and person are given where a linked case is resolved with its master: the master's. So is the grade where the
   * case was linked before it had one: a reopening goes on without a dispatch, and its clocks go by the grade.
   */
  CaseResolved: { rootCause: RootCause; answer: string; unitId?: string; handlerId?: string; grade?: Grade };
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
    /** The resolve clock has expired: when supervision follows unless the case is resolved by then. */
    superviseAt?: Date;
  };

  ReturnRequested: { request: Return };
  /** The time to decide is over, or it is the second return: headquarters decides. */
  ReturnSentToArbitration: { returnId: string };
  ReturnRefused: { returnId: string; by: string; note: string; toState: Return['fromState']; final: boolean };
  /** The case goes to another unit, with a new sign clock. */
  ReturnAccepted: {
    returnId: string;
    by: string;
    note: string;
    unitId: string;
    handlerId?: string;
    fromUnitId: string;
    fromHandlerId?: string;
    final: boolean;
  };
  /** Within the unit, with a new sign clock. */
  CaseTransferred: { handlerId: string; fromHandlerId?: string; reason: string };
  /** An unsigned dispatch is taken back: the case is where it was before. */
  CaseTakenBack: { unitId: string; handlerId?: string; fromUnitId?: string; fromHandlerId?: string; reason: string };
  HandoverOffered: { handover: Handover };
  /** The colleague takes the case as it stands: no new sign clock. */
  HandoverAccepted: { handlerId: string; fromHandlerId?: string; note: string };
  HandoverRefused: { toHandlerId: string; reason: string };
  AccusedNamed: { staffIds: string[]; reason: string };

  ExtensionRequested: { extension: Extension };
  ExtensionGranted: { extensionId: string; by: string; until: Date; fromDueAt: Date; note: string; reason: string };
  ExtensionRefused: { extensionId: string; by: string; note: string };
  ExtensionLapsed: { extensionId: string };
  SuspensionRequested: { suspension: Suspension };
  /** The state is suspended from now on. */
  CaseSuspended: { suspension: Suspension };
  SuspensionRefused: { suspensionId: string; by: string; note: string };

  InvestigationRecorded: { investigation: Investigation };
  StepTicked: { stepId: string; by: string; done: boolean; note: string };
  ImpactAssessed: { impact: Impact };
  SolutionProposed: { solution: Solution };
  SolutionDecided: { solutionId: string; by: string; granted: boolean; note: string };
  ReliefRecorded: { relief: Relief };
  RemedyOffered: { remedy: Remedy };
  RemedyDecided: {
    remedyId: string;
    by: string;
    granted: boolean;
    kind: RemedyKind;
    amount: number;
    currency: string;
    note: string;
  };
  /** The time limit of an approval is over: the deputy may decide too, and is told. */
  ApprovalOverdue: { what: 'suspension' | 'solution' | 'remedy'; id: string; deputyIds: string[] };

  TaskAdded: { task: Task };
  TaskCompleted: { taskId: string; unitId: string; by: string; note: string };
  TaskCancelled: { taskId: string; unitId: string; reason: string };
  ExpertAsked: { consultation: Consultation };
  OpinionGiven: { consultationId: string; by: string; field: ExpertField; text: string };

  /** The urge notice. */
  SupervisionStarted: { supervision: Supervision };
  SupervisionAnswered: { supervisionId: string; by: string; text: string };
  /** The written criticism. */
  CriticismGiven: { supervisionId: string; note: string };
  SupervisionLifted: { supervisionId: string; by: string; note: string };
  ImprovementPlanned: { improvement: Improvement };
  ImprovementCompleted: { improvementId: string; note: string };
  EffectChecked: { improvementId: string; by: string; effective: boolean; note: string };

  CaseLinked: { link: LinkTo };
  CaseUnlinked: { masterId: string; masterNumber: string; reason: string };
  /** On the master. */
  LinkedCaseAdded: { linked: LinkedCase };
  LinkedCaseRemoved: { id: string; number: string };
}

export type CaseEventType = keyof Bodies;
export type CaseEventOf<T extends CaseEventType> = { type: T; at: Date } & Bodies[T];
/** What happened to a case, by the names that travel on the topic and stand in the timeline. */
export type CaseEvent = { [T in CaseEventType]: CaseEventOf<T> }[CaseEventType];
