import type { Clock } from '../api/types';

/** The running clock whose deadline comes first. */
export function nextClock(clocks: readonly Clock[] | undefined): Clock | undefined {
  let next: Clock | undefined;
  for (const clock of clocks ?? []) {
    if (clock.status !== 'running' || !clock.dueAt) continue;
    if (!next?.dueAt || Date.parse(clock.dueAt) < Date.parse(next.dueAt)) next = clock;
  }
  return next;
}
