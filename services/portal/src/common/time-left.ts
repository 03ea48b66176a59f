/** A length of time rounded down to the unit a person would say. */
export interface Span {
  unit: 'days' | 'hours' | 'minutes';
  count: number;
}

export interface TimeLeft {
  /** `soon`: less than two hours are left; `now`: less than a minute away on either side. */
  tone: 'calm' | 'soon' | 'now' | 'over';
  span: Span;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SOON_MS = 2 * HOUR_MS;

/** Minutes up to two hours, hours up to two days, then days. */
export function spanOf(lengthMs: number): Span {
  const length = Math.abs(lengthMs);
  if (length < 2 * HOUR_MS) return { unit: 'minutes', count: Math.floor(length / MINUTE_MS) };
  if (length < 2 * DAY_MS) return { unit: 'hours', count: Math.floor(length / HOUR_MS) };
  return { unit: 'days', count: Math.floor(length / DAY_MS) };
}

/** How long until a deadline, or how long past it. */
export function timeLeft(dueAtMs: number, nowMs: number): TimeLeft {
  const left = dueAtMs - nowMs;
  const span = spanOf(left);
  if (Math.abs(left) < MINUTE_MS) return { tone: 'now', span };
  if (left < 0) return { tone: 'over', span };
  return { tone: left < SOON_MS ? 'soon' : 'calm', span };
}
