import type { Absence, Staff } from './entities';

/** Who asks. */
export interface Asker {
  id: string;
  role: string;
  unitId: string;
  groupId: string;
  parks: 'all' | readonly string[];
}

/** Why something is refused, for a person who can act on it. */
export interface Fault {
  code: string;
  field: string;
  message: string;
}

const dayMs = 24 * 60 * 60_000;
/** Longer than a leave for a child, shorter than a slip of the year. */
const longestDays = 400;
/** Past absences are kept for so long: who stood in is asked for while their cases are open. */
const keptDays = 90;
const most = 50;

/** Himself, his team lead, the manager of his park, and headquarters. */
export function maySetAbsence(asker: Asker, person: Staff): boolean {
  if (asker.groupId !== person.groupId) return false;
  if (asker.id === person.id) return true;
  switch (asker.role) {
    case 'hq-officer':
    case 'hq-admin':
      return true;
    case 'park-manager':
      return !person.allParks && person.parkCodes.length === 1 && sees(asker.parks, person.parkCodes);
    case 'team-lead':
      return asker.unitId === person.unitId && person.role !== 'team-lead';
    default:
      return false;
  }
}

/** Why this absence cannot be; `undefined` where it can. Who is away already stands in for nobody. */
export function faultOfAbsence(
  person: Staff,
  absence: Absence,
  deputy: Staff | undefined,
  now: Date,
): Fault | undefined {
  const { from, until } = absence;
  if (until <= from) return { code: 'absence_reversed', field: 'until', message: 'An absence ends after it begins.' };
  if (until <= now)
    return { code: 'absence_past', field: 'until', message: 'An absence that is over changes nothing.' };
  if (until.getTime() - from.getTime() > longestDays * dayMs) {
    return { code: 'absence_too_long', field: 'until', message: `An absence lasts at most ${longestDays} days.` };
  }
  if (person.absences.filter((known) => known.until > now).length >= most) {
    return { code: 'too_many_absences', field: 'from', message: `Somebody has at most ${most} absences ahead.` };
  }
  if (person.absences.some((known) => overlap(known, absence))) {
    return {
      code: 'absence_overlaps',
      field: 'from',
      message: 'There is an absence in this time already; end it first.',
    };
  }
  return faultOfDeputy(person, absence, deputy);
}

function faultOfDeputy(person: Staff, absence: Absence, deputy: Staff | undefined): Fault | undefined {
  const field = 'deputyId';
  if (!deputy?.active || deputy.groupId !== person.groupId) {
    return { code: 'deputy_unknown', field, message: 'There is no such deputy in the group.' };
  }
  if (deputy.id === person.id) {
    return { code: 'deputy_is_absent_person', field, message: 'Nobody is his own deputy.' };
  }
  if (!deputy.allParks && (person.allParks || !sees(deputy.parkCodes, person.parkCodes))) {
    return { code: 'deputy_out_of_scope', field, message: 'The deputy may not see all parks of who is away.' };
  }
  if (deputy.absences.some((known) => overlap(known, absence))) {
    return { code: 'deputy_absent', field, message: 'The deputy is away himself in this time.' };
  }
  return undefined;
}

/** The person with one absence more; those long past are dropped. */
export function withAbsence(person: Staff, absence: Absence, now: Date): Staff {
  const kept = person.absences.filter(({ until }) => now.getTime() - until.getTime() < keptDays * dayMs);
  const absences = [...kept, absence].sort((a, b) => a.from.getTime() - b.from.getTime());
  return { ...person, absences };
}

/** The person back at `at`: the absence that contains it ends there, or never was. `undefined` where none contains it. */
export function backAt(person: Staff, at: Date): Staff | undefined {
  const current = person.absences.find(({ from, until }) => from <= at && at < until);
  if (!current) return undefined;
  const absences = person.absences.flatMap((known) => {
    if (known !== current) return [known];
    return known.from.getTime() === at.getTime() ? [] : [{ ...known, until: at }];
  });
  return { ...person, absences };
}

function overlap(a: Absence, b: Absence): boolean {
  return a.from < b.until && b.from < a.until;
}

function sees(parks: 'all' | readonly string[], codes: readonly string[]): boolean {
  return parks === 'all' || codes.every((code) => parks.includes(code));
}
