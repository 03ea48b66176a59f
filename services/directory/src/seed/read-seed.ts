import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalidInput } from '@parkline/errors';
import {
  completedCalendar,
  completedPark,
  completedStaff,
  type IncompleteCalendar,
  type IncompletePark,
  type IncompleteStaff,
} from '../domain/completed';
import type { Seed } from '../domain/seed';

/** A seed as it is written: what is empty for most may be left out. */
type WrittenSeed = Omit<Seed, 'parks' | 'staff' | 'calendars'> & {
  parks: IncompletePark[];
  staff: IncompleteStaff[];
  calendars?: IncompleteCalendar[];
};

/**
 * Reads a seed: `demo` for the demo groups, `none` for nothing, otherwise the path of a file like demo-group.json.
 * @throws InvalidInput if the file cannot be read as JSON with the five lists; `calendars` may be missing
 */
export function readSeed(which: string): Seed {
  if (which === 'none') return { groups: [], regions: [], parks: [], units: [], staff: [], calendars: [] };
  const file = which === 'demo' ? join(__dirname, 'demo-group.json') : which;
  let seed: Partial<WrittenSeed>;
  try {
    seed = JSON.parse(readFileSync(file, 'utf8')) as Partial<WrittenSeed>;
  } catch (cause) {
    throw invalidInput('seed_unreadable', `DIRECTORY_SEED names ${file}, which cannot be read as JSON.`, {
      field: 'DIRECTORY_SEED',
      cause,
    });
  }
  for (const list of ['groups', 'regions', 'parks', 'units', 'staff', 'calendars'] as const) {
    if (!Array.isArray(seed[list] ?? (list === 'calendars' ? [] : undefined))) {
      throw invalidInput('seed_unreadable', `${file} has no list "${list}".`, { field: 'DIRECTORY_SEED' });
    }
  }
  return whole(seed as WrittenSeed);
}

function whole({ parks, staff, calendars = [], ...seed }: WrittenSeed): Seed {
  return {
    ...seed,
    parks: parks.map(completedPark),
    staff: staff.map(completedStaff),
    calendars: calendars.map(completedCalendar),
  };
}
