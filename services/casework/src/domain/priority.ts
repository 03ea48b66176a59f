import type { Kind, Priority, Severity, Urgency } from './words';

/**
 * The priority that severity and urgency give by themselves: P1 is the urgent major matter, nothing general is above P3.
 * Scope of impact and history, by which triage may raise it, are for a person who regrades to put into the severity.
 * routing begins its own triage with the same figures.
 */
const matrix: Record<Severity, Record<Urgency, Priority>> = {
  major: { urgent: 'p1', normal: 'p2', low: 'p2' },
  significant: { urgent: 'p2', normal: 'p3', low: 'p3' },
  general: { urgent: 'p3', normal: 'p3', low: 'p4' },
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
