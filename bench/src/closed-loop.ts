import { percentile } from './figures';

export interface LoopResult {
  perSecond: number;
  count: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

export interface LoopOptions {
  atOnce: number;
  warmupSeconds: number;
  seconds: number;
  /** Called when the measured time begins and when it ends. */
  measured: { begin(): void | Promise<void>; end(): void | Promise<void> };
}

/** Keeps so many pieces of work going, each followed by the next, and counts those that end in the measured time. */
export async function closedLoop(work: (worker: number) => Promise<void>, options: LoopOptions): Promise<LoopResult> {
  const { atOnce, warmupSeconds, seconds, measured } = options;
  const times: number[] = [];
  let state: 'warming up' | 'measuring' | 'over' = 'warming up';
  const workers = Array.from({ length: atOnce }, async (_, worker) => {
    while (state !== 'over') {
      const startedAt = performance.now();
      await work(worker);
      if (state === 'measuring') times.push(performance.now() - startedAt);
    }
  });
  const all = Promise.all(workers);
  const failed = all.then(() => new Promise<never>(() => undefined)); // only a failure ends the waiting early
  const wait = (ms: number): Promise<void> =>
    Promise.race([new Promise<void>((resolve) => setTimeout(resolve, ms)), failed]);
  process.stdout.write(`warming up for ${warmupSeconds} s, measuring for ${seconds} s\n`);
  await wait(warmupSeconds * 1000);
  await measured.begin();
  const from = performance.now();
  state = 'measuring';
  await wait(seconds * 1000);
  state = 'over';
  const elapsed = (performance.now() - from) / 1000;
  const count = times.length;
  await measured.end();
  await all;
  return {
    perSecond: count / elapsed,
    count,
    seconds: elapsed,
    p50Ms: percentile(times.slice(0, count), 0.5),
    p99Ms: percentile(times.slice(0, count), 0.99),
  };
}
