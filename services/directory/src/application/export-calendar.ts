import { scopeOf, type Principal } from '@parkline/auth';
import { writeCalendar } from '../icalendar/write';
import { findCalendar } from './calendar-of';
import type { Entities } from './entities';
import { requireStaff } from './require-staff';

/** A calendar's dated days as iCalendar. @throws NotFound outside the caller's scope too */
export const exportCalendar =
  (entities: Entities, clock: () => Date) =>
  async (principal: Principal, id: string): Promise<string> => {
    requireStaff(principal);
    return writeCalendar(await findCalendar(entities, scopeOf(principal), id), clock());
  };
