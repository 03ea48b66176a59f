import { scopeOf, type Principal } from '@parkline/auth';
import { viewOf, type DirectoryView } from '../domain/view';
import type { Entities } from './entities';
import { requireStaff } from './require-staff';

/** Everything of the caller's group that he may see; for a service, everything. */
export const getDirectory =
  (entities: Entities) =>
  async (principal: Principal): Promise<DirectoryView> => {
    requireStaff(principal);
    return viewOf('everything', await entities.list(scopeOf(principal)));
  };
