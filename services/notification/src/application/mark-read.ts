import type { Principal } from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import { staffIdOf, type Inbox } from './list-inbox';

const mostIds = 200;

/** Marks messages of the caller as read, all of them where none is named; those of others are left as they are. */
export async function markRead(inbox: Inbox, principal: Principal, ids: readonly string[]): Promise<number> {
  if (ids.length > mostIds) throw invalidInput('too_many_ids', `At most ${mostIds} at a time.`, { field: 'ids' });
  return inbox.markRead(staffIdOf(principal), ids);
}
