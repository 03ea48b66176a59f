import { UndecodableEvent } from '@parkline/messaging';
import type { Consumption, ReceivedEvent } from '@parkline/mongo';
import { intake, word } from '@parkline/proto';
import type { Case, CaseEvent, Complaint } from '../domain';
import { personToken, searchTokens } from './search-terms';

/** Handles a batch of events in one read and one bulk write. */
export interface CaseBatches {
  consume(events: readonly ReceivedEvent[], consumption: Consumption<Case, CaseEvent>): Promise<void>;
}

/**
 * Opens a case for every registered complaint of a batch. A complaint whose case is there already changes nothing, so
 * that a repeated event, or a dead letter replayed later, is harmless.
 */
export function openCases({ cases, clock }: { cases: CaseBatches; clock: () => Date }) {
  return async (events: readonly ReceivedEvent[]): Promise<void> => {
    const at = clock();
    await cases.consume(events, {
      at,
      idOf: (event) => event.key,
      decide(state, event) {
        const complaint = complaintOf(event);
        if (state || !complaint) return undefined;
        return { events: [{ type: 'CaseOpened', at, complaint }] };
      },
    });
  };
}

/** The complaint that an event of intake tells of; undefined for other events. */
function complaintOf(event: ReceivedEvent): Complaint | undefined {
  const { change } = decoded(event);
  if (change?.$case !== 'registered') return undefined;
  const r = change.value;
  const kind = word(r.kind);
  const channel = word(r.channel);
  const identity = word(r.identity);
  if (!kind || !channel || !identity || !r.receivedAt || !r.number || r.complaintId !== event.key) {
    throw new UndecodableEvent(`ComplaintRegistered ${event.id} lacks what a case needs`);
  }
  return {
    id: r.complaintId,
    number: r.number,
    groupId: r.groupId,
    parkCode: r.parkCode,
    channel,
    kind,
    identity,
    complainantType: word(r.complainantType),
    description: r.description,
    place: r.place || undefined,
    categoryHint: r.categoryHint || undefined,
    occurredAt: r.occurredAt,
    receivedAt: r.receivedAt,
    hasContact: r.hasContact,
    complainantRef: r.complainantRef || undefined,
    filedBy: r.filedBy || undefined,
    searchTokens: [...searchTokens(r), ...r.searchTokens.map(personToken)],
  };
}

function decoded({ id, payload }: ReceivedEvent): intake.IntakeEvent {
  try {
    return intake.IntakeEvent.decode(payload);
  } catch (cause) {
    throw new UndecodableEvent(`${id} is not an event of intake`, { cause });
  }
}
