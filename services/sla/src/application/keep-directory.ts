import { UndecodableEvent, type ReceivedEvent } from '@parkline/messaging';
import { directory } from '@parkline/proto';

/** What sla needs of the directory. */
export type DirectoryEntity = Extract<
  NonNullable<directory.DirectoryEvent['entity']>,
  { $case: 'park' } | { $case: 'calendar' } | { $case: 'unit' }
>;

/** An entity as an event told of it. */
export interface DirectoryItem {
  key: string;
  seq: number;
  value: DirectoryEntity;
}

/** Takes over what the directory tells, newest first. */
export interface DirectoryCopy {
  /** @throws CalendarUnusable for a calendar that cannot be counted on */
  apply(items: readonly DirectoryItem[]): Promise<void>;
}

/** A calendar that the directory should not have let through. */
export class CalendarUnusable extends Error {}

/** Keys of what sla keeps; most of what the directory tells is of people, and need not be decoded here. */
const KEPT = /^(park|calendar|unit)\//;

/** Keeps sla's copy of the parks, calendars and units up to date: the key of an event names the entity. */
export function keepDirectory({ copy }: { copy: DirectoryCopy }) {
  return async (events: readonly ReceivedEvent[]): Promise<void> => {
    const items = events.flatMap((event): DirectoryItem[] => {
      if (!KEPT.test(event.key)) return [];
      const { entity } = decoded(event);
      return isKept(entity) ? [{ key: event.key, seq: event.seq, value: entity }] : [];
    });
    try {
      if (items.length > 0) await copy.apply(items);
    } catch (cause) {
      if (cause instanceof CalendarUnusable) throw new UndecodableEvent(cause.message, { cause });
      throw cause;
    }
  };
}

function isKept(entity: directory.DirectoryEvent['entity']): entity is DirectoryEntity {
  return entity?.$case === 'park' || entity?.$case === 'calendar' || entity?.$case === 'unit';
}

function decoded({ id, payload }: ReceivedEvent): directory.DirectoryEvent {
  try {
    return directory.DirectoryEvent.decode(payload);
  } catch (cause) {
    throw new UndecodableEvent(`${id} is not an event of the directory`, { cause });
  }
}
