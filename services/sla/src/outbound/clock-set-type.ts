import type { AggregateType } from '@parkline/mongo';
import { sla, topics } from '@parkline/proto';
import { evolve, workDueAt, type ClockEvent, type ClockSet } from '../domain/clock-set';
import { inPresentForm } from '../domain/earlier-form';
import type { RuleBook } from '../domain/rules';
import { eventMessageOf } from '../contract';

/** How clock sets are stored. The rules are needed to know when the timer must look at a set again. */
export function clockSetType(book: RuleBook): AggregateType<ClockSet, ClockEvent> {
  return {
    name: 'clock_sets',
    topic: topics.sla,
    source: 'sla',
    evolve,
    inPresentForm,
    encode: (event, _after, { seq, at }) => ({
      type: event.change.type,
      payload: sla.SlaEvent.encode(eventMessageOf(event, seq, at)).finish(),
    }),
    dueAt: (set) => workDueAt(set, book),
    indexes: [
      { keys: { 'state.groupId': 1, 'state.open': 1, 'state.nextDueAt': 1, _id: 1 } },
      { keys: { 'state.groupId': 1, 'state.parkCode': 1, 'state.open': 1, 'state.nextDueAt': 1, _id: 1 } },
      { keys: { 'state.groupId': 1, 'state.live': 1, _id: 1 } },
      { keys: { 'state.groupId': 1, 'state.parkCode': 1, 'state.live': 1, _id: 1 } },
      { keys: { 'state.provisionalBy': 1 }, sparse: true },
    ],
  };
}
