import type { ReceivedEvent } from '@parkline/messaging';
import type { Asked, CaseFacts } from '../domain/clock-set';
import { followAsked } from '../domain/fire-steps';
import type { RuleBook } from '../domain/rules';
import type { ClockSets } from './ports';

/** The complainant was asked how it went: in this cycle of this case, at this moment. */
export interface ComplainantAsked {
  facts: Pick<CaseFacts, 'caseId' | 'number' | 'groupId' | 'parkCode'>;
  asked: Asked;
}

/** Stops revisit clocks by what feedback tells; other events of feedback give `undefined`. */
export function stopRevisitClocks(deps: { clockSets: ClockSets; book: RuleBook; clock: () => Date }) {
  const { clockSets, book, clock } = deps;
  return (
    batch: readonly ReceivedEvent[],
    askedOf: (event: ReceivedEvent) => ComplainantAsked | undefined,
  ): Promise<void> =>
    clockSets.consume(batch, {
      at: clock(),
      idOf: (event) => event.key,
      decide: (set, event) => {
        const told = askedOf(event);
        const decision = told && followAsked(set, told.asked, told.facts, book);
        return decision && { events: decision.events, replaceState: decision.before };
      },
    });
}
