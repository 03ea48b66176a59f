import { word, type casework } from '@parkline/proto';
import type { CaseSnapshot } from './domain/open-revisit';

/** A case of the contract as feedback sees it; undefined where it lacks what every case has. */
export function caseSnapshotOf(c: casework.Case | undefined, at: Date | undefined): CaseSnapshot | undefined {
  const state = c && word(c.state);
  const stateSince = c?.stateSince ?? at;
  if (!c || !state || !stateSince) return undefined;
  return {
    caseId: c.id,
    number: c.number,
    groupId: c.groupId,
    parkCode: c.parkCode,
    state,
    cycle: c.cycle,
    priority: word(c.priority),
    severity: word(c.severity),
    escalationLevel: c.escalationLevel,
    supervised: c.supervised,
    complex: c.complex,
    hasContact: c.hasContact,
    unitId: c.unitId,
    handlerId: c.handlerId,
    resolvedAt: c.resolvedAt,
    closedAt: c.closedAt,
    outcome: word(c.outcome),
    stateSince,
  };
}
