import type { EventBus, ReceivedEvent, Subscription } from '@parkline/messaging';
import { topics } from '@parkline/proto';

/** What is done with the events of other contexts. */
export interface EventHandlers {
  openCases: (events: readonly ReceivedEvent[]) => Promise<void>;
  keepDirectory: (events: readonly ReceivedEvent[]) => Promise<void>;
}

/** Listens to intake and the directory as the group `casework`. */
export function subscribe(
  bus: EventBus,
  { openCases, keepDirectory }: EventHandlers,
  { maxBatch }: { maxBatch: number },
): Promise<Subscription> {
  return bus.subscribe({
    group: 'casework',
    topics: [topics.intake, topics.directory],
    maxBatch,
    acrossPartitions: true,
    handler: (batch) => (batch[0]?.topic === topics.directory ? keepDirectory(batch) : openCases(batch)),
  });
}
