import type { ReceivedEvent } from '@parkline/messaging';
import type { ReadCopy } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import type { DirectoryEntity } from '../outbound/parks';

/** Keeps the read copy of the parks: units and people are of no use here. */
export function keepParks(copy: ReadCopy<DirectoryEntity>) {
  return async (events: ReceivedEvent[]): Promise<void> => {
    const items = events.flatMap(({ key, payload }) => {
      const { seq, entity } = directory.DirectoryEvent.decode(payload);
      return entity?.$case === 'park' ? [{ key, seq, value: entity }] : [];
    });
    if (items.length > 0) await copy.apply(items);
  };
}
