import type { Calendar } from './calendar';
import type { Entity, Group, Park, Region, Staff, Unit } from './entities';

/** What a seed file holds. */
export interface Seed {
  groups: Group[];
  regions: Region[];
  parks: Park[];
  units: Unit[];
  staff: Staff[];
  calendars: Calendar[];
}

/** All entities of a seed, owners before what belongs to them. */
export function entitiesOf(seed: Seed): Entity[] {
  return [
    ...seed.groups.map((value): Entity => ({ type: 'group', value })),
    ...seed.regions.map((value): Entity => ({ type: 'region', value })),
    ...seed.calendars.map((value): Entity => ({ type: 'calendar', value })),
    ...seed.parks.map((value): Entity => ({ type: 'park', value })),
    ...seed.units.map((value): Entity => ({ type: 'unit', value })),
    ...seed.staff.map((value): Entity => ({ type: 'staff', value })),
  ];
}

/**
 * What is wrong with a seed, a sentence each; empty where every reference leads somewhere, ids are unique, and every
 * unit that can get a complaint has somebody in it.
 */
export function faultsOf(seed: Seed): string[] {
  const groups = new Set(seed.groups.map(({ id }) => id));
  const regions = new Set(seed.regions.map(({ id }) => id));
  const parks = new Map(seed.parks.map((park) => [park.code, park]));
  const units = new Map(seed.units.map((unit) => [unit.id, unit]));
  const calendars = new Map(seed.calendars.map((calendar) => [calendar.id, calendar]));
  const manned = new Set(seed.staff.filter(({ active }) => active).map(({ unitId }) => unitId));
  return [
    ...twice(
      'region',
      seed.regions.map(({ id }) => id),
    ),
    ...twice(
      'park',
      seed.parks.map(({ code }) => code),
    ),
    ...twice(
      'unit',
      seed.units.map(({ id }) => id),
    ),
    ...twice(
      'staff',
      seed.staff.map(({ id }) => id),
    ),
    ...twice(
      'calendar',
      seed.calendars.map(({ id }) => id),
    ),
    ...seed.groups
      .filter((group) => !units.has(group.dispatchDeskUnitId) || !units.has(group.hotlineUnitId))
      .map(({ id }) => `Group ${id} names a dispatch desk or hotline that does not exist.`),
    ...seed.parks.flatMap((park) => [
      ...(groups.has(park.groupId) && regions.has(park.regionId)
        ? []
        : [`Park ${park.code} belongs to no known region.`]),
      ...(units.get(park.backstopUnitId)?.parkCode === park.code
        ? []
        : [`Park ${park.code} has no backstop unit of its own.`]),
      ...(park.calendarId === '' || calendars.get(park.calendarId)?.groupId === park.groupId
        ? []
        : [`Park ${park.code} works by a calendar that its group does not have.`]),
    ]),
    ...seed.calendars
      .filter((calendar) => !groups.has(calendar.groupId))
      .map(({ id }) => `Calendar ${id} belongs to no known group.`),
    ...seed.units.flatMap((unit) => [
      ...(unit.parkCode === '' || parks.get(unit.parkCode)?.groupId === unit.groupId
        ? []
        : [`Unit ${unit.id} is in a park that its group does not have.`]),
      ...(manned.has(unit.id) ? [] : [`Nobody works in unit ${unit.id}.`]),
    ]),
    ...seed.staff.flatMap((person) => [
      ...(units.get(person.unitId)?.groupId === person.groupId
        ? []
        : [`${person.id} is in a unit that does not exist.`]),
      ...(person.parkCodes.every((code) => parks.get(code)?.groupId === person.groupId)
        ? []
        : [`${person.id} may see a park that the group does not have.`]),
      ...(person.allParks === (person.parkCodes.length === 0)
        ? []
        : [`${person.id} must have all parks or a list of them.`]),
    ]),
  ];
}

function twice(what: string, ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `There are two of ${what} ${id}.`,
  );
}
