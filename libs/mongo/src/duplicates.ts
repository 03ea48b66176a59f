const DUPLICATE_KEY = 11000;

/** Whether a write failed for nothing but values that a unique index already has; the rest of a bulk write was done. */
export function onlyDuplicates(error: unknown): boolean {
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (code !== DUPLICATE_KEY) return false;
  const all = (Array.isArray(writeErrors) ? writeErrors : [writeErrors ?? { code }]) as { code?: unknown }[];
  return all.every((one) => one.code === DUPLICATE_KEY);
}

/** Which of the writes of a bulk, by their places in it, an error of it is about. */
export function duplicatedBy(error: unknown): number[] {
  const { writeErrors = [] } = error as { writeErrors?: { index: number }[] | { index: number } };
  return [writeErrors].flat().map(({ index }) => index);
}
