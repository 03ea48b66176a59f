import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rosterOf, type Park, type Person, type Roster, type Unit } from '../src/domain/roster';

interface Seed {
  parks: Park[];
  units: Unit[];
  staff: (Person & { active: boolean })[];
}

/** The demo group as directory has it; read as a file, because services do not import each other. */
export function demoSeed(): Seed {
  return JSON.parse(readFileSync(join(__dirname, '../../directory/src/seed/demo-group.json'), 'utf8')) as Seed;
}

export function demoRoster(): Roster {
  const { parks, units, staff } = demoSeed();
  return rosterOf({ parks, units, people: staff.filter(({ active }) => active) });
}
