import type { Actor } from './actor';
import type { Case } from './case';
import type { Organisation, Unit } from './organisation';
import { invalid } from './rejection';

/** Whom a case is given to: a unit, and mostly a person of it. */
export interface Assignment {
  unitId: string;
  handlerId?: string;
}

/**
 * Checks whom a dispatch names. People choose among the units of the case's own park and of the group, and among the
 * people of that unit. routing is trusted: it has chosen from its own copy of the directory, which may be newer. But
 * nobody gives a case to a person whom the complaint is about; of routing's choice the unit remains then, for a
 * complaint is always dispatched.
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
  if (actor.kind === 'service') {
    const accused = wanted.handlerId !== undefined && c.accusedIds.includes(wanted.handlerId);
    return { unitId, handlerId: accused ? undefined : wanted.handlerId };
  }

  if (!servesPark(organisation.unit(unitId), c)) {
    throw invalid('unit_unknown', `There is no unit ${unitId} for park ${c.parkCode}.`, 'unitId');
  }
  return { unitId, handlerId: wanted.handlerId && colleague(c, unitId, wanted.handlerId, { organisation }) };
}

/**
 * A person of the unit who may handle the case: one who works there, and whom the complaint is not about.
 * @throws Rejection invalid, naming the field
 */
export function colleague(
  c: Case,
  unitId: string | undefined,
  staffId: string,
  { organisation, field = 'handlerId' }: { organisation: Organisation; field?: string },
): string {
  const person = organisation.member(staffId);
  const worksThere = person?.groupId === c.groupId && person.unitId === unitId;
  if (!worksThere || person.role === 'auditor' || person.role === 'integration-client') {
    throw invalid('handler_unknown', `${staffId} does not work in unit ${unitId}.`, field);
  }
  if (c.accusedIds.includes(staffId)) {
    throw invalid('handler_accused', `The complaint is about ${staffId}, who cannot handle it.`, field);
  }
  return staffId;
}

/** Whether it is a unit of the case's park, or one of the group for all parks. */
export function servesPark(unit: Unit | undefined, { groupId, parkCode }: Case): boolean {
  return unit?.groupId === groupId && (unit.parkCode === undefined || unit.parkCode === parkCode);
}
