import type { Clock, Interval } from '../api/types';

/** How much of a clock's allowance is used, in percent; may exceed 100. Unknown while the deadline is unset (paused). */
export function percentUsed(clock: Clock, nowMs: number): number | undefined {
  if (!clock.dueAt) return undefined;
  const startedAt = Date.parse(clock.startedAt);
  const dueAt = Date.parse(clock.dueAt);
  const until = clock.stoppedAt ? Date.parse(clock.stoppedAt) : nowMs;
  const pauses = clock.pauses ?? [];
  const allowance = dueAt - startedAt - pausedWithin(pauses, startedAt, dueAt);
  if (allowance <= 0) return undefined;
  const used = until - startedAt - pausedWithin(pauses, startedAt, until);
  return Math.max(0, Math.round((used / allowance) * 100));
}

/** Milliseconds of pauses between two moments; an open pause lasts until the end of the range. */
export function pausedWithin(pauses: readonly Interval[], fromMs: number, toMs: number): number {
  let total = 0;
  for (const pause of pauses) {
    const from = Math.max(Date.parse(pause.from), fromMs);
    const to = Math.min(pause.to ? Date.parse(pause.to) : toMs, toMs);
    if (to > from) total += to - from;
  }
  return total;
}

export type ClockTone = 'good' | 'near' | 'late' | 'idle';

/** Near from the first warning rung that a team lead would act on (75 %), late from 100 %. */
export function toneOf(clock: Clock, nowMs: number): ClockTone {
  if (clock.status === 'cancelled') return 'idle';
  const percent = percentUsed(clock, nowMs) ?? 0;
  if (clock.breached || (clock.status === 'running' && percent >= 100)) return 'late';
  if (clock.status === 'paused') return 'idle';
  if (clock.status === 'stopped') return 'good';
  return percent >= 75 ? 'near' : 'good';
}
