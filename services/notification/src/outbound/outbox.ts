import { scopeFilter } from '@parkline/auth';
import { inRounds, type Filter, type Store } from '@parkline/mongo';
import type { Outbox } from '../application/list-outbox';
import type { Mail, SendMail } from '../application/send-due-mails';
import { placeOf } from './collections';

interface OutboxDocument extends Omit<Mail, 'messageId'> {
  _id: string;
  at: Date;
  place: string;
}

/** Stands in for an SMTP server on one machine: keeps for 30 days what would have been sent. */
export function createOutbox(store: Store, clock: () => Date): Outbox & { send: SendMail } {
  const collection = store.collection<OutboxDocument>('outbox');
  const keep = inRounds<OutboxDocument, void>(async (mails) => {
    await collection.bulkWrite(
      mails.map(({ _id, ...mail }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: mail }, upsert: true },
      })),
      { ordered: false },
    );
    return mails.map(() => undefined);
  });
  return {
    async send({ messageId, ...mail }) {
      const at = clock();
      await keep({ _id: messageId, ...mail, at, place: placeOf(at, messageId) });
      return { type: 'sent' };
    },

    async list(scope, { size, cursor }) {
      const filter: Filter<OutboxDocument> = scopeFilter(scope, { groupId: 'groupId', parkCode: 'parkCode' });
      if (cursor) filter.place = { $lt: cursor };
      const found = await collection
        .find(filter)
        .sort({ place: -1 })
        .limit(size + 1)
        .toArray();
      const mails = found.slice(0, size).map(({ _id, place: _, ...mail }) => ({ messageId: _id, ...mail }));
      return { mails, nextCursor: found.length > size ? (found[size - 1]?.place ?? '') : '' };
    },
  };
}
