import { newDelivery, type Delivery } from '../domain/delivery';
import { complainant, type Message } from '../domain/message';
import { messagesFor, type MessageOptions } from '../domain/messages-for';
import type { Occurrence } from '../domain/occurrence';
import { endOfQuiet, mayWait, type QuietHours } from '../domain/quiet-hours';
import type { Announcement } from './announce';
import { idsOf } from './message-ids';
import type { Reachable } from './reachable';

/** A message in somebody's inbox. */
export interface InboxEntry extends Message {
  id: string;
  read: boolean;
}

/** Where planned messages are kept. What is there already is left as it is. */
export interface PlannedMessages {
  addDeliveries(deliveries: readonly Delivery[]): Promise<void>;
  addToInbox(entries: readonly InboxEntry[]): Promise<void>;
}

/** The quiet hours of a group; undefined where it has none. */
export type QuietHoursOf = (groupId: string) => Promise<QuietHours | undefined>;

export interface PlanParts extends MessageOptions {
  store: PlannedMessages;
  reachable: Reachable;
  announce: (announcements: readonly Announcement[]) => Promise<void>;
  clock: () => Date;
  quietHoursOf: QuietHoursOf;
  /** IANA name of a park's time zone; undefined for a park that directory has not told of. */
  timeZoneOf: (parkCode: string) => string | undefined;
}

/**
 * Plans the messages of a batch of occurrences and puts them where they go from here. A repeated batch plans the same
 * messages again, which changes nothing but repeats the announcements.
 */
export async function planMessages(parts: PlanParts, occurrences: readonly Occurrence[]): Promise<void> {
  const { store, reachable } = parts;
  const now = parts.clock();
  for (const one of occurrences) if (one.type === 'registered') reachable.note(one.caseId, one.hasEmail);
  const planned = occurrences.flatMap((occurrence) =>
    messagesFor(occurrence, parts).map((message) => ({ message, waits: mayWait(message.template, occurrence) })),
  );
  const mails = planned.filter(
    ({ message: { means, recipient, caseId } }) =>
      means === 'email' && (recipient !== complainant || reachable.mayHaveEmail(caseId)),
  );
  const deliveries = await Promise.all(
    mails.map(async ({ message, waits }) => {
      const dueAt = waits ? await afterQuiet(parts, message, now) : now;
      return newDelivery(message, idsOf(message), dueAt);
    }),
  );
  if (deliveries.length > 0) await store.addDeliveries(deliveries);
  const inApp = planned.flatMap(({ message }) => (message.means === 'in_app' ? [message] : []));
  if (inApp.length === 0) return;
  const entries = inApp.map((message) => ({ ...message, id: idsOf(message).id, read: false }));
  await store.addToInbox(entries);
  await parts.announce(entries.map((message) => ({ ...message, outcome: { type: 'delivered' } })));
}

/** Now, or the end of the quiet hours that it is in. Messages in the app wait for nobody: they wake nobody either. */
async function afterQuiet(
  { quietHoursOf, timeZoneOf }: PlanParts,
  { groupId, parkCode }: Message,
  now: Date,
): Promise<Date> {
  const hours = await quietHoursOf(groupId);
  return (hours && endOfQuiet(now, hours, timeZoneOf(parkCode) ?? 'UTC')) ?? now;
}
