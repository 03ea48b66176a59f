/**
 * Waits until the condition gives something other than `undefined` or `false`, and returns it.
 * What the condition throws counts as "not yet" and is shown if the time runs out. The time is long enough for a slow
 * machine: it costs nothing where the condition holds.
 */
export async function waitFor<T>(
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  options: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<T> {
  const { timeoutMs = 60_000, everyMs = 25, what = 'the condition' } = options;
  const end = Date.now() + timeoutMs;
  for (;;) {
    let thrown: unknown;
    try {
      const value = await condition();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      thrown = error;
    }
    if (Date.now() >= end) {
      throw new Error(
        `Waited ${timeoutMs} ms in vain for ${what}.`,
        thrown === undefined ? undefined : { cause: thrown },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
