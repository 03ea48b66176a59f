import type { Principal } from '@parkline/auth';
import { forbidden } from '@parkline/errors';

const HEADQUARTERS: ReadonlySet<string> = new Set(['hq-officer', 'hq-admin']);

/** Lets only headquarters of a group go on. @throws Forbidden */
export function requireHeadquarters(principal: Principal): void {
  if (principal.kind === 'person' && HEADQUARTERS.has(principal.role)) return;
  throw forbidden('headquarters_only', 'Policies are governed by headquarters.');
}

/** Lets only staff go on. @throws Forbidden */
export function requireStaff(principal: Principal): void {
  if (principal.kind !== 'person') throw forbidden('staff_only', 'Only staff may see this.');
}
