import { BACKGROUND, type Store } from './store';

/** The document that counts the changes of all replicas, among the others of its collection. */
export const CHANGES = '#changes';

/** How replicas that write one collection, and keep it in memory, hear of each other's changes. */
export interface SharedChanges {
  /** Tells the other replicas of a change that has been written. */
  tell(): Promise<void>;
  /** Reads what there is and, from then on, what others change. @throws what the first reading throws */
  start(): Promise<void>;
  stop(): void;
}

export interface SharedChangesOptions {
  /** Collection name. */
  name: string;
  /** How often to look whether another replica changed it, in milliseconds. */
  refreshMs: number;
  /** Reads what has changed; called at the start, and whenever the count differs from the last that was read. */
  reload: () => Promise<void>;
  /** Gets what a later look or reading throws; the next look tries again. */
  failed: (error: unknown) => void;
}

export function createSharedChanges(
  store: Store,
  { name, refreshMs, reload, failed }: SharedChangesOptions,
): SharedChanges {
  const collection = store.collection<{ _id: string; seq: number }>(name);
  let seen = -1;
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  const refresh = async (): Promise<void> => {
    const changes = (await collection.findOne({ _id: CHANGES }, { comment: BACKGROUND }))?.seq ?? 0;
    if (changes === seen) return;
    await reload();
    seen = changes;
  };

  const follow = (): void => {
    timer = setTimeout(() => {
      refresh()
        .catch(failed)
        .finally(() => running && follow());
    }, refreshMs);
    timer.unref();
  };

  return {
    async tell() {
      await collection.updateOne({ _id: CHANGES }, { $inc: { seq: 1 } }, { upsert: true });
    },
    async start() {
      await refresh();
      if (running) return;
      running = true;
      follow();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
