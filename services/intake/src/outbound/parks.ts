import { isParklineError, unavailable } from '@parkline/errors';
import type { GrpcClient } from '@parkline/grpc';
import type { ReadCopy } from '@parkline/mongo';
import type { directory } from '@parkline/proto';
import type { Parks } from '../application/ports';
import type { ParkFacts } from '../domain/register';

export type DirectoryEntity = NonNullable<directory.DirectoryEvent['entity']>;

/** An unknown code is not asked for again within this time: whoever guesses codes is not to load the directory. */
const unknownForMs = 5_000;
const mostUnknown = 1_000;

/**
 * The parks of the directory's read copy. One that is not there yet, because it is new or because this is the first
 * start, is asked for.
 */
export function createParks(
  copy: ReadCopy<DirectoryEntity>,
  client: Pick<GrpcClient<typeof directory.DirectoryServiceService>, 'getPark'>,
): Parks {
  const unknown = new Map<string, number>();
  return {
    async find(code) {
      const entity = copy.get(`park/${code}`);
      if (entity?.$case === 'park') return factsOf(entity.value);
      if ((unknown.get(code) ?? 0) > Date.now()) return undefined;
      try {
        const { park } = await client.getPark({ code }, { deadlineMs: 2_000 });
        return park && factsOf(park);
      } catch (error) {
        if (isParklineError(error, 'NotFound')) {
          if (unknown.size >= mostUnknown) unknown.clear();
          unknown.set(code, Date.now() + unknownForMs);
          return undefined;
        }
        // A directory that is away is no reason to refuse what the copy knows to be wrong.
        if (copy.all().size > 0) return undefined;
        throw unavailable('directory_not_ready', 'The parks are not known yet; try again soon.', { cause: error });
      }
    },
  };
}

function factsOf({ code, groupId, timeZone }: directory.Park): ParkFacts {
  return { code, groupId, timeZone };
}
