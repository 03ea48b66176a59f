import type { CollectionSpec } from '@parkline/mongo';

const outboxDays = 30;

export const notificationCollections: CollectionSpec[] = [
  {
    name: 'deliveries',
    indexes: [
      { keys: { _id: 1, version: 1 } },
      { keys: { dueAt: 1 }, sparse: true },
      { keys: { unannounced: 1 }, sparse: true },
      { keys: { caseId: 1 } },
    ],
  },
  {
    name: 'inbox',
    indexes: [
      { keys: { recipient: 1, place: -1 } },
      { keys: { recipient: 1, read: 1, place: -1 } },
      { keys: { caseId: 1 } },
    ],
  },
  {
    name: 'outbox',
    indexes: [{ keys: { groupId: 1, place: -1 } }, { keys: { at: 1 }, expireAfterSeconds: outboxDays * 24 * 3600 }],
  },
];

/** Where something stands in a list by time: sorts as the times do, and no two are the same. */
export function placeOf(at: Date, id: string): string {
  return `${at.toISOString()}|${id}`;
}

/** Inserts what is not there yet. */
export async function insertNew<T extends { _id: string }>(
  collection: { insertMany(documents: T[], options: { ordered: boolean }): Promise<unknown> },
  documents: T[],
): Promise<void> {
  const duplicateKey = 11000;
  try {
    await collection.insertMany(documents, { ordered: false });
  } catch (error) {
    const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
    const errors = Array.isArray(writeErrors) ? (writeErrors as { code?: unknown }[]) : [{ code }];
    if (errors.length === 0 || errors.some((one) => one.code !== duplicateKey)) throw error;
  }
}
