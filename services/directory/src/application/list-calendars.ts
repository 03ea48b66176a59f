import { scopeOf, type Principal } from '@parkline/auth';
import type { Calendar } from '../domain/calendar';
import type { Entities } from './entities';
import { requireStaff } from './require-staff';

/** The calendars of the caller's group, by id; for a service, all. */
export const listCalendars =
  (entities: Entities) =>
  async (principal: Principal): Promise<Calendar[]> => {
    requireStaff(principal);
    const found = await entities.list(scopeOf(principal), 'calendar');
    return found.flatMap((entity) => (entity.type === 'calendar' ? [entity.value] : []));
  };
