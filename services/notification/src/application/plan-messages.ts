import { newDelivery, type Delivery } from '../domain/delivery';
import { complainant, type Message } from '../domain/message';
import { messagesFor, type MessageOptions } from '../domain/messages-for';
import type { Occurrence } from '../domain/occurrence';
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

export interface PlanParts extends MessageOptions {
  store: PlannedMessages;
  reachable: Reachable;
  announce: (announcements: readonly Announcement[]) => Promise<void>;
  clock: () => Date;
}

/**
 * Plans the messages of a batch of occurrences and puts them where they go from here. A repeated batch plans the same
 * messages again, which changes nothing but repeats the announcements.
 */
export async function planMessages(parts: PlanParts, occurrences: readonly Occurrence[]): Promise<void> {
  const { store, reachable } = parts;
  const now = parts.clock();
  for (const one of occurrences) if (one.type === 'registered') reachable.note(one.caseId, one.hasEmail);
  const messages = occurrences.flatMap((occurrence) => messagesFor(occurrence, parts));
  const mails = messages.filter(
    ({ means, recipient, caseId }) =>
      means === 'email' && (recipient !== complainant || reachable.mayHaveEmail(caseId)),
  );
  const inApp = messages.filter(({ means }) => means === 'in_app');
  if (mails.length > 0) await store.addDeliveries(mails.map((mail) => newDelivery(mail, idsOf(mail), now)));
  if (inApp.length === 0) return;
  const entries = inApp.map((message) => ({ ...message, id: idsOf(message).id, read: false }));
  await store.addToInbox(entries);
  await parts.announce(entries.map((message) => ({ ...message, outcome: { type: 'delivered' } })));
}
