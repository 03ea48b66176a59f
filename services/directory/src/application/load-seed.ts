import { invalidInput } from '@parkline/errors';
import { entitiesOf, faultsOf, type Seed } from '../domain/seed';
import { faultsOfCalendar } from './check-calendar';
import type { Entities } from './entities';

/**
 * Adds what the seed has and the directory has not; what is there stays as it is. So a start that was cut short is
 * completed by the next one, and two replicas may do it at once.
 * @throws InvalidInput naming what is wrong with the seed
 */
export const loadSeed =
  (entities: Entities) =>
  async (seed: Seed, at: Date): Promise<number> => {
    const faults = [
      ...faultsOf(seed),
      ...seed.calendars.flatMap((calendar) =>
        faultsOfCalendar(calendar).map(({ field, message }) => `Calendar ${calendar.id}: ${field} ${message}.`),
      ),
    ];
    if (faults.length > 0) {
      throw invalidInput('seed_invalid', `The seed of the directory is wrong: ${faults.slice(0, 5).join(' ')}`, {
        field: 'DIRECTORY_SEED',
      });
    }
    return entities.addMissing(entitiesOf(seed), at);
  };
