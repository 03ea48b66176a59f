import type { Principal } from '@parkline/auth';
import { forbidden } from '@parkline/errors';

/** @throws Forbidden for complainants and the public */
export function requireStaff(principal: Principal): void {
  if (principal.kind !== 'person' && principal.kind !== 'service') {
    throw forbidden('staff_only', 'Only members of staff may ask how cases are routed.');
  }
}
