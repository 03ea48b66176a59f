import type { Kind, Priority, Severity, Urgency } from './words';

/**
 * The priority that severity and urgency give by themselves; scope of impact and history, which triage also weighs,
 * are the judgement of whoever regrades, who puts them into the severity.
 *
 * A safety hazard (major) is P1 unless it can wait. Nothing general is above P2.
 */
const matrix: Record<Severity, Record<Urgency, Priority>> = {
  major: { urgent: 'p1', normal: 'p1', low: 'p2' },
  significant: { urgent: 'p1', normal: 'p2', low: 'p3' },
  general: { urgent: 'p2', normal: 'p3', low: 'p4' },
};

/** Suggestions, enquiries and praise are always P4 (domain.md, Words). */
const alwaysP4: readonly Kind[] = ['suggestion', 'enquiry', 'praise'];

/** The priority of a matter of this kind, severity and urgency. */
export function priorityOf(kind: Kind, severity: Severity, urgency: Urgency): Priority {
  return alwaysP4.includes(kind) ? 'p4' : matrix[severity][urgency];
}

/** A priority that triage found, within what the kind allows. */
export function priorityWithinKind(kind: Kind, found: Priority): Priority {
  return alwaysP4.includes(kind) ? 'p4' : found;
}
