import type { LiveEvent } from './event-ring';

/** Who listens to a stream. */
export interface Listener {
  subject: string;
  groupId: string;
  parks: 'all' | readonly string[];
}

/** Whether a person may hear of an event: of his group and parks, and not meant for another person. */
export function mayHear(listener: Listener, event: LiveEvent): boolean {
  if (event.groupId !== listener.groupId) return false;
  if (event.staffId !== undefined) return event.staffId === listener.subject;
  return listener.parks === 'all' || listener.parks.includes(event.parkCode);
}
