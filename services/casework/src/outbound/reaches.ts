/** How far a page of a list reached. */
export interface Reach {
  /** ms: where it ended, with a little to spare; without end where the whole list is shorter than a page. */
  until: number;
  /** ms: how far that is from where it began. */
  far: number;
  /** ms: over how much time the last quarter of it spread. */
  step: number;
}

/** What is remembered of one list. */
export interface RememberedReach {
  readonly known?: Reach;
  learn(reach: Reach): void;
}

/** Remembers how far pages reached, of the lists that were asked for last. It is a hint: what it says may be out of date. */
export function createReaches(most = 2_000): { of(list: unknown): RememberedReach } {
  const reaches = new Map<string, Reach>();
  return {
    of(list) {
      const name = JSON.stringify(list);
      return {
        known: reaches.get(name),
        learn(reach) {
          reaches.delete(name);
          reaches.set(name, reach);
          const [eldest] = reaches.keys();
          if (reaches.size > most && eldest !== undefined) reaches.delete(eldest);
        },
      };
    },
  };
}
