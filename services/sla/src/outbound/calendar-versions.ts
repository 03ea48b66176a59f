import { BACKGROUND, CHANGES, createSharedChanges, type Store } from '@parkline/mongo';
import type { directory } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import { packCalendar, unpackCalendar, type StoredCalendar } from './packed-calendar';

/**
 * Every version of every calendar. None is ever dropped from the store: a clock that ended years ago still tells by its
 * version how much it had used, and a replica that is behind may begin a clock by a version that the others have left.
 * In memory they are packed to a few per cent of their size, so that a group may change its calendars as often as it
 * likes; whoever counts on one unpacks it.
 */
export interface CalendarVersions {
  /** Keeps versions that are new; one that is known never changes. */
  add(calendars: readonly directory.Calendar[]): Promise<void>;
  get(id: string, version: number): directory.Calendar | undefined;
  /** Loads them and follows what other replicas add. */
  start(): Promise<void>;
  stop(): void;
}

interface VersionDocument {
  _id: string;
  seq: number;
  value?: StoredCalendar;
}

const name = 'calendar_versions';
const PAGE = 200;

/** `refreshMs`: how often to look for versions that other replicas added, in milliseconds. */
export function createCalendarVersions(
  store: Store,
  { logger, refreshMs = 2_000 }: { logger: Logger; refreshMs?: number },
): CalendarVersions {
  const collection = store.collection<VersionDocument>(name);
  const packed = new Map<string, Uint8Array>();

  const load = async (ids: readonly string[]): Promise<void> => {
    const docs = collection.find({ _id: { $in: [...ids] } }, { comment: BACKGROUND });
    for await (const { _id, value } of docs) if (value) packed.set(_id, packCalendar(value));
  };

  /** A version never changes: only those that are new are read. */
  const reload = async (): Promise<void> => {
    const ids: string[] = [];
    for await (const { _id } of collection.find({}, { projection: { _id: 1 }, comment: BACKGROUND })) {
      if (_id !== CHANGES && !packed.has(_id)) ids.push(_id);
    }
    for (let from = 0; from < ids.length; from += PAGE) await load(ids.slice(from, from + PAGE));
  };

  const changes = createSharedChanges(store, {
    ...{ name, refreshMs, reload },
    failed: (error) => logger.warn({ err: error }, 'calendar versions not refreshed'),
  });

  return {
    async add(calendars) {
      const unknown = calendars.filter(({ id, version }) => !packed.has(keyOf(id, version)));
      if (unknown.length === 0) return;
      for (const value of unknown) {
        const _id = keyOf(value.id, value.version);
        await collection.updateOne({ _id }, { $setOnInsert: { seq: 1, value } }, { upsert: true });
      }
      await changes.tell();
      // As the store has it: of two that told of one version the first counts, for all replicas.
      await load(unknown.map(({ id, version }) => keyOf(id, version)));
    },
    get: (id, version) => {
      const found = packed.get(keyOf(id, version));
      return found && unpackCalendar(found);
    },
    start: () => changes.start(),
    stop: () => changes.stop(),
  };
}

function keyOf(id: string, version: number): string {
  return `${id}/${version}`;
}
