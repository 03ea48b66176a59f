import { word, type directory } from '@parkline/proto';
import type { ReadCopy } from '@parkline/mongo';
import type { Directory } from '../application/ports';
import { rosterOf, type Park, type Person, type Roster, type Unit } from '../domain/roster';

export type DirectoryEntity = NonNullable<directory.DirectoryEvent['entity']>;

/** How long nothing new must have come before a copy that began empty counts as complete. */
const quietMs = 1_000;

/**
 * The roster that the read copy of the directory gives, put together anew only when the copy has changed. A copy that
 * begins empty is complete once it has been quiet for a while: its parts come in any order, and nothing says which is
 * the last. @param now machine time in ms
 */
export function directoryFrom(
  copy: Pick<ReadCopy<DirectoryEntity>, 'all' | 'revision'>,
  now: () => number = () => performance.now(),
): Directory {
  let made: { revision: number; roster: Roster } | undefined;
  let complete = copy.all().size > 0;
  let changed = { revision: copy.revision, at: now() };
  return {
    roster() {
      if (made?.revision !== copy.revision)
        made = { revision: copy.revision, roster: rosterFrom([...copy.all().values()]) };
      return made.roster;
    },
    complete() {
      if (complete) return true;
      if (changed.revision !== copy.revision) changed = { revision: copy.revision, at: now() };
      complete = copy.all().size > 0 && now() - changed.at >= quietMs;
      return complete;
    },
  };
}

function personOf(staff: directory.Staff): Person {
  const absences = staff.absences.flatMap(({ from, until }) => (from && until ? [{ from, until }] : []));
  return { ...staff, absences };
}

function rosterFrom(entities: readonly DirectoryEntity[]): Roster {
  const parks: Park[] = [];
  const units: Unit[] = [];
  const people: Person[] = [];
  for (const entity of entities) {
    if (entity.$case === 'park') parks.push(entity.value);
    else if (entity.$case === 'unit') {
      const unitFunction = word(entity.value.function);
      if (unitFunction) units.push({ ...entity.value, function: unitFunction });
    } else if (entity.$case === 'staff' && entity.value.active) people.push(personOf(entity.value));
  }
  return rosterOf({ parks, units, people });
}
