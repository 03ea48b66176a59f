import type { Clock, Interval } from '../api/types';

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
export function toneOf(clock: Pick<Clock, 'status' | 'breached'>, percent = 0): ClockTone {
  if (clock.status === 'cancelled') return 'idle';
  if (clock.breached || (clock.status === 'running' && percent >= 100)) return 'late';
  if (clock.status === 'paused') return 'idle';
  if (clock.status === 'stopped') return 'good';
  return percent >= 75 ? 'near' : 'good';
}
