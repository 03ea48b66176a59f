import type { Scope } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { Calendar } from '../domain/calendar';
import type { Entity } from '../domain/entities';
import type { Entities } from './entities';

/** @throws NotFound outside the scope too */
export async function findCalendar(entities: Entities, scope: Scope, id: string): Promise<Calendar> {
  return calendarOf(await entities.find(scope, `calendar/${id}`));
}

/** @throws NotFound for anything but a calendar */
export function calendarOf(entity: Entity | undefined): Calendar {
  if (entity?.type === 'calendar') return entity.value;
  throw notFound('calendar_unknown', 'There is no such calendar.', { field: 'calendarId' });
}
