import type { Connection, mongo } from 'mongoose';

export type Stored = mongo.Document & { _id: string };

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

export interface LoaderOptions {
  /** The longest that all of the load may take. */
  minutes: number;
  /** The nth document, from 1. */
  cloneOf: (n: number) => Stored;
  /** Documents in one insert: fewer where each has very many index entries, for they are one transaction. */
  atOnce: number;
}

export function createLoader(
  collection: ReturnType<Connection['collection']>,
  { minutes, cloneOf, atOnce }: LoaderOptions,
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
      while (load.count < size) {
        const to = Math.min(size, load.count + atOnce);
        await insert(load.count, to);
        load.count = to;
        load.seconds = before + (performance.now() - startedAt) / 1000;
      }
      process.stdout.write(`${size} loaded after ${load.seconds.toFixed(0)} s\n`);
      return true;
    },
  };
}
