/** The words of a case. Their meaning is in docs/domain-words.md. */

export const caseStates = [
  'registered',
  'dispatched',
  'signed',
  'in_progress',
  'waiting_complainant',
  'suspended',
  'return_requested',
  'resolved',
  'revisiting',
  'linked',
  'closed',
] as const;
export type CaseStateName = (typeof caseStates)[number];

export const outcomes = ['resolved', 'resolved_partly', 'unresolved_exhausted', 'declined', 'withdrawn'] as const;
export type Outcome = (typeof outcomes)[number];
/** The outcomes that Close may give, and after which a case may be reopened; the others have their own commands. */
export const closingOutcomes = ['resolved', 'resolved_partly', 'unresolved_exhausted'] as const;
export type ClosingOutcome = (typeof closingOutcomes)[number];

export type Kind = 'complaint' | 'repair' | 'suggestion' | 'enquiry' | 'praise';
export type Channel =
  'phone' | 'wechat' | 'app' | 'web' | 'email' | 'walk_in' | 'bulletin' | 'patrol' | 'import' | 'open311' | 'api';
export type Identity = 'named' | 'confidential' | 'anonymous';
export type ComplainantType = 'owner' | 'tenant' | 'company' | 'visitor';
export type Severity = 'general' | 'significant' | 'major';
export type Urgency = 'low' | 'normal' | 'urgent';
export type Priority = 'p1' | 'p2' | 'p3' | 'p4';
export type RootCause = (typeof rootCauses)[number];

/** Why a unit gives a case back. */
export const returnReasons = [
  'wrong_category',
  'wrong_unit',
  'other_park',
  'outside_responsibility',
  'lacks_authority',
  'lacks_information',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

export const suspensionReasons = ['season', 'engineering', 'third_party'] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];

/** What starts a supervision. */
export const supervisionReasons = ['hq_flag', 'overdue', 'dissatisfied', 'safety', 'repeats'] as const;
export type SupervisionReason = (typeof supervisionReasons)[number];

/** The fields of the expert panel. */
export const expertFields = ['engineering', 'legal', 'psychological', 'analyst'] as const;
export type ExpertField = (typeof expertFields)[number];

export const impactLevels = ['none', 'low', 'medium', 'high'] as const;
export type ImpactLevel = (typeof impactLevels)[number];

export const remedyKinds = ['apology', 'free_repair', 'fee_reduction', 'compensation'] as const;
export type RemedyKind = (typeof remedyKinds)[number];

/** Many people and one incident, or the same person with the same matter again. */
export const linkKinds = ['incident', 'repeat'] as const;
export type LinkKind = (typeof linkKinds)[number];

export const rootCauses = [
  'attitude',
  'safety_management',
  'facility_maintenance',
  'fee_dispute',
  'process',
  'supplier',
  'design',
  'other',
] as const;

/** The rungs of the escalation ladder that reach a case; 0 is none yet. Percent of the clock's allowance. */
export const escalationSteps = [100, 150, 200] as const;
export type EscalationStep = (typeof escalationSteps)[number];
export type EscalationLevel = 0 | EscalationStep;

/** Open is every state but closed and linked. */
export function isOpenState(state: CaseStateName): boolean {
  return state !== 'closed' && state !== 'linked';
}
