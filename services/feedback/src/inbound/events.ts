import { UndecodableEvent, type ReceivedEvent } from '@parkline/messaging';
import { casework, feedback } from '@parkline/proto';
import type { carryOutFollowUps } from '../application/carry-out-follow-ups';
import type { openRevisits } from '../application/open-revisits';
import type { CaseCommand, FollowUp } from '../application/ports';
import { caseSnapshotOf } from '../case-snapshot';
import type { CaseSnapshot } from '../domain/open-revisit';

/** Takes the events of casework. */
export function followCases(open: ReturnType<typeof openRevisits>) {
  return (batch: ReceivedEvent[]): Promise<void> => open(batch, snapshotOf);
}

/** Takes feedback's own events. */
export function followUp(carryOut: ReturnType<typeof carryOutFollowUps>) {
  return (batch: ReceivedEvent[]): Promise<void> => carryOut(batch.flatMap(followUpsOf));
}

function read<T>(event: ReceivedEvent, decode: (bytes: Uint8Array) => T): T {
  try {
    return decode(event.payload);
  } catch (cause) {
    throw new UndecodableEvent(`${event.type} ${event.id} cannot be decoded`, { cause });
  }
}

function snapshotOf(event: ReceivedEvent): CaseSnapshot {
  const message = read(event, (bytes) => casework.CaseEvent.decode(bytes));
  const snapshot = caseSnapshotOf(message.case, message.occurredAt);
  if (!snapshot) throw new UndecodableEvent(`${event.type} ${event.id} carries no case`);
  return snapshot;
}

function followUpsOf(event: ReceivedEvent): FollowUp[] {
  const { caseId, cycle, change } = read(event, (bytes) => feedback.FeedbackEvent.decode(bytes));
  const command = change && commandOf(change);
  return command ? [{ eventId: event.id, caseId, cycle, command }] : [];
}

/**
 * The third no (`to_hq`) asks nothing of casework: the case stays where it is until an officer of headquarters closes
 * it, as the state machine of domain.md has it; the event itself tells who must be told.
 */
function commandOf(change: NonNullable<feedback.FeedbackEvent['change']>): CaseCommand | undefined {
  switch (change.$case) {
    case 'revisitOpened':
      return { type: 'StartRevisit' };
    case 'revisitLapsed':
      return { type: 'Close', outcome: 'resolved', note: 'unrated' };
    case 'revisitCompleted':
      return undefined;
    case 'ratingGiven':
      switch (change.value.consequence) {
        case 'close':
          return { type: 'Close', outcome: 'resolved', note: '' };
        case 'close_partly':
          return { type: 'Close', outcome: 'resolved_partly', note: '' };
        case 'reopen':
          return { type: 'Reopen', reason: 'not_resolved' };
        default:
          return undefined;
      }
  }
}
