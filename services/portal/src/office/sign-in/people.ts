import type { DemoPerson } from '../../api/types';
import { ROLES } from '../../common/roles';

/** People by role in the order of ROLES, within a role by park and name. */
export function groupByRole(people: readonly DemoPerson[]): [role: string, members: DemoPerson[]][] {
  const groups = new Map<string, DemoPerson[]>();
  for (const person of people) groups.set(person.role, [...(groups.get(person.role) ?? []), person]);
  const rank = (role: string): number => {
    const index = (ROLES as readonly string[]).indexOf(role);
    return index < 0 ? ROLES.length : index;
  };
  const place = (person: DemoPerson): string => `${person.parkCodes.join(' ')} ${person.unitId ?? ''} ${person.name}`;
  return [...groups.entries()]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([role, members]) => [role, members.sort((a, b) => place(a).localeCompare(place(b), 'zh'))]);
}

/** The members of one role by the parks they see; several parks or all of them are one group of their own. */
export function groupByPark(members: readonly DemoPerson[]): [parkCode: string | undefined, members: DemoPerson[]][] {
  const groups = new Map<string | undefined, DemoPerson[]>();
  for (const person of members) {
    const park = person.parkCodes.length === 1 ? person.parkCodes[0] : undefined;
    groups.set(park, [...(groups.get(park) ?? []), person]);
  }
  return [...groups.entries()];
}

/** Every word typed must occur in a name, the unit, the role or a park code. */
export function matchesSearch(person: DemoPerson, search: string): boolean {
  const text = [
    person.name,
    person.nameEn,
    person.unitName,
    person.unitNameEn,
    person.role,
    person.staffId,
    ...person.parkCodes,
  ]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
