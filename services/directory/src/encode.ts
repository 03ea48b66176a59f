import { directory, enumOf } from '@parkline/proto';
import type { Entity, Park, Unit } from './domain/entities';

/** A park as the contracts have it. */
export function encodePark(park: Park): directory.Park {
  return directory.Park.create({ ...park, type: enumOf(directory.ParkType, park.type) });
}

/** A unit as the contracts have it. */
export function encodeUnit(unit: Unit): directory.Unit {
  return directory.Unit.create({ ...unit, function: enumOf(directory.UnitFunction, unit.function) });
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
      return { $case: 'staff', value: directory.Staff.create(entity.value) };
  }
}
