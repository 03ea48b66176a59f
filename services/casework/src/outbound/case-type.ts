import type { AggregateType, IndexSpec } from '@parkline/mongo';
import { casework, common, topics } from '@parkline/proto';
import { snapshotOf } from '../application/case-snapshot';
import { type Actor, type Case, type CaseEvent, complete, entryOf, evolve } from '../domain';
import { listIndexes } from './case-lists';
import { changeOf } from './event-change';
import { listsOf } from './queues';

/** What opens cases: nobody asked for it. */
const itself: Actor = { kind: 'service', id: 'casework' };

/** The case as an aggregate: its journal is the timeline and the audit trail. */
export const caseType: AggregateType<Case, CaseEvent> = {
  name: 'cases',
  topic: topics.case,
  source: 'casework',
  journal: true,
  evolve,
  inPresentForm: complete,
  dueAt: ({ timerAt }) => timerAt,
  encode(event, after, { seq, at, actor = itself }) {
    const who = actor as Actor;
    const payload = casework.CaseEvent.encode({
      seq,
      occurredAt: at,
      actor: common.Actor.create({ kind: who.kind, id: who.id, role: who.kind === 'person' ? who.role : '' }),
      case: snapshotOf(after, seq),
      change: changeOf(event),
    }).finish();
    return { type: event.type, payload, entry: { ...entryOf(event, who, after.cycle) } };
  },
  listsOf,
  indexes: [
    { keys: { 'state.number': 1 }, unique: true } satisfies IndexSpec,
    ...listIndexes('lists'),
    ...listIndexes('state.searchTokens'),
  ],
};
