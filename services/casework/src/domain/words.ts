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
export type RootCause =
  | 'attitude'
  | 'safety_management'
  | 'facility_maintenance'
  | 'fee_dispute'
  | 'process'
  | 'supplier'
  | 'design'
  | 'other';

/** The rungs of the escalation ladder that reach a case; 0 is none yet. Percent of the clock's allowance. */
export const escalationSteps = [100, 150, 200] as const;
export type EscalationStep = (typeof escalationSteps)[number];
export type EscalationLevel = 0 | EscalationStep;

/** Open is every state but closed and linked. */
export function isOpenState(state: CaseStateName): boolean {
  return state !== 'closed' && state !== 'linked';
}
