import { UndecodableEvent } from '@parkline/messaging';
import type { ReadCopyItem, ReceivedEvent } from '@parkline/mongo';
import { directory } from '@parkline/proto';

export type DirectoryEntity = NonNullable<directory.DirectoryEvent['entity']>;

/** Takes over what the directory tells, newest first. */
export interface DirectoryCopy {
  apply(items: readonly ReadCopyItem<DirectoryEntity>[]): Promise<void>;
}

/** Keeps casework's copy of the directory up to date: the key of an event names the entity. */
export function keepDirectory({ copy }: { copy: DirectoryCopy }) {
  return async (events: readonly ReceivedEvent[]): Promise<void> => {
    const items = events.flatMap((event) => {
      const { entity } = decoded(event);
      return entity ? [{ key: event.key, seq: event.seq, value: entity }] : [];
    });
    await copy.apply(items);
  };
}

function decoded({ id, payload }: ReceivedEvent): directory.DirectoryEvent {
  try {
    return directory.DirectoryEvent.decode(payload);
  } catch (cause) {
    throw new UndecodableEvent(`${id} is not an event of the directory`, { cause });
  }
}
