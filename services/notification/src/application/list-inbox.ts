import type { Principal } from '@parkline/auth';
import { forbidden, invalidInput } from '@parkline/errors';
import type { InboxEntry } from './plan-messages';
import { surroundingsOf, type AddressBook } from './send-due-mails';
import { localeOf, type Locale, type Writer, type WrittenMessage } from './write-message';

export interface InboxQuery {
  size: number;
  cursor: string;
  unreadOnly: boolean;
}

/** The messages of one person, newest first. */
export interface Inbox {
  list(staffId: string, query: InboxQuery): Promise<{ entries: InboxEntry[]; nextCursor: string }>;
  countUnread(staffId: string): Promise<number>;
  /** Marks those of the named ones that are this person's, all of his where none is named. Returns how many. */
  markRead(staffId: string, ids: readonly string[]): Promise<number>;
}

export interface InboxPage {
  messages: (WrittenMessage & { id: string; number: string; template: string; at: Date; read: boolean })[];
  nextCursor: string;
  unread: number;
}

/** The caller's own in-app messages, written in his language at reading time. */
export async function listInbox(
  parts: { inbox: Inbox; writer: Writer; addresses: AddressBook; locale: Locale },
  principal: Principal,
  query: { size: number; cursor: string; unreadOnly: boolean },
): Promise<InboxPage> {
  const staffId = staffIdOf(principal);
  const size = sizeOf(query.size);
  const [{ entries, nextCursor }, unread] = await Promise.all([
    parts.inbox.list(staffId, { ...query, size }),
    parts.inbox.countUnread(staffId),
  ]);
  const locale = localeOf(parts.addresses.staff(staffId)?.locale, parts.locale);
  const messages = entries.map((entry) => ({
    ...writtenFor(entry, locale, parts),
    id: entry.id,
    number: entry.number,
    template: entry.template,
    at: entry.at,
    read: entry.read,
  }));
  return { messages, nextCursor, unread };
}

/** Whose inbox it is. @throws Forbidden for anybody but staff */
export function staffIdOf(principal: Principal): string {
  if (principal.kind !== 'person') throw forbidden('staff_only', 'Only staff have an inbox.');
  return principal.subject;
}

/** Page size: 50 for 0. @throws InvalidInput beyond 200 */
export function sizeOf(size: number): number {
  if (size < 0 || size > 200)
    throw invalidInput('page_size_invalid', 'A page has 1 to 200 entries.', { field: 'page.size' });
  return size || 50;
}

// One message that cannot be written must not hide the others.
function writtenFor(
  entry: InboxEntry,
  locale: Locale,
  { writer, addresses }: { writer: Writer; addresses: AddressBook },
): WrittenMessage {
  try {
    return writer.write(entry.template, locale, entry.data, surroundingsOf(addresses, entry, locale));
  } catch (error) {
    return { title: entry.number, body: error instanceof Error ? error.name : '' };
  }
}
