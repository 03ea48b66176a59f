import type { EachBatchPayload } from 'kafkajs';
import type { Pace } from '../event';

/** Pauses of a consumer, in which events come together for one larger batch. */
export interface Breaks {
  /** By how long the work before it took: short where the machine is at leisure, longer where it has much to do. */
  take(workedMs: number): Promise<void>;
  /** No more breaks, the present ones included. */
  end(): void;
}

/**
 * A break lasts so many times as long as the work before it, within limits. Work that takes next to nothing for each
 * event is still not to be done for each of them alone.
 */
const lengths: Readonly<Record<Pace, { times: number; shortestMs: number; longestMs: number }>> = {
  prompt: { times: 0.5, shortestMs: 5, longestMs: 50 },
  steady: { times: 1, shortestMs: 20, longestMs: 250 },
  leisurely: { times: 2, shortestMs: 100, longestMs: 500 },
};

export function createBreaks(pace: Pace): Breaks {
  const { times, shortestMs, longestMs } = lengths[pace];
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
        const timer = setTimeout(end, Math.min(Math.max(times * workedMs, shortestMs), longestMs));
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
