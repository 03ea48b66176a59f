import type { Calendar, CalendarDay } from './calendar';
import type { Entity, Park, Staff } from './entities';

type Partly<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** As a seed may write them, or as they were kept before their later fields existed. */
export type IncompletePark = Partly<Park, 'calendarId'>;
export type IncompleteStaff = Partly<Staff, 'expertFields' | 'absences'>;
export type IncompleteCalendar = Partly<Omit<Calendar, 'days'>, 'week'> & { days?: Partly<CalendarDay, 'windows'>[] };

/** The park with all its fields: what is missing is empty. */
export function completedPark({ calendarId = '', ...park }: IncompletePark): Park {
  return { ...park, calendarId };
}

/** The person with all fields. */
export function completedStaff({ expertFields = [], absences = [], ...staff }: IncompleteStaff): Staff {
  return { ...staff, expertFields, absences };
}

/** The calendar with all its fields. */
export function completedCalendar({ week = [], days = [], ...calendar }: IncompleteCalendar): Calendar {
  return { ...calendar, week, days: days.map(({ windows = [], ...day }) => ({ ...day, windows })) };
}

/** The entity with all its fields. */
export function completed(entity: Entity): Entity {
  switch (entity.type) {
    case 'park':
      return { type: 'park', value: completedPark(entity.value) };
    case 'staff':
      return { type: 'staff', value: completedStaff(entity.value) };
    default:
      return entity;
  }
}
