import type { Principal } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { Actor, Organisation, StaffRole } from '../domain';

const staffRoles: readonly StaffRole[] = [
  'agent',
  'handler',
  'team-lead',
  'park-manager',
  'region-manager',
  'hq-officer',
  'hq-admin',
  'auditor',
  'integration-client',
];

/**
 * Who acts, in the terms of the domain.
 * @throws Forbidden for the public, and for a role that casework does not know
 */
export function actorOf(principal: Principal, organisation: Organisation): Actor {
  const { kind, subject: id, unitId } = principal;
  if (kind === 'service' || kind === 'complainant') return { kind, id };
  const role = staffRoles.find((known) => known === principal.role);
  if (kind !== 'person' || !role) throw forbidden('staff_only', 'Cases are for staff, and each for its complainant.');
  return { kind, id, role, unitId, onDispatchDesk: unitId !== undefined && organisation.isDispatchDesk(unitId) };
}
