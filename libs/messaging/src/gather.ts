/** Does what several callers ask for in one go. */
export interface Gathering<T> {
  /** Resolves when the work was done with this item among others of its kind, and rejects with what it threw. */
  add(kind: string, item: T): Promise<void>;
}

/**
 * Gathers what is asked for in the same turn of the event loop.
 * @param fits whether one more item may join those gathered
 */
export function gather<T>(
  work: (items: readonly T[]) => Promise<void>,
  fits: (gathered: readonly T[], next: T) => boolean = () => true,
): Gathering<T> {
  const open = new Map<string, { items: T[]; done: Promise<void> }>();

  const begin = (kind: string, item: T): Promise<void> => {
    const items = [item];
    const turnEnded = new Promise<void>((resolve) => setImmediate(resolve));
    const done = turnEnded.then(() => {
      if (open.get(kind)?.items === items) open.delete(kind);
      return work(items);
    });
    open.set(kind, { items, done });
    return done;
  };

  return {
    add(kind, item) {
      const gathered = open.get(kind);
      if (!gathered || !fits(gathered.items, item)) return begin(kind, item);
      gathered.items.push(item);
      return gathered.done;
    },
  };
}
