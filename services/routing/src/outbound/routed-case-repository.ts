import type { AggregateType, Repository } from '@parkline/mongo';
import { common, enumOf, routing, topics } from '@parkline/proto';
import { evolve, needOf, observe, type RoutedCase, type TriageDecided } from '../domain/routed-case';
import type { RecentCase, RoutedCases } from '../application/ports';

export const routedCaseAggregate: AggregateType<RoutedCase, TriageDecided> = {
  name: 'cases',
  topic: topics.routing,
  source: 'routing',
  // Each on one field: $in is answered by an index on just that field.
  indexes: [
    { keys: { 'state.loadOf': 1 } },
    { keys: { 'state.complainantRef': 1 } },
    { keys: { 'state.placeKey': 1 } },
  ],
  evolve,
  encode(decision, _after, { id, seq, at }) {
    const { assignment, number, groupId, parkCode, cycle, addsPerson } = decision;
    const { category, severity, urgency, priority, unitId, handlerId, reasons, backstop, flagged } = assignment;
    const value = routing.TriageDecided.create({
      ...{
        caseId: id,
        number,
        groupId,
        parkCode,
        cycle,
        category,
        unitId,
        handlerId,
        reasons,
        backstop,
        flagged,
        addsPerson,
      },
      severity: enumOf(common.Severity, severity),
      urgency: enumOf(common.Urgency, urgency),
      priority: enumOf(common.Priority, priority),
    });
    const event = routing.RoutingEvent.create({ seq, occurredAt: at, change: { $case: 'triageDecided', value } });
    return { type: 'TriageDecided', payload: routing.RoutingEvent.encode(event).finish() };
  },
};

/** Recent cases read for one batch; the rest of a flood of repeats changes nothing more. */
const mostRecent = 500;

/** The cases in the store. */
export function routedCaseRepository(repository: Repository<RoutedCase, TriageDecided>): RoutedCases {
  const { collection } = repository;
  return {
    async takeIn(events, decide, at) {
      const byId = new Map(events.map((event) => [event.id, event]));
      const batch = events.map(({ received }) => received);
      await repository.consume(batch, {
        idOf: ({ id }) => byId.get(id)?.seen.id,
        at,
        decide(state, { id }) {
          const event = byId.get(id);
          if (!event) return undefined;
          const { opened, unlinked = false } = event;
          const need = needOf(state, event.seen, { opened: opened !== undefined, unlinked });
          const replaceState = observe(state, event.seen);
          return { replaceState, events: need ? [decide(need, event, replaceState)] : [] };
        },
      });
    },
    async openLoads(handlerIds) {
      const counts = await collection
        .aggregate<{ _id: string; open: number }>([
          { $match: { 'state.loadOf': { $in: [...handlerIds] } } },
          { $group: { _id: '$state.loadOf', open: { $sum: 1 } } },
        ])
        .toArray();
      return new Map(counts.map(({ _id, open }) => [_id, open]));
    },
    async recent({ complainantRefs, placeKeys, since }) {
      const found = new Map<string, RecentCase>();
      const read = async (path: string, values: string[]): Promise<void> => {
        if (values.length === 0) return;
        const cursor = collection
          .find({ [path]: { $in: values } })
          .project<{ _id: string; state: RoutedCase }>({
            'state.complainantRef': 1,
            'state.placeKey': 1,
            'state.category': 1,
            'state.receivedAt': 1,
          })
          .limit(mostRecent);
        for await (const { _id, state } of cursor) if (state.receivedAt >= since) found.set(_id, { id: _id, ...state });
      };
      await read('state.complainantRef', complainantRefs);
      await read('state.placeKey', placeKeys);
      return [...found.values()];
    },
  };
}
