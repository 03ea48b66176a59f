import type { Connection, mongo } from 'mongoose';

export type Stored = mongo.Document & { _id: string };

const atOnce = 1_000;
/** The store is asked for so many inserts at the same time. */
const lanes = 2;

/** The sizes at which something is measured: round ones up to the one asked for. */
export function sizesUpTo(size: number): number[] {
  const round = [1_000, 30_000, 100_000, 300_000, 1_000_000];
  return [...round.filter((one) => one < size), size];
}

export interface Load {
  /** Documents that are in the collection now. */
  count: number;
  /** Seconds spent on loading so far. */
  seconds: number;
}

/** Fills a collection by cloning, in bulk and past the service. */
export interface Loader {
  readonly load: Load;
  /** False if it would take longer than there is time, by the pace of so far: then nothing is loaded. */
  fillTo(size: number): Promise<boolean>;
}

/** @param cloneOf the nth document, from 1 */
export function createLoader(
  collection: ReturnType<Connection['collection']>,
  { minutes, cloneOf }: { minutes: number; cloneOf: (n: number) => Stored },
): Loader {
  const load: Load = { count: 0, seconds: 0 };
  const insert = async (from: number, to: number): Promise<void> => {
    const documents = Array.from({ length: to - from }, (_, index) => cloneOf(from + index + 1));
    await collection.insertMany(documents as unknown as mongo.Document[], { ordered: false });
  };
  return {
    load,
    async fillTo(size) {
      const wanted = load.seconds + ((size - load.count) * load.seconds) / Math.max(1, load.count);
      if (wanted > minutes * 60) {
        process.stdout.write(`${size} would take about ${(wanted / 60).toFixed(0)} min to load: left out\n`);
        return false;
      }
      const startedAt = performance.now();
      const before = load.seconds;
      let next = load.count;
      const lane = async (): Promise<void> => {
        while (next < size) {
          const from = next;
          next = Math.min(size, from + atOnce);
          await insert(from, next);
          load.seconds = before + (performance.now() - startedAt) / 1000;
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      load.count = size;
      process.stdout.write(`${size} loaded after ${load.seconds.toFixed(0)} s\n`);
      return true;
    },
  };
}
