import type { Case, Staff } from '../../../api/types';
import type { Names } from '../../directory';

type Word = (group: string, code: string) => string;

const active = (names: Names): Staff[] => (names.data?.staff ?? []).filter((person) => person.active !== false);

/** Units of the case's park first, then those of the group and the regions. */
export function unitOptions(names: Names, parkCode: string) {
  const units = names.data?.units ?? [];
  const asOption = (unit: { id: string }) => ({ value: unit.id, label: names.unitName(unit.id) });
  const groups = [
    { label: names.parkName(parkCode), options: units.filter((unit) => unit.parkCode === parkCode).map(asOption) },
    { label: names.data?.group?.name ?? '', options: units.filter((unit) => !unit.parkCode).map(asOption) },
  ];
  return groups.filter((group) => group.options.length > 0);
}

/** Somebody of a unit. */
export function memberOptions(names: Names, unitId: string | undefined, word: Word) {
  return active(names)
    .filter((person) => person.unitId === unitId)
    .map((person) => ({ value: person.id, label: `${names.staffName(person.id)} · ${word('role', person.role)}` }));
}

/** Who could take the case over within its unit. */
export function colleagueOptions(names: Names, one: Case, word: Word) {
  return memberOptions(names, one.unitId, word).filter(({ value }) => value !== one.handlerId);
}

/** Everybody who works in the park, with the unit. */
export function personOptions(names: Names, parkCode: string, word: Word) {
  return active(names)
    .filter((person) => person.allParks || person.parkCodes.includes(parkCode))
    .map((person) => ({
      value: person.id,
      label: `${names.staffName(person.id)} · ${names.unitName(person.unitId) || word('role', person.role)}`,
    }));
}
