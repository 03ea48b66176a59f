import { UndecodableEvent, type ReceivedEvent } from '@parkline/messaging';
import type { ReadCopyItem } from '@parkline/mongo';
import { casework, directory, routing, word } from '@parkline/proto';
import type { CaseEvent, SentDecision } from '../application/ports';

type DirectoryEntity = NonNullable<directory.DirectoryEvent['entity']>;

/** An event of casework. @throws UndecodableEvent where it says nothing of a case */
export function readCaseEvent(event: ReceivedEvent): CaseEvent {
  const { case: seen, change } = decode(event, (payload) => casework.CaseEvent.decode(payload));
  const state = seen && word(seen.state);
  if (!seen || !state) throw new UndecodableEvent(`Event ${event.id} carries no case.`);
  return {
    id: event.id,
    received: event,
    seen: {
      id: seen.id,
      groupId: seen.groupId,
      parkCode: seen.parkCode,
      number: seen.number,
      cycle: seen.cycle,
      state,
      unitId: seen.unitId,
      handlerId: seen.handlerId,
      category: seen.category,
      priority: word(seen.priority) ?? '',
      severity: word(seen.severity),
      urgency: word(seen.urgency),
      complainantRef: seen.complainantRef,
      place: seen.place,
      receivedAt: seen.receivedAt ?? event.time,
      dispatches: seen.dispatches,
      accusedIds: seen.accusedIds,
    },
    unlinked: change?.$case === 'unlinked',
    ...(change?.$case === 'opened'
      ? {
          opened: {
            description: change.value.description,
            hint: change.value.categoryHint,
            kind: word(seen.kind) ?? 'complaint',
          },
        }
      : {}),
  };
}

/** A change of the directory, for the read copy; nothing for kinds of entities that are not known yet. */
export function readDirectoryEvent(event: ReceivedEvent): ReadCopyItem<DirectoryEntity>[] {
  const { entity } = decode(event, (payload) => directory.DirectoryEvent.decode(payload));
  return entity ? [{ key: event.key, seq: event.seq, value: entity }] : [];
}

/** A decision of our own; nothing for other events of ours. */
export function readDecision(event: ReceivedEvent): SentDecision[] {
  const { change } = decode(event, (payload) => routing.RoutingEvent.decode(payload));
  if (change?.$case !== 'triageDecided') return [];
  const { caseId, cycle, unitId, handlerId, category, severity, urgency, priority, reasons } = change.value;
  return [
    {
      ...{ eventId: event.id, caseId, cycle, unitId, handlerId, category, reasons },
      severity: word(severity) ?? 'unspecified',
      urgency: word(urgency) ?? 'unspecified',
      priority: word(priority) ?? 'unspecified',
      flagged: change.value.flagged,
      addsPerson: change.value.addsPerson,
    },
  ];
}

function decode<T>(event: ReceivedEvent, read: (payload: Uint8Array) => T): T {
  try {
    return read(event.payload);
  } catch (cause) {
    throw new UndecodableEvent(`Event ${event.id} cannot be decoded: ${(cause as Error).message}`);
  }
}
