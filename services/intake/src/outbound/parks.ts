import type { ReadCopy } from '@parkline/mongo';
import type { directory } from '@parkline/proto';
import type { Parks } from '../application/ports';

export type DirectoryEntity = NonNullable<directory.DirectoryEvent['entity']>;

/** The parks of the directory's read copy. */
export function createParks(copy: ReadCopy<DirectoryEntity>): Parks {
  return {
    get(code) {
      const entity = copy.get(`park/${code}`);
      if (entity?.$case !== 'park') return undefined;
      const { groupId, timeZone } = entity.value;
      return { code, groupId, timeZone };
    },
    known: () => copy.all().size > 0,
  };
}
