import { scopeOf, type Principal, type Scope } from '@parkline/auth';
import { forbidden, refused } from '@parkline/errors';
import { sizeOf } from './list-inbox';
import type { Mail } from './send-due-mails';

/** Where mails go while there is no SMTP server. */
export interface Outbox {
  list(
    scope: Scope,
    query: { size: number; cursor: string },
  ): Promise<{ mails: (Mail & { at: Date })[]; nextCursor: string }>;
}

/**
 * What would have been sent, newest first: for local use, where no SMTP server is set. It shows addresses and tracking
 * codes, so only people who see the whole group may look.
 * @throws Refused where mails are really sent, Forbidden for all others
 */
export async function listOutbox(
  outbox: Outbox | undefined,
  principal: Principal,
  query: { size: number; cursor: string },
): Promise<{ mails: (Mail & { at: Date })[]; nextCursor: string }> {
  if (principal.kind !== 'person' || principal.parks !== 'all') {
    throw forbidden('group_only', 'The outbox is for people who see the whole group.');
  }
  if (!outbox) throw refused('mails_are_sent', 'There is an SMTP server: mails are sent, none is kept.');
  return outbox.list(scopeOf(principal), { ...query, size: sizeOf(query.size) });
}
