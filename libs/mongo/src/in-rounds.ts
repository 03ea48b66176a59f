/** How many items one round takes at most. */
const MAX_ROUND = 100;

/**
 * Does what many callers ask for in rounds, one round at a time: what comes while one is under way waits for the next,
 * and goes together with all that came meanwhile. A caller alone waits for nobody, and the more there are, the less each
 * of them costs.
 * @param work gives one outcome for each item, in their order, or the promise of one; what it throws goes to all callers
 *   of the round
 */
export function inRounds<I, R>(
  work: (items: readonly I[]) => Promise<readonly (R | Promise<R>)[]>,
): (item: I) => Promise<R> {
  interface Caller {
    item: I;
    resolve: (outcome: R | Promise<R>) => void;
    reject: (error: unknown) => void;
  }
  const waiting: Caller[] = [];
  let running = false;

  const round = async (callers: readonly Caller[]): Promise<void> => {
    try {
      const outcomes = await work(callers.map(({ item }) => item));
      callers.forEach(({ resolve }, at) => resolve(outcomes[at] as R | Promise<R>));
    } catch (error) {
      for (const { reject } of callers) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    // Requests that were read from one connection together come in the same turn.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await round(waiting.splice(0, MAX_ROUND));
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      void run();
    });
}
