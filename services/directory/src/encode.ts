import { directory, enumOf } from '@parkline/proto';
import type { Calendar } from './domain/calendar';
import type { Entity, Park, Staff, Unit } from './domain/entities';

/** A park as the contracts have it. */
export function encodePark(park: Park): directory.Park {
  return directory.Park.create({ ...park, type: enumOf(directory.ParkType, park.type) });
}

/** A unit as the contracts have it. */
export function encodeUnit(unit: Unit): directory.Unit {
  return directory.Unit.create({ ...unit, function: enumOf(directory.UnitFunction, unit.function) });
}

/** A person as the contracts have it. */
export function encodeStaff(staff: Staff): directory.Staff {
  return directory.Staff.create(staff);
}

/** A calendar as the contracts have it. */
export function encodeCalendar(calendar: Calendar): directory.Calendar {
  return directory.Calendar.create(calendar);
}

/** An entity as its event carries it. */
export function encodeEntity(entity: Entity): NonNullable<directory.DirectoryEvent['entity']> {
  switch (entity.type) {
    case 'group':
      return { $case: 'group', value: directory.Group.create(entity.value) };
    case 'region':
      return { $case: 'region', value: directory.Region.create(entity.value) };
    case 'park':
      return { $case: 'park', value: encodePark(entity.value) };
    case 'unit':
      return { $case: 'unit', value: encodeUnit(entity.value) };
    case 'staff':
      return { $case: 'staff', value: encodeStaff(entity.value) };
    case 'calendar':
      return { $case: 'calendar', value: encodeCalendar(entity.value) };
  }
}
