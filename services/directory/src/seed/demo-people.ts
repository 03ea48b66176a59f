import type { Role } from '../domain/entities';
import { readSeed } from './read-seed';

/** A person of the demo data, as a development token needs it. */
export interface DemoPerson {
  staffId: string;
  name: string;
  nameEn: string;
  role: Role;
  unitId: string;
  groupId: string;
  parks: 'all' | string[];
  skills: string[];
}

/** Everybody of the demo seed, in the order of the file. */
export function demoPeople(): DemoPerson[] {
  return readSeed('demo').staff.map(({ id, name, nameEn, role, unitId, groupId, allParks, parkCodes, skills }) => ({
    staffId: id,
    name,
    nameEn,
    role,
    unitId,
    groupId,
    parks: allParks ? 'all' : parkCodes,
    skills,
  }));
}

/**
 * Always the same demo person for a role: the first of the file that has it and, if a park is given, may see that park.
 * Without a park, one of the group `demo`.
 */
export function demoPerson(role: string, park?: string): DemoPerson | undefined {
  const groupId = park === undefined ? 'demo' : readSeed('demo').parks.find(({ code }) => code === park)?.groupId;
  return demoPeople().find(
    (person) =>
      person.role === role &&
      person.groupId === groupId &&
      (park === undefined || person.parks === 'all' || person.parks.includes(park)),
  );
}

/** The roles that the demo people have, in the order of the file. */
export function demoRoles(): string[] {
  return [...new Set(demoPeople().map(({ role }) => role))];
}
