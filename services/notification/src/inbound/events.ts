import { casework, feedback, intake, sla, topics, word } from '@parkline/proto';
import type { CaseOccurrence, CaseSnapshot, Occurrence, OccurrenceHead } from '../domain/occurrence';
import { matterOf } from './matters';

/** The attributes of a received event that decoding needs. */
export interface EncodedEvent {
  id: string;
  topic: string;
  time: Date;
  payload: Uint8Array;
}

/** Reads from an event what somebody should hear of; nothing where nobody needs to. */
export function occurrenceOf(event: EncodedEvent): Occurrence | undefined {
  switch (event.topic) {
    case topics.intake:
      return fromIntake(event);
    case topics.case:
      return fromCase(event);
    case topics.sla:
      return fromSla(event);
    case topics.feedback:
      return fromFeedback(event);
    default:
      return undefined;
  }
}

function fromIntake(event: EncodedEvent): Occurrence | undefined {
  const { change } = intake.IntakeEvent.decode(event.payload);
  if (change?.$case !== 'registered') return undefined;
  const { complaintId, number, groupId, parkCode, hasEmail } = change.value;
  return { ...head(event, { caseId: complaintId, number, groupId, parkCode }), type: 'registered', hasEmail };
}

function fromCase(event: EncodedEvent): Occurrence | undefined {
  const { case: about, actor, change } = casework.CaseEvent.decode(event.payload);
  const what = changeOf(change);
  if (!about || !what) return undefined;
  const { id: caseId, number, groupId, parkCode } = about;
  return {
    ...head(event, { caseId, number, groupId, parkCode }),
    type: 'case_changed',
    case: snapshotOf(about),
    actorId: actor?.kind === 'person' ? actor.id : '',
    ...what,
  };
}

type WithoutHead<O> = O extends unknown ? Omit<O, keyof OccurrenceHead | 'type' | 'case' | 'actorId'> : never;
type CaseChange = WithoutHead<CaseOccurrence>;

function changeOf(change: casework.CaseEvent['change']): CaseChange | undefined {
  switch (change?.$case) {
    case 'dispatched':
    case 'resolved':
    case 'closed':
    case 'withdrawn':
    case 'reopened':
      return { change: change.$case };
    case 'complainantAnswered':
      return { change: 'answered' };
    case 'complainantAwaited':
      return { change: 'awaited', question: change.value.question };
    case 'redispatched':
    case 'takenBack':
    case 'returnAccepted':
      return { change: 'redispatched', fromUnitId: change.value.fromUnitId, fromHandlerId: change.value.fromHandlerId };
    case 'transferred':
    case 'handoverAccepted':
      return { change: 'redispatched', fromUnitId: '', fromHandlerId: change.value.fromHandlerId };
    case 'regraded':
      return { change: 'regraded', fromPriority: word(change.value.fromPriority) ?? '' };
    case 'replySent':
      return { change: 'replied', text: change.value.text };
    case 'declined':
      return { change: 'declined', reason: change.value.reason, referTo: change.value.referTo };
    case 'escalated': {
      const { level, clock, step, watcherIds } = change.value;
      return { change: 'escalated', level, clock: clock.toLowerCase(), step, watcherIds };
    }
    default:
      return change && matterOf(change);
  }
}

function snapshotOf(about: casework.Case): CaseSnapshot {
  const { hasContact, unitId, handlerId, category, place, answer, accusedIds } = about;
  return {
    hasContact,
    unitId,
    handlerId,
    category,
    place,
    answer,
    accusedIds,
    priority: word(about.priority) ?? '',
    severity: word(about.severity) ?? '',
    outcome: word(about.outcome) ?? '',
  };
}

function fromSla(event: EncodedEvent): Occurrence | undefined {
  const decoded = sla.SlaEvent.decode(event.payload);
  const { clock, unitId, handlerId, change } = decoded;
  const priority = word(decoded.priority) ?? '';
  if (change?.$case === 'resumed' && change.value.pauseAllowanceUsed) {
    return { ...head(event, decoded), type: 'pause_used_up', unitId, priority };
  }
  if (change?.$case !== 'warned') return undefined;
  return {
    ...head(event, decoded),
    type: 'clock_warned',
    clock: clock ? (word(clock.name) ?? '') : '',
    step: change.value.step,
    unitId,
    handlerId,
    priority,
    ...(clock?.dueAt ? { dueAt: clock.dueAt } : {}),
  };
}

function fromFeedback(event: EncodedEvent): Occurrence | undefined {
  const decoded = feedback.FeedbackEvent.decode(event.payload);
  if (decoded.change?.$case !== 'ratingGiven') return undefined;
  const { satisfaction, unitId, handlerId, consequence } = decoded.change.value;
  const toHeadquarters = consequence === 'to_hq';
  return { ...head(event, decoded), type: 'rated', satisfaction, unitId, handlerId, toHeadquarters };
}

function head(
  { id, time }: EncodedEvent,
  about: { caseId: string; number: string; groupId: string; parkCode: string },
): OccurrenceHead {
  const { caseId, number, groupId, parkCode } = about;
  return { eventId: id, caseId, number, groupId, parkCode, at: time };
}
