import type { EachBatchPayload } from 'kafkajs';

/** Pauses of a consumer, in which events come together for one larger batch. */
export interface Breaks {
  /** As long as the work before it took: short where the machine is at leisure, longer where it has much to do. */
  take(workedMs: number): Promise<void>;
  /** No more breaks, the present ones included. */
  end(): void;
}

/** Work that takes next to nothing for each event is still not to be done for each of them alone. */
const shortestMs = 20;

export function createBreaks(longestMs: number): Breaks {
  const taken = new Set<() => void>();
  let over = false;
  return {
    take: (workedMs) =>
      new Promise((resolve) => {
        if (over) return resolve();
        const end = (): void => {
          clearTimeout(timer);
          taken.delete(end);
          resolve();
        };
        const timer = setTimeout(end, Math.min(Math.max(workedMs, shortestMs), longestMs));
        taken.add(end);
      }),
    end() {
      over = true;
      for (const end of [...taken]) end();
    },
  };
}

/** Whether the log held nothing behind this batch when it was fetched: who is behind takes no breaks. */
export const caughtUp = ({ batch }: EachBatchPayload): boolean => batch.offsetLag() === '0';
