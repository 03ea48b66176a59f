import { scopeOf, serviceScope, type Principal } from '@parkline/auth';
import type { Park } from '../domain/entities';
import type { Entities } from './entities';

/** The parks that take complaints: those of the caller's group, and all of them where the caller has none. */
export const listPublicParks =
  (entities: Entities) =>
  async (principal: Principal): Promise<Park[]> => {
    const scope =
      principal.groupId === '' ? serviceScope('directory') : { ...scopeOf(principal), parks: 'all' as const };
    const found = await entities.list(scope, 'park');
    return found.flatMap((entity) => (entity.type === 'park' ? [entity.value] : []));
  };
