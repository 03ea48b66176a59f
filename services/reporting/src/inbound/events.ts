import { casework, feedback, sla, topics, word } from '@parkline/proto';
import { dayOfReceipt } from '../domain/day';
import type { CaseFacts, FactEvent } from '../domain/fact';

/** The attributes of a received event that decoding needs. */
export interface EncodedEvent {
  topic: string;
  source: string;
  seq: number;
  payload: Uint8Array;
}

/** Time zone of a park, if its park is known yet. */
export type TimeZoneOf = (parkCode: string) => string | undefined;

/**
 * Reads from an event what figures need, nothing if it changes none.
 * @throws Error where it lacks what every such event has: it must not be passed over silently
 * @param fallbackZone for parks that directory has not told of yet; the day is put right when it does
 */
export function factEventOf(event: EncodedEvent, timeZoneOf: TimeZoneOf, fallbackZone: string): FactEvent | undefined {
  const { source, seq, payload } = event;
  switch (event.topic) {
    case topics.case: {
      const { case: about } = casework.CaseEvent.decode(payload);
      if (!about?.id || !about.groupId || !about.parkCode || !about.receivedAt) throw new Error('It lacks its case.');
      const day = dayOfReceipt(timeZoneOf(about.parkCode), fallbackZone, about.receivedAt);
      return { caseId: about.id, source, seq, type: 'case_changed', case: caseFactsOf(about, about.receivedAt, day) };
    }
    case topics.feedback: {
      const { caseId, cycle, change } = feedback.FeedbackEvent.decode(payload);
      if (change?.$case !== 'ratingGiven') return undefined;
      const { satisfaction } = change.value;
      if (!caseId || !(satisfaction >= 1 && satisfaction <= 5))
        throw new Error('It rates no case, or not from 1 to 5.');
      return { caseId, source, seq, type: 'rated', cycle, satisfaction };
    }
    case topics.sla: {
      const { caseId, cycle, clock } = sla.SlaEvent.decode(payload);
      if (clock?.name !== sla.ClockName.RESOLVE || !clock.breached) return undefined;
      if (!caseId) throw new Error('It names no case.');
      return { caseId, source, seq, type: 'resolve_breached', cycle: clock.cycle || cycle };
    }
    default:
      return undefined;
  }
}

function caseFactsOf(about: casework.Case, receivedAt: Date, day: string): CaseFacts {
  const outcome = word(about.outcome);
  return {
    groupId: about.groupId,
    parkCode: about.parkCode,
    day,
    kind: word(about.kind) ?? 'complaint',
    channel: word(about.channel) ?? '',
    category: about.category,
    priority: word(about.priority) ?? '',
    state: word(about.state) ?? 'registered',
    cycle: about.cycle,
    receivedAt,
    escalated: about.escalationLevel > 0,
    ...(about.incidentLinkedCount > 0 ? { linkedComplaints: about.incidentLinkedCount } : {}),
    ...(outcome ? { outcome } : {}),
    ...(about.firstContactAt ? { firstContactAt: about.firstContactAt } : {}),
    ...(about.resolvedAt ? { resolvedAt: about.resolvedAt } : {}),
  };
}
