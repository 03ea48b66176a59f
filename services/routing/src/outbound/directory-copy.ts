import { word, type directory } from '@parkline/proto';
import type { ReadCopy } from '@parkline/mongo';
import type { Directory } from '../application/ports';
import { rosterOf, type Park, type Person, type Roster, type Unit } from '../domain/roster';

export type DirectoryEntity = NonNullable<directory.DirectoryEvent['entity']>;

/** The roster that the read copy of the directory gives, put together anew only when the copy has changed. */
export function directoryFrom(copy: Pick<ReadCopy<DirectoryEntity>, 'all' | 'revision'>): Directory {
  let made: { revision: number; roster: Roster } | undefined;
  return {
    roster() {
      if (made?.revision !== copy.revision)
        made = { revision: copy.revision, roster: rosterFrom([...copy.all().values()]) };
      return made.roster;
    },
  };
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
    } else if (entity.$case === 'staff' && entity.value.active) people.push(entity.value);
  }
  return rosterOf({ parks, units, people });
}
