/** A percentile of numbers; NaN of none. @param share 0.99 for p99 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
