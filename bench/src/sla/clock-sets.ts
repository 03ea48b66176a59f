import type { OperableBus } from '@parkline/messaging';
import { casework, common, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import type { Connection } from 'mongoose';
import { firstEvent } from '../bus';
import type { Stored } from '../bulk';

const parkCode = 'SH01';

/** A clock set as sla stored it after a dispatch. */
export interface ClockSetTemplate {
  stored: Stored;
  /** When the timer must look at it. */
  dueAt: Date;
}

/** Lets sla start the clocks of a case that was dispatched just now, and reads what it stored. */
export async function dispatchedClockSet(
  { bus, database }: { bus: OperableBus; database: Connection },
  priority: 'P1' | 'P3',
): Promise<ClockSetTemplate> {
  await waitFor(
    async () => (await database.collection('directory').countDocuments({ _id: `park/${parkCode}` as never })) > 0,
    {
      timeoutMs: 60_000,
      what: 'the copy of the directory',
    },
  );
  const id = `template-${priority}`;
  await bus.publish(topics.case, [firstEvent('casework', 'CaseDispatched', id, caseDispatched(id, priority))]);
  const published = { _id: id as never, pending: { $size: 0 } };
  const stored = await waitFor(async () => (await database.collection('clock_sets').findOne(published)) ?? false, {
    timeoutMs: 60_000,
    what: 'the clocks of the first case',
  });
  return { stored: stored as unknown as Stored, dueAt: (stored as unknown as { dueAt: Date }).dueAt };
}

function caseDispatched(id: string, priority: 'P1' | 'P3'): Uint8Array {
  const at = new Date();
  const dispatched = casework.Case.create({
    ...{ id, parkCode, number: `${parkCode}-20260101-00001`, groupId: 'demo', cycle: 1, version: 1, dispatches: 1 },
    ...{ category: 'facility.lift', unitId: 'sh01-engineering', handlerId: 'sh01-eng-1', hasContact: true },
    ...{ receivedAt: at, stateSince: at, dispatchedAt: at },
    state: common.CaseState.DISPATCHED,
    kind: common.Kind.COMPLAINT,
    priority: common.Priority[priority],
  });
  return casework.CaseEvent.encode(casework.CaseEvent.create({ seq: 1, occurredAt: at, case: dispatched })).finish();
}

/** The same clocks of another case, everything that much later. */
export function cloneOf({ stored }: ClockSetTemplate, n: number, laterMs: number): Stored {
  const { _id, sources: _sources, ...rest } = stored;
  const id = `${_id}-${String(n).padStart(8, '0')}`;
  const { state, ...shifted } = later(rest, laterMs) as { state: Record<string, unknown> };
  const number = `${parkCode}-20260101-${String(n).padStart(8, '0')}`;
  return { ...shifted, _id: id, state: { ...state, caseId: id, number }, sources: {} };
}

/** A copy with every time in it moved. */
function later(value: unknown, ms: number): unknown {
  if (value instanceof Date) return new Date(value.getTime() + ms);
  if (Array.isArray(value)) return value.map((one) => later(one, ms));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, later(one, ms)]));
}
