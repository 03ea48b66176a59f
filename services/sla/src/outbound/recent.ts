/** What was used last, by key; what was not used for longest is let go. */
export interface Recent<T> {
  get(key: string): T | undefined;
  /** Keeps a value, and of all of them no more than `most`. */
  keep(key: string, value: T, most: number): void;
}

export function createRecent<T>(): Recent<T> {
  /** A Map keeps the order in which its keys came. */
  const values = new Map<string, T>();
  let last: string | undefined;
  const use = (key: string, value: T): void => {
    values.delete(key);
    values.set(key, value);
    last = key;
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined && key !== last) use(key, value);
      return value;
    },
    keep(key, value, most) {
      use(key, value);
      for (const oldest of values.keys()) {
        if (values.size <= most) break;
        values.delete(oldest);
      }
    },
  };
}
