import { parksInScope, scopeOf, type Principal } from '@parkline/auth';
import { requireStaff } from './headquarters';
import type { Application, Applications } from './ports';

/**
 * The applications of newer rules to running clocks in the caller's group, newest first. Which cases were set aside is
 * for those alone who may see every park; the others see how many.
 */
export function listApplications({ applications }: { applications: Applications }) {
  return async (principal: Principal): Promise<Application[]> => {
    requireStaff(principal);
    const found = await applications.list(principal.groupId);
    if (parksInScope(scopeOf(principal)) === 'all') return found;
    return found.map((application) => ({ ...application, casesSetAside: [] }));
  };
}
