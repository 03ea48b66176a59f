import type { Filter, Store } from '@parkline/mongo';
import type { Inbox } from '../application/list-inbox';
import type { InboxEntry, PlannedMessages } from '../application/plan-messages';
import { insertNew, placeOf } from './collections';

interface InboxDocument extends Omit<InboxEntry, 'id'> {
  _id: string;
  /** Place in the list by time. */
  place: string;
}

/** The in-app messages, one document each. */
export function createInbox(
  store: Store,
): Inbox & Pick<PlannedMessages, 'addToInbox'> & { entriesOfCase(caseId: string): Promise<InboxEntry[]> } {
  const collection = store.collection<InboxDocument>('inbox');
  return {
    async addToInbox(entries) {
      const documents = entries.map(({ id, ...entry }) => ({ _id: id, place: placeOf(entry.at, id), ...entry }));
      await insertNew<InboxDocument>(collection, documents);
    },

    async list(staffId, { size, cursor, unreadOnly }) {
      const filter: Filter<InboxDocument> = {
        recipient: staffId,
        ...(unreadOnly ? { read: false } : {}),
        ...(cursor ? { place: { $lt: cursor } } : {}),
      };
      const found = await collection
        .find(filter)
        .sort({ place: -1 })
        .limit(size + 1)
        .toArray();
      const page = found.slice(0, size);
      const last = found.length > size ? page.at(-1) : undefined;
      return { entries: page.map(entryFrom), nextCursor: last?.place ?? '' };
    },

    countUnread: (staffId) => collection.countDocuments({ recipient: staffId, read: false }),

    async markRead(staffId, ids) {
      if (ids.length === 0) {
        const all = await collection.updateMany({ recipient: staffId, read: false }, { $set: { read: true } });
        return all.modifiedCount;
      }
      // Read first and filtered here: no index is spent on a filter by id and person.
      const found = await collection.find({ _id: { $in: [...ids] } }).toArray();
      const own = found.filter(({ recipient, read }) => recipient === staffId && !read).map(({ _id }) => _id);
      if (own.length === 0) return 0;
      return (await collection.updateMany({ _id: { $in: own } }, { $set: { read: true } })).modifiedCount;
    },

    entriesOfCase: async (caseId) => (await collection.find({ caseId }).toArray()).map(entryFrom),
  };
}

function entryFrom({ _id, place: _, ...entry }: InboxDocument): InboxEntry {
  return { id: _id, ...entry };
}
