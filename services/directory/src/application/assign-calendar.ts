import type { Principal } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Park } from '../domain/entities';
import { findCalendar } from './calendar-of';
import type { Entities } from './entities';
import { requireHeadquarters } from './require-headquarters';

/**
 * Says which calendar a park works by; an empty id: around the clock.
 * @throws NotFound for a park or calendar that the caller's group does not have
 */
export const assignCalendar =
  (entities: Entities, clock: () => Date) =>
  async (principal: Principal, parkCode: string, calendarId: string): Promise<Park> => {
    const scope = requireHeadquarters(principal);
    if (calendarId !== '') await findCalendar(entities, scope, calendarId);
    const kept = await entities.change(scope, `park/${parkCode}`, clock(), (entity) => {
      if (entity?.type !== 'park') throw notFound('park_unknown', 'There is no such park.', { field: 'parkCode' });
      if (entity.value.calendarId === calendarId) return entity;
      return { type: 'park', value: { ...entity.value, calendarId } };
    });
    return kept.value as Park;
  };
