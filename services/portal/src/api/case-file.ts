/** What is on a case beside its state, as the gateway shows it. */

export const RETURN_REASONS = [
  'wrong_category',
  'wrong_unit',
  'other_park',
  'outside_responsibility',
  'lacks_authority',
  'lacks_information',
  'other',
] as const;
export const SUSPENSION_REASONS = ['season', 'engineering', 'third_party'] as const;
export const SUPERVISION_REASONS = ['hq_flag', 'overdue', 'dissatisfied', 'safety', 'repeats'] as const;
export const EXPERT_FIELDS = ['engineering', 'legal', 'psychological', 'analyst'] as const;
export const IMPACT_LEVELS = ['none', 'low', 'medium', 'high'] as const;
export const REMEDY_KINDS = ['apology', 'free_repair', 'fee_reduction', 'compensation'] as const;
export const LINK_KINDS = ['incident', 'repeat'] as const;
export const STAGES = ['intake', 'investigation', 'solution', 'execution', 'evaluation'] as const;

export type ImpactLevel = (typeof IMPACT_LEVELS)[number];
export type Stage = (typeof STAGES)[number];

export interface Decided {
  at: string;
  by: string;
  granted: boolean;
  note?: string;
}

interface Asked {
  id: string;
  at: string;
  /** Staff id, or the name of a service. */
  by: string;
}

interface Limited {
  /** Absent where no approval is needed. */
  decideBy?: string;
  /** The time to decide is over: the deputy may decide too. */
  overdue: boolean;
  decided?: Decided;
}

export interface Return extends Asked {
  fromUnitId: string;
  reason: (typeof RETURN_REASONS)[number];
  proposedUnitId: string;
  note: string;
  evidence: string[];
  decideBy?: string;
  /** Headquarters decides, finally. */
  arbitration: boolean;
  decided?: Decided;
}

export interface Extension extends Asked {
  reason: string;
  until: string;
  dueAt: string;
  decided?: Decided;
  grantedUntil?: string;
  lapsedAt?: string;
}

export interface Suspension extends Asked, Limited {
  reason: (typeof SUSPENSION_REASONS)[number];
  note: string;
  reviewAt: string;
  endedAt?: string;
}

export interface Supervision extends Asked {
  reason: (typeof SUPERVISION_REASONS)[number];
  note: string;
  criticiseAt?: string;
  criticisedAt?: string;
  answers: { at: string; by: string; text: string }[];
  liftedAt?: string;
}

export interface Task extends Asked {
  unitId: string;
  text: string;
  doneAt?: string;
  doneBy?: string;
  note?: string;
  cancelledAt?: string;
}

export interface Consultation extends Asked {
  field: (typeof EXPERT_FIELDS)[number];
  question: string;
  opinion?: { at: string; by: string; text: string };
}

export interface Investigation {
  at: string;
  by: string;
  visitedAt?: string;
  findings: string;
  evidence: string[];
  cause?: string;
  causeConfirmed: boolean;
}

export interface ProcedureStep {
  id: string;
  stage: Stage;
  text: string;
  textEn: string;
  doneAt?: string;
  doneBy?: string;
  note?: string;
}

export interface Procedure {
  id: string;
  title: string;
  titleEn: string;
  steps: ProcedureStep[];
}

export interface Impact {
  at: string;
  by: string;
  peopleAffected: number;
  safety: ImpactLevel;
  reputation: ImpactLevel;
  contractRenewal: ImpactLevel;
  note?: string;
}

export interface Solution extends Asked, Limited {
  text: string;
  promisedBy?: string;
}

export interface Remedy extends Asked, Limited {
  kind: (typeof REMEDY_KINDS)[number];
  /** In the smallest unit of the currency, like fen. */
  amount: number;
  currency: string;
  note?: string;
}

export interface Improvement extends Asked {
  text: string;
  ownerId: string;
  /** Local date. */
  dueOn: string;
  doneAt?: string;
  doneNote?: string;
  effect?: { at: string; by: string; effective: boolean; note?: string };
}

export interface CaseFile {
  returns: Return[];
  extensions: Extension[];
  suspensions: Suspension[];
  supervisions: Supervision[];
  tasks: Task[];
  consultations: Consultation[];
  investigation?: Investigation;
  procedure?: Procedure;
  impact?: Impact;
  solutions: Solution[];
  relief?: { at: string; by: string; text: string };
  remedies: Remedy[];
  improvements: Improvement[];
  handover?: { at: string; by: string; toHandlerId: string; note: string };
  /** Empty for who may not know. */
  accusedIds: string[];
  linkedCases: { id: string; number: string; as: (typeof LINK_KINDS)[number] }[];
}
