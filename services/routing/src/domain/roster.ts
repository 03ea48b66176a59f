import type { UnitFunction } from './words';

export interface Park {
  code: string;
  groupId: string;
  backstopUnitId: string;
}

export interface Unit {
  id: string;
  groupId: string;
  /** Empty for units of the group or of a region. */
  parkCode: string;
  name: string;
  function: UnitFunction;
  contractSkills: readonly string[];
}

export interface Person {
  id: string;
  groupId: string;
  name: string;
  role: string;
  unitId: string;
  skills: readonly string[];
  /** Times in which the person is away. */
  absences?: readonly { from: Date; until: Date }[];
}

/** Who can work on what, as far as the directory has told. */
export interface Roster {
  park(code: string): Park | undefined;
  unit(id: string): Unit | undefined;
  unitsOf(parkCode: string): readonly Unit[];
  /** Active people of a unit, by id. */
  peopleOf(unitId: string): readonly Person[];
  /** The dispatch desk of a group, and its hotline: the last resort. */
  deskOf(groupId: string): readonly Unit[];
  /** Active people of a group, by id. */
  peopleOfGroup(groupId: string): readonly Person[];
}

/** Puts a roster together. Only active people belong in it. */
export function rosterOf(parts: { parks: readonly Park[]; units: readonly Unit[]; people: readonly Person[] }): Roster {
  const parks = new Map(parts.parks.map((park) => [park.code, park]));
  const sorted = [...parts.units].sort((a, b) => (a.id < b.id ? -1 : 1));
  const units = new Map(sorted.map((unit) => [unit.id, unit]));
  const people = [...parts.people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byPark = groupBy(sorted, ({ parkCode }) => parkCode);
  const byUnit = groupBy(people, ({ unitId }) => unitId);
  const byGroup = groupBy(people, ({ groupId }) => groupId);
  const desks = groupBy(
    [
      ...sorted.filter((unit) => unit.function === 'dispatch_desk'),
      ...sorted.filter((unit) => unit.function === 'hotline'),
    ],
    ({ groupId }) => groupId,
  );
  return {
    park: (code) => parks.get(code),
    unit: (id) => units.get(id),
    unitsOf: (parkCode) => byPark.get(parkCode) ?? [],
    peopleOf: (unitId) => byUnit.get(unitId) ?? [],
    deskOf: (groupId) => desks.get(groupId) ?? [],
    peopleOfGroup: (groupId) => byGroup.get(groupId) ?? [],
  };
}

/**
 * The roster as it is at one moment: without who is away, and without those whom a complaint is about.
 * @param accusedIds staff who must not handle the case
 */
export function rosterAt(roster: Roster, at: Date, accusedIds: readonly string[] = []): Roster {
  const there = ({ id, absences = [] }: Person): boolean =>
    !accusedIds.includes(id) && !absences.some(({ from, until }) => from <= at && at < until);
  return {
    ...roster,
    peopleOf: (unitId) => roster.peopleOf(unitId).filter(there),
    peopleOfGroup: (groupId) => roster.peopleOfGroup(groupId).filter(there),
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
