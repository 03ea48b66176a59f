import { randomUUID } from 'node:crypto';
import type { EventBus } from '@parkline/messaging';
import { reporting, topics } from '@parkline/proto';
import type { Rebuilt } from '../application/rebuild-counters';

/**
 * Tells that a rebuild has ended. It is the end of an operator's call, which fails where the log is away: he repeats
 * it, so there is no outbox behind it.
 */
export function announceRebuilt(bus: EventBus, clock: () => Date): (rebuilt: Rebuilt) => Promise<void> {
  return async ({ facts }) => {
    const id = randomUUID();
    const time = clock();
    const change = { $case: 'countersRebuilt' as const, value: { facts } };
    const payload = reporting.ReportingEvent.encode({ seq: 1, occurredAt: time, change }).finish();
    await bus.publish(topics.reporting, [
      {
        id: `reporting/${id}/1`,
        type: 'CountersRebuilt',
        source: 'reporting',
        subject: id,
        key: id,
        seq: 1,
        time,
        payload,
      },
    ]);
  };
}
