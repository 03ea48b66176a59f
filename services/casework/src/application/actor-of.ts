import type { Principal } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { Actor, StaffRole } from '../domain';
import type { Directory } from './ports';

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
 * Who acts, in the terms of the domain, with whom he stands in for at that time.
 * @throws Forbidden for the public, and for a role that casework does not know
 */
export function actorOf(principal: Principal, directory: Directory, at: Date): Actor {
  const { kind, subject: id, unitId } = principal;
  if (kind === 'service' || kind === 'complainant') return { kind, id };
  const role = staffRoles.find((known) => known === principal.role);
  if (kind !== 'person' || !role) throw forbidden('staff_only', 'Cases are for staff, and each for its complainant.');
  const absent = directory.absentFor(id, at);
  const units = [unitId, ...absent.map((member) => member.unitId)];
  return {
    kind,
    id,
    role,
    unitId,
    onDispatchDesk: units.some((unit) => unit !== undefined && directory.isDispatchDesk(unit)),
    deputyOf: absent.map((member) => member.id),
    posts: absent.map((member) => ({ role: member.role, unitId: member.unitId, parks: member.parks })),
    expertIn: directory.expertFieldsOf(id),
  };
}
