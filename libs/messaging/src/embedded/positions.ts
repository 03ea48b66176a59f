import { BACKGROUND, type Store } from '@parkline/mongo';
import type { Logger } from 'pino';

/** A position may be this much older in the store than in memory: after a kill so much is handled again. */
const flushEveryMs = 200;

/** Stands for the log itself: its position is the end of the partition. */
export const END = '#end';

interface StoredPosition {
  _id: string;
  next: number;
}

/** The positions of all groups: in memory, written together a few times a second. */
export interface Positions {
  get(group: string, topic: string, partition: number): number;
  set(group: string, topic: string, partition: number, next: number): void;
  close(): Promise<void>;
}

export const positionId = (group: string, topic: string, partition: number): string => `${topic}|${partition}|${group}`;

export async function createPositions(store: Store, logger: Logger): Promise<Positions> {
  const collection = store.collection<StoredPosition>('positions');
  const positions = new Map<string, number>();
  for await (const { _id, next } of collection.find({})) positions.set(_id, next);
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  const write = async (): Promise<void> => {
    timer = undefined;
    if (changed.size === 0) return;
    const ids = changed;
    changed = new Set();
    const updates = [...ids].map((_id) => ({
      updateOne: { filter: { _id }, update: { $set: { next: positions.get(_id)! } }, upsert: true },
    }));
    try {
      await collection.bulkWrite(updates, { ordered: false, comment: BACKGROUND });
    } catch (error) {
      logger.warn({ err: error }, 'positions not written, trying again');
      for (const id of ids) changed.add(id);
      schedule();
    }
  };

  const flush = (): Promise<void> => (flushing = flushing.then(write));

  const schedule = (): void => {
    timer ??= setTimeout(() => void flush(), flushEveryMs).unref();
  };

  return {
    get: (group, topic, partition) => positions.get(positionId(group, topic, partition)) ?? 0,
    set(group, topic, partition, next) {
      const id = positionId(group, topic, partition);
      positions.set(id, next);
      changed.add(id);
      schedule();
    },
    async close() {
      clearTimeout(timer);
      await flush();
      clearTimeout(timer);
    },
  };
}
