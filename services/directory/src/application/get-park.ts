import { scopeOf, type Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Park } from '../domain/entities';
import type { Entities } from './entities';
import { requireStaff } from './require-staff';

/** One park by its code. @throws NotFound outside the caller's scope too */
export const getPark =
  (entities: Entities) =>
  async (principal: Principal, code: string): Promise<Park> => {
    requireStaff(principal);
    const found = await entities.find(scopeOf(principal), `park/${code}`);
    if (found?.type !== 'park') throw notFound('park_unknown', 'There is no such park.', { field: 'code' });
    return found.value;
  };
