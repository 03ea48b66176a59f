import { UndecodableEvent, type ReceivedEvent } from '@parkline/messaging';
import { casework, feedback, sla, topics, word, type common } from '@parkline/proto';
import type { escalateBreaches } from '../application/escalate-breaches';
import type { followCases } from '../application/follow-cases';
import type { keepDirectory } from '../application/keep-directory';
import type { Breach } from '../application/ports';
import type { ComplainantAsked, stopRevisitClocks } from '../application/stop-revisit-clocks';
import type { CaseSnapshot, LinkedReceipt } from '../domain/case-snapshot';
import type { Interval } from '../domain/clock';

/** Takes the events of casework, feedback and the directory: a batch is of one topic. */
export function followNeighbours(cases: {
  followCases: ReturnType<typeof followCases>;
  stopRevisitClocks: ReturnType<typeof stopRevisitClocks>;
  keepDirectory: ReturnType<typeof keepDirectory>;
}) {
  return async (batch: ReceivedEvent[]): Promise<void> => {
    const topic = batch[0]?.topic;
    if (topic === topics.directory) await cases.keepDirectory(batch);
    else if (topic === topics.feedback) await cases.stopRevisitClocks(batch, askedOf);
    else await cases.followCases(batch, snapshotOf);
  };
}

/** Takes sla's own breaches. */
export function escalate(escalateAll: ReturnType<typeof escalateBreaches>) {
  return (batch: ReceivedEvent[]): Promise<void> =>
    escalateAll(batch.filter((event) => event.type === 'ClockBreached').map(breachOf));
}

function read<T>(event: ReceivedEvent, decode: (bytes: Uint8Array) => T): T {
  try {
    return decode(event.payload);
  } catch (cause) {
    throw new UndecodableEvent(`${event.type} ${event.id} cannot be decoded`, { cause });
  }
}

/** @throws UndecodableEvent for bytes that are no case event, or one without what every case has */
export function snapshotOf(event: ReceivedEvent): CaseSnapshot {
  const message = read(event, (bytes) => casework.CaseEvent.decode(bytes));
  const c = message.case;
  const state = c && word(c.state);
  if (!c || !state || !c.receivedAt || !message.occurredAt) {
    throw new UndecodableEvent(`${event.type} ${event.id} carries no case`);
  }
  return {
    caseId: c.id,
    number: c.number,
    groupId: c.groupId,
    parkCode: c.parkCode,
    state,
    cycle: c.cycle,
    kind: word(c.kind) ?? 'complaint',
    outcome: word(c.outcome),
    priority: word(c.priority),
    category: c.category,
    complainantType: word(c.complainantType),
    unitId: c.unitId,
    handlerId: c.handlerId,
    dispatches: c.dispatches,
    hasContact: c.hasContact,
    receivedAt: c.receivedAt,
    stateSince: c.stateSince ?? message.occurredAt,
    dispatchedAt: c.dispatchedAt,
    signedAt: c.signedAt,
    firstContactAt: c.firstContactAt,
    reliefAt: c.reliefAt,
    resolvedAt: c.resolvedAt,
    closedAt: c.closedAt,
    cycleStartedAt: c.cycleStartedAt,
    pauses: intervalsOf(c.pauses),
    suspensions: intervalsOf(c.suspensions),
    extensionsGranted: c.extensionsGranted,
    extendedUntil: c.extendedUntil,
    linkedAdded: linkedAddedOf(message),
    occurredAt: message.occurredAt,
  };
}

function intervalsOf(intervals: readonly common.Interval[]): Interval[] {
  return intervals.flatMap(({ from, to }) => (from ? [{ from, ...(to ? { to } : {}) }] : []));
}

/** A case that was linked before it was graded counts as its master is graded. */
function linkedAddedOf({ change, case: master }: casework.CaseEvent): LinkedReceipt | undefined {
  if (change?.$case !== 'linkedCaseAdded') return undefined;
  const { receivedAt } = change.value;
  const priority = word(change.value.priority) ?? (master && word(master.priority));
  return receivedAt && priority ? { receivedAt, priority } : undefined;
}

/**
 * When the complainant was asked: by the link as soon as the revisit opens, where only that is due; by the first
 * recorded attempt of a person where a call is due; at the latest when he himself has rated.
 */
function askedOf(event: ReceivedEvent): ComplainantAsked | undefined {
  const message = read(event, (bytes) => feedback.FeedbackEvent.decode(bytes));
  const { change, occurredAt, caseId, number, groupId, parkCode, cycle } = message;
  if (!change || !occurredAt) return undefined;
  if (change.$case === 'revisitOpened' && change.value.callRequired) return undefined;
  if (change.$case === 'revisitLapsed') return undefined;
  return { facts: { caseId, number, groupId, parkCode }, asked: { cycle, at: occurredAt } };
}

function breachOf(event: ReceivedEvent): Breach {
  const { caseId, clock, change } = read(event, (bytes) => sla.SlaEvent.decode(bytes));
  const name = clock && word(clock.name);
  if (!name || change?.$case !== 'breached') {
    throw new UndecodableEvent(`${event.type} ${event.id} names no clock`);
  }
  return {
    eventId: event.id,
    caseId,
    cycle: clock.cycle,
    clock: name,
    deadlineNumber: clock.deadlineNumber,
    step: change.value.step,
    dueAt: clock.dueAt,
  };
}
