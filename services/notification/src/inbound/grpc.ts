import type { Handlers } from '@parkline/grpc';
import { type notification } from '@parkline/proto';
import { listDeliveries, type DeliveryLog } from '../application/list-deliveries';
import { listInbox, type Inbox } from '../application/list-inbox';
import { listOutbox, type Outbox } from '../application/list-outbox';
import { markRead } from '../application/mark-read';
import type { AddressBook } from '../application/send-due-mails';
import type { Locale, Writer } from '../application/write-message';

/** What the RPCs need. */
export interface NotificationParts {
  inbox: Inbox;
  log: DeliveryLog;
  /** Unset where mails are really sent. */
  outbox: Outbox | undefined;
  writer: Writer;
  addresses: AddressBook;
  locale: Locale;
}

export function notificationHandlers(parts: NotificationParts): Handlers<notification.NotificationServiceService> {
  return {
    async listInbox({ page, unreadOnly }, { principal }) {
      return listInbox(parts, principal, { size: page?.size ?? 0, cursor: page?.cursor ?? '', unreadOnly });
    },
    async markRead({ ids }, { principal }) {
      return { marked: await markRead(parts.inbox, principal, ids) };
    },
    async listDeliveries({ caseId }, { principal }) {
      return { deliveries: await listDeliveries(parts.log, principal, caseId) };
    },
    async listOutbox({ page }, { principal }) {
      return listOutbox(parts.outbox, principal, { size: page?.size ?? 0, cursor: page?.cursor ?? '' });
    },
  };
}
