/**
 * Works on many items at once, at most `limit` at a time; those of one key one after another, in their order.
 * The first failure is thrown once everything under way has ended, and nothing new is begun after it.
 */
export async function inOrderPerKey<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const same = byKey.get(keyOf(item));
    if (same) same.push(item);
    else byKey.set(keyOf(item), [item]);
  }
  const queue = [...byKey.values()];
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let own = queue.shift(); own && failures.length === 0; own = queue.shift()) {
      try {
        for (const item of own) await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, queue.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
