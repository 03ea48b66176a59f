import type { ReceivedEvent } from '@parkline/messaging';
import type { CaseSnapshot } from '../domain/case-snapshot';
import type { ClockSet } from '../domain/clock-set';
import { followCase } from '../domain/follow-case';
import type { RuleBook } from '../domain/rules';
import type { ClockSets } from './ports';

/** Keeps the clocks in step with the cases: starts, pauses, moves and stops them by the state that each event carries. */
export function followCases(deps: { clockSets: ClockSets; book: RuleBook; clock: () => Date }) {
  const { clockSets, book, clock } = deps;
  return (batch: readonly ReceivedEvent[], snapshotOf: (event: ReceivedEvent) => CaseSnapshot): Promise<void> =>
    clockSets.consume(batch, {
      at: clock(),
      idOf: (event) => event.key,
      decide: (set: ClockSet | undefined, event) => {
        const { events, after } = followCase(set, snapshotOf(event), book);
        // Before its first dispatch there is nothing to keep of a case, but what was linked to it.
        if (!set && after.clocks.length === 0 && after.linked.length === 0) return undefined;
        return { events, replaceState: after };
      },
    });
}
