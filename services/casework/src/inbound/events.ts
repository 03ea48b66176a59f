import type { EventBus, ReceivedEvent, Subscription } from '@parkline/messaging';
import { topics } from '@parkline/proto';

/** What is done with the events of other contexts, and with casework's own. */
export interface EventHandlers {
  openCases: (events: readonly ReceivedEvent[]) => Promise<void>;
  keepDirectory: (events: readonly ReceivedEvent[]) => Promise<void>;
  followLinks: (events: readonly ReceivedEvent[]) => Promise<void>;
}

/**
 * Listens to intake and the directory as the group `casework`, and to casework's own events as `casework-links`: what
 * is slow or stuck in one does not hold up the other.
 */
export async function subscribe(
  bus: EventBus,
  { openCases, keepDirectory, followLinks }: EventHandlers,
  { maxBatch }: { maxBatch: number },
): Promise<Subscription> {
  const others = await bus.subscribe({
    group: 'casework',
    topics: [topics.intake, topics.directory],
    maxBatch,
    acrossPartitions: true,
    pace: 'prompt',
    handler: (batch) => (batch[0]?.topic === topics.directory ? keepDirectory(batch) : openCases(batch)),
  });
  const own = await bus.subscribe({
    group: 'casework-links',
    topics: [topics.case],
    maxBatch,
    acrossPartitions: true,
    handler: followLinks,
  });
  return {
    async stop() {
      await Promise.all([others.stop(), own.stop()]);
    },
  };
}
