/** Chance from a seed: the same seed gives the same walk on every machine. */
export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** True in so many of a hundred. */
  percent(percent: number): boolean;
  /** One of them; undefined of none. */
  maybeOneOf<T>(list: readonly T[]): T | undefined;
  /** One of them. */
  oneOf<T>(list: readonly [T, ...T[]]): T;
  /** One of them, more often the weightier ones. */
  weighted<T>(list: readonly T[], weightOf: (one: T) => number): T | undefined;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    percent: (percent) => next() * 100 < percent,
    maybeOneOf: (list) => list[below(list.length)],
    oneOf: (list) => list[below(list.length)]!,
    weighted(list, weightOf) {
      let rest = next() * list.reduce((sum, one) => sum + weightOf(one), 0);
      return list.find((one) => (rest -= weightOf(one)) < 0) ?? list.at(-1);
    },
  };
}
