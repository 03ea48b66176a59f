import { scopeOf, type Principal, type Scope } from '@parkline/auth';
import { forbidden } from '@parkline/errors';

const headquarters = ['hq-officer', 'hq-admin'];

/** The scope of an officer of headquarters. @throws Forbidden for everybody else */
export function requireHeadquarters(principal: Principal): Scope {
  if (principal.kind === 'person' && headquarters.includes(principal.role)) return scopeOf(principal);
  throw forbidden('headquarters_only', 'Only headquarters decides on the working times of parks.');
}
