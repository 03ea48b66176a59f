/**
 * Logarithmic bins for durations: the bins of a DDSketch with a logarithmic mapping. A bin is a plain counter, so
 * what was added can be taken away again, and the bins of parks and days can be added up.
 */
export const relativeAccuracy = 0.01;

const gamma = (1 + relativeAccuracy) / (1 - relativeAccuracy);
const logGamma = Math.log1p((2 * relativeAccuracy) / (1 - relativeAccuracy));

/** The bin of a duration in milliseconds. Durations below 1 ms, also negative ones of a clock set back, count as 1 ms. */
export function binOf(durationMs: number): number {
  return Math.ceil(Math.log(Math.max(durationMs, 1)) / logGamma);
}

/** The duration in milliseconds that stands for a bin: never off by more than the relative accuracy. */
export function durationOf(bin: number): number {
  return (Math.exp(bin * logGamma) * 2) / (1 + gamma);
}

/**
 * The duration at a quantile, in milliseconds, by nearest rank: the least one that at least this share of all does not
 * exceed. So nine of ten are never above the P90, however few there are.
 * @returns `undefined` when the bins are empty
 */
export function quantileOf(bins: ReadonlyMap<number, number>, quantile: number): number | undefined {
  const filled = [...bins].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = filled.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  // The product may be above a whole number by rounding alone: 0.07 × 100 is.
  const rank = Math.ceil(quantile * total - 1e-9);
  let passed = 0;
  for (const [bin, count] of filled) {
    passed += count;
    if (passed >= rank) return durationOf(bin);
  }
  return undefined;
}
