import type { Actor } from './actor';
import type { Case } from './case';
import type { Organisation } from './organisation';
import { invalid } from './rejection';

/** Whom a case is given to: a unit, and mostly a person of it. */
export interface Assignment {
  unitId: string;
  handlerId?: string;
}

/**
 * Checks whom a dispatch names. People choose among the units of the case's own park and of the group, and among the
 * people of that unit. routing is trusted: it has chosen from its own copy of the directory, which may be newer.
 * @throws Rejection invalid
 */
export function assignmentOf(
  c: Case,
  wanted: { unitId?: string; handlerId?: string },
  { actor, organisation }: { actor: Actor; organisation: Organisation },
): Assignment {
  const person = wanted.handlerId ? organisation.member(wanted.handlerId) : undefined;
  const unitId = wanted.unitId ?? person?.unitId;
  if (!unitId) throw invalid('unit_missing', 'Please name the unit, or a person of it.', 'unitId');
  const assignment = { unitId, handlerId: wanted.handlerId };
  if (actor.kind === 'service') return assignment;

  const unit = organisation.unit(unitId);
  if (!unit || unit.groupId !== c.groupId || (unit.parkCode !== undefined && unit.parkCode !== c.parkCode)) {
    throw invalid('unit_unknown', `There is no unit ${unitId} for park ${c.parkCode}.`, 'unitId');
  }
  if (!wanted.handlerId) return assignment;
  const worksThere = person?.groupId === c.groupId && person.unitId === unitId;
  if (!worksThere || person.role === 'auditor' || person.role === 'integration-client') {
    throw invalid('handler_unknown', `${wanted.handlerId} does not work in unit ${unitId}.`, 'handlerId');
  }
  return assignment;
}
