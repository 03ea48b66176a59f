import type { Principal } from '@parkline/auth';
import { requireStaff } from './headquarters';
import type { Application, Applications } from './ports';

/** The applications of newer rules to running clocks in the caller's group, newest first. */
export function listApplications({ applications }: { applications: Applications }) {
  return (principal: Principal): Promise<Application[]> => {
    requireStaff(principal);
    return applications.list(principal.groupId);
  };
}
