import type {
  ExpertField,
  ImpactLevel,
  LinkKind,
  Priority,
  RemedyKind,
  ReturnReason,
  RootCause,
  Severity,
  SupervisionReason,
  SuspensionReason,
} from './words';

/**
 * Things *on* a case that are not states (docs/domain-words.md). Each list keeps its entries for good, oldest first;
 * ids are unique within the case and are given in order, like `return-1`.
 */

/** A yes or no by one person, within a time limit. After it the deputy may decide too. */
export interface Decided {
  at: Date;
  /** Staff id. */
  by: string;
  granted: boolean;
  note: string;
}

/** A unit's wish to give the case back. */
export interface Return {
  id: string;
  cycle: number;
  at: Date;
  by: string;
  fromUnitId: string;
  fromHandlerId?: string;
  /** The state that a refusal goes back to. */
  fromState: 'dispatched' | 'signed' | 'in_progress';
  reason: ReturnReason;
  proposedUnitId: string;
  note: string;
  evidence: string[];
  /** From then on headquarters decides. */
  decideBy: Date;
  /** It is, or has become, for headquarters to decide; what HQ decides is final. */
  arbitration: boolean;
  decided?: Decided;
}

/** More time for the resolve clock. */
export interface Extension {
  id: string;
  cycle: number;
  at: Date;
  by: string;
  reason: string;
  /** The deadline wished for. */
  until: Date;
  /** The deadline when it was asked. */
  dueAt: Date;
  decided?: Decided;
  /** The deadline granted. */
  grantedUntil?: Date;
  /** Nobody had decided when the clock expired. */
  lapsedAt?: Date;
}

/** A time in which the work rests for a good reason; it comes back by itself on the review date. */
export interface Suspension {
  id: string;
  cycle: number;
  at: Date;
  by: string;
  reason: SuspensionReason;
  note: string;
  reviewAt: Date;
  decideBy: Date;
  /** The time limit of the approval is over: the deputy may decide too. */
  overdue?: boolean;
  decided?: Decided;
  endedAt?: Date;
}

/** What headquarters demands of a case that goes badly: an urge notice first, a written criticism after it. */
export interface Supervision {
  id: string;
  cycle: number;
  at: Date;
  /** Staff id, or the name of the service that started it. */
  by: string;
  reason: SupervisionReason;
  note: string;
  /** When the written criticism follows unless it is lifted; missing once it was given. */
  criticiseAt?: Date;
  criticisedAt?: Date;
  answers: { at: Date; by: string; text: string }[];
  liftedAt?: Date;
}

/** What a second unit has to do on the case; the assignee coordinates. */
export interface Task {
  id: string;
  unitId: string;
  text: string;
  at: Date;
  by: string;
  doneAt?: Date;
  doneBy?: string;
  note?: string;
  cancelledAt?: Date;
}

/** A question to the expert panel. */
export interface Consultation {
  id: string;
  field: ExpertField;
  question: string;
  at: Date;
  by: string;
  opinion?: { at: Date; by: string; text: string };
}

/** What was found: visit, findings, evidence, cause. The newest is the one that counts. */
export interface Investigation {
  at: Date;
  by: string;
  /** When somebody was there in person. */
  visitedAt?: Date;
  findings: string;
  /** References of photos and papers. */
  evidence: string[];
  cause?: RootCause;
  causeConfirmed: boolean;
}

/** One ticked step of the standard procedure. */
export interface Tick {
  stepId: string;
  at: Date;
  by: string;
  note?: string;
}

export interface Impact {
  at: Date;
  by: string;
  peopleAffected: number;
  safety: ImpactLevel;
  reputation: ImpactLevel;
  contractRenewal: ImpactLevel;
  note: string;
}

/** How the matter is to be settled; that of a major case needs the park manager's approval before it is promised. */
export interface Solution {
  id: string;
  cycle: number;
  at: Date;
  by: string;
  text: string;
  promisedBy?: Date;
  /** Missing where no approval is needed. */
  decideBy?: Date;
  overdue?: boolean;
  decided?: Decided;
}

/** Temporary measure until the solution. */
export interface Relief {
  at: Date;
  by: string;
  text: string;
}

/** What is given to the complainant. */
export interface Remedy {
  id: string;
  at: Date;
  by: string;
  kind: RemedyKind;
  /** In the smallest unit of the currency (fen); 0 for an apology. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  note: string;
  /** Missing where no approval is needed. */
  decideBy?: Date;
  overdue?: boolean;
  decided?: Decided;
}

/** What is changed so that it does not happen again. */
export interface Improvement {
  id: string;
  at: Date;
  by: string;
  text: string;
  ownerId: string;
  /** Local date in the park, like 2026-05-31. */
  dueOn: string;
  doneAt?: Date;
  doneNote?: string;
  effect?: { at: Date; by: string; effective: boolean; note: string };
}

/** An open P1 or P2 on its way to a colleague at the end of a shift. */
export interface Handover {
  at: Date;
  by: string;
  toHandlerId: string;
  note: string;
}

/** To which master a linked case belongs. */
export interface LinkTo {
  masterId: string;
  masterNumber: string;
  as: LinkKind;
  at: Date;
}

/** A case linked to this master. */
export interface LinkedCase {
  id: string;
  number: string;
  as: LinkKind;
  priority?: Priority;
  /** Missing where it was linked before it was graded. */
  severity?: Severity;
  receivedAt: Date;
}
