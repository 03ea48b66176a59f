import { earlierOf, type ClockRecord, type Interval } from './clock';
import type { Rules } from './rules';
import { advance, between } from './working-time';

/** The pauses of a clock as far as they count, by their beginning. */
export interface CountedPauses {
  readonly pauses: readonly Interval[];
  /** The wait that lasts, and when the pause allowance of the cycle will be used up by it. */
  readonly openWait?: { readonly from: Date; readonly spentAt: Date };
}

/**
 * Waits count together no longer than the pause allowance; suspensions are approved, so they count in full (domain.md,
 * Pause).
 */
export function countedPauses({ waits, suspensions }: Raw, rules: Rules): CountedPauses {
  const { calendar, pauseAllowance } = rules;
  const counted: Interval[] = [];
  let openWait: CountedPauses['openWait'];
  let left = pauseAllowance.ms;
  for (const wait of waits) {
    if (left <= 0) break;
    const spentAt = advance(calendar, wait.from, { ms: left, unit: pauseAllowance.unit });
    if (!wait.to) {
      counted.push({ from: wait.from });
      openWait = { from: wait.from, spentAt };
      break;
    }
    counted.push({ from: wait.from, to: earlierOf(wait.to, spentAt) });
    left -= between(calendar, wait.from, wait.to, pauseAllowance.unit);
  }
  const pauses = [...counted, ...suspensions].sort((a, b) => +a.from - +b.from);
  return openWait ? { pauses, openWait } : { pauses };
}

type Raw = Pick<ClockRecord, 'waits' | 'suspensions'>;

/** The pauses as they were at a moment, that which lasted then ended by it. */
export function cutAt({ pauses, openWait }: CountedPauses, at: Date): Interval[] {
  return pauses.flatMap((pause) => {
    if (pause.from >= at) return [];
    const isOpenWait = openWait && !pause.to && +pause.from === +openWait.from;
    const to = pause.to ?? (isOpenWait ? openWait.spentAt : at);
    return [{ from: pause.from, to: earlierOf(to, at) }];
  });
}

/** Whether two lists of times are the same. */
export function sameIntervals(a: readonly Interval[], b: readonly Interval[]): boolean {
  const ends = (list: readonly Interval[]): string => list.map(({ from, to }) => `${+from}-${to ? +to : ''}`).join();
  return ends(a) === ends(b);
}
