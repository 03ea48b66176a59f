/** Days from 1970-01-01 to a local date like 2026-02-14, or undefined if it is none of 1970 to 2199. */
export function dayNumberOf(date: string): number | undefined {
  if (!/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\d$/.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // 30 February is read as 2 March.
  return !Number.isNaN(ms) && dateOf(ms / dayMs) === date ? ms / dayMs : undefined;
}

/** The local date with this number. */
export function dateOf(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. Day 0 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

const dayMs = 24 * 60 * 60_000;
