import { randomUUID } from 'node:crypto';
import { BACKGROUND, type Collection, type Store } from '@parkline/mongo';
import type { PlannedMessages } from '../application/plan-messages';
import type { DeliveryLog } from '../application/list-deliveries';
import type { Claimed, DueDeliveries } from '../application/send-due-mails';
import { claimed, type Delivery } from '../domain/delivery';
import { insertNew } from './collections';

export interface DeliveryDocument extends Omit<Delivery, 'id'> {
  _id: string;
  /** Raised by every claim and every end of one. */
  version: number;
  /** Which claim brought this version: a bulk write reports only totals. */
  claimedBy?: string;
  /** Set while its end is still to be announced. */
  unannounced?: boolean;
}

type Write = Parameters<Collection<DeliveryDocument>['bulkWrite']>[0][number];

/** The e-mails and what became of them: one document each, in bulk writes. */
export function createDeliveries(
  store: Store,
): DueDeliveries & Pick<PlannedMessages, 'addDeliveries'> & { mailsOfCase(caseId: string): ReturnType<MailsOfCase> } {
  const collection = store.collection<DeliveryDocument>('deliveries');

  /** Where more is due than fits, each round takes another part of it, so that replicas seldom meet. */
  const findDue = async (now: Date, limit: number): Promise<DeliveryDocument[]> => {
    const found = await collection
      .find({ dueAt: { $lte: now } }, { comment: BACKGROUND })
      .sort({ dueAt: 1 })
      .limit(limit * 3)
      .toArray();
    const start = found.length <= limit ? 0 : Math.floor(Math.random() * (found.length - limit + 1));
    return found.slice(start, start + limit);
  };

  return {
    async addDeliveries(deliveries) {
      const documents = deliveries.map(({ id, ...delivery }) => ({ _id: id, version: 1, ...delivery }));
      await insertNew<DeliveryDocument>(collection, documents);
    },

    async claim(now, limit, claimMs) {
      const due = await findDue(now, limit);
      if (due.length === 0) return [];
      const claimedBy = randomUUID();
      const claims = due.map((document) => ({
        ...claimed(deliveryFrom(document), now, claimMs),
        version: document.version + 1,
      }));
      const written = await collection.bulkWrite(
        claims.map(({ id, version, status, attempts, dueAt, maybeTwice }): Write => {
          const update = { $set: { version, status, attempts, dueAt, maybeTwice, claimedBy } };
          return { updateOne: { filter: { _id: id, version: version - 1 }, update } };
        }),
        { ordered: false },
      );
      if (written.matchedCount === claims.length) return claims;
      const stored = await collection.find({ _id: { $in: claims.map(({ id }) => id) } }).toArray();
      const mine = new Set(stored.filter((one) => one.claimedBy === claimedBy).map(({ _id }) => _id));
      return claims.filter(({ id }) => mine.has(id));
    },

    async settle(ended, { announced }) {
      if (ended.length > 0)
        await collection.bulkWrite(
          ended.map((one) => settlement(one, announced)),
          { ordered: false },
        );
    },

    async unannounced(limit) {
      const found = await collection.find({ unannounced: true }, { comment: BACKGROUND }).limit(limit).toArray();
      return found.map(deliveryFrom);
    },

    async markAnnounced(ids) {
      await collection.updateMany({ _id: { $in: [...ids] } }, { $unset: { unannounced: '' } });
    },

    async mailsOfCase(caseId) {
      return (await collection.find({ caseId }).toArray()).map(deliveryFrom);
    },
  };
}

type MailsOfCase = (caseId: string) => Promise<Awaited<ReturnType<DeliveryLog['ofCase']>>['mails']>;

function settlement({ version, id, ...after }: Claimed, announced: boolean): Write {
  const { status, attempts, maybeTwice, dueAt, reason, endedAt } = after;
  const set = { version: version + 1, status, attempts, maybeTwice, dueAt, reason, endedAt };
  const unset: Record<string, ''> = { claimedBy: '' };
  if (!dueAt) unset.dueAt = '';
  if (!reason) unset.reason = '';
  // What the message said is no longer needed: the case has it.
  const update = endedAt
    ? { $set: { ...defined(set), data: {}, ...(announced ? {} : { unannounced: true }) }, $unset: unset }
    : { $set: defined(set), $unset: unset };
  return { updateOne: { filter: { _id: id, version }, update: update } };
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function deliveryFrom({ _id, version: _, claimedBy: __, unannounced: ___, ...delivery }: DeliveryDocument): Delivery {
  return { id: _id, ...delivery };
}
