import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalidInput } from '@parkline/errors';
import type { Seed } from '../domain/seed';

/**
 * Reads a seed: `demo` for the demo groups, `none` for nothing, otherwise the path of a file like demo-group.json.
 * @throws InvalidInput if the file cannot be read as JSON with the five lists
 */
export function readSeed(which: string): Seed {
  if (which === 'none') return { groups: [], regions: [], parks: [], units: [], staff: [] };
  const file = which === 'demo' ? join(__dirname, 'demo-group.json') : which;
  let seed: Partial<Seed>;
  try {
    seed = JSON.parse(readFileSync(file, 'utf8')) as Partial<Seed>;
  } catch (cause) {
    throw invalidInput('seed_unreadable', `DIRECTORY_SEED names ${file}, which cannot be read as JSON.`, {
      field: 'DIRECTORY_SEED',
      cause,
    });
  }
  for (const list of ['groups', 'regions', 'parks', 'units', 'staff'] as const) {
    if (!Array.isArray(seed[list])) {
      throw invalidInput('seed_unreadable', `${file} has no list "${list}".`, { field: 'DIRECTORY_SEED' });
    }
  }
  return seed as Seed;
}
