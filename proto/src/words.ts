/** The domain's word for a value of a protobuf string enum: `IN_PROGRESS` is `in_progress`. */
export type Word<E extends string> = Exclude<Lowercase<`${E}`>, 'unspecified' | 'unrecognized'>;

/**
 * Turns an enum value into its word. `UNSPECIFIED` and `UNRECOGNIZED` have none: `undefined`.
 */
export function word<E extends string>(value: E): Word<E> | undefined {
  if (value === 'UNSPECIFIED' || value === 'UNRECOGNIZED') return undefined;
  return value.toLowerCase() as Word<E>;
}

/**
 * Turns a word into the value of the given enum, `UNSPECIFIED` for none.
 * @throws TypeError for a word that the enum does not have: that is a bug of the caller, input is checked before.
 */
export function enumOf<T extends Record<string, string>>(type: T, value: string | undefined): T[keyof T] {
  const key = (value ?? 'unspecified').toUpperCase();
  const found = type[key];
  if (found === undefined) throw new TypeError(`${String(value)} is not a value of this enum`);
  return found as T[keyof T];
}
