/** Starts pieces of work at an even pace, whether or not the earlier ones have ended, and waits for all of them. */
export async function openLoop<T>(
  work: () => Promise<T>,
  options: { perSecond: number; seconds: number; warmupSeconds: number },
): Promise<{ results: T[]; startedPerSecond: number }> {
  const { perSecond, seconds, warmupSeconds } = options;
  const from = performance.now();
  const measuredFrom = from + warmupSeconds * 1000;
  const until = measuredFrom + seconds * 1000;
  const all: Promise<T>[] = [];
  const measured: Promise<T>[] = [];
  let planned = 0;
  for (let now = from; now < until; now = performance.now()) {
    // What a late timer has missed is made up for at once.
    for (; from + (planned * 1000) / perSecond <= now; planned += 1) {
      const piece = work();
      piece.catch(() => undefined); // looked at below, with all the others
      all.push(piece);
      if (now >= measuredFrom) measured.push(piece);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(all);
  return { results: await Promise.all(measured), startedPerSecond: measured.length / seconds };
}
