/** How a person would name the day of a moment: what is near by its name, the rest by its date. Local time. */
export type DayName = 'yesterday' | 'today' | 'tomorrow' | 'weekday' | 'date' | 'fullDate';

/** Days between two moments by the local calendar, not by 24 hours: 23:50 to 0:10 is one. */
export function daysBetween(fromMs: number, toMs: number): number {
  const midnight = (ms: number): number => {
    const at = new Date(ms);
    return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  };
  return Math.round((midnight(toMs) - midnight(fromMs)) / 86_400_000);
}

/** A weekday alone is unmistakable for the six days to come only. */
export function dayNameOf(atMs: number, nowMs: number): DayName {
  const days = daysBetween(nowMs, atMs);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (days > 1 && days <= 6) return 'weekday';
  return new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? 'date' : 'fullDate';
}
