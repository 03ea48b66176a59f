import { scopeOf, type Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Staff } from '../domain/entities';
import type { Entities } from './entities';
import { requireStaff } from './require-staff';

/** One person by staff id. @throws NotFound outside the caller's scope too */
export const getStaff =
  (entities: Entities) =>
  async (principal: Principal, id: string): Promise<Staff> => {
    requireStaff(principal);
    const found = await entities.find(scopeOf(principal), `staff/${id}`);
    if (found?.type !== 'staff') throw notFound('staff_unknown', 'There is no such person.', { field: 'id' });
    return found.value;
  };
