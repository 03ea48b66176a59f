import type { ReceivedEvent } from '@parkline/messaging';
import type { CaseSnapshot } from '../domain/case-snapshot';
import type { ClockSet } from '../domain/clock-set';
import { followCase } from '../domain/follow-case';
import type { Rules } from '../domain/policy';
import type { ClockSets } from './ports';

/** Keeps the clocks in step with the cases: starts, pauses, moves and stops them by the state that each event carries. */
export function followCases(deps: { clockSets: ClockSets; rules: Rules; clock: () => Date }) {
  const { clockSets, rules, clock } = deps;
  return (batch: readonly ReceivedEvent[], snapshotOf: (event: ReceivedEvent) => CaseSnapshot): Promise<void> =>
    clockSets.consume(batch, {
      at: clock(),
      idOf: (event) => event.key,
      decide: (set: ClockSet | undefined, event) => {
        const { events, after } = followCase(set, snapshotOf(event), rules);
        if (events.length > 0) return { events };
        // Before its first dispatch there is nothing to keep of a case.
        if (!set && after.clocks.length === 0) return undefined;
        return { events: [], replaceState: after };
      },
    });
}
