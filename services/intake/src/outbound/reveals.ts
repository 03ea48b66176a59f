import type { Store } from '@parkline/mongo';
import type { Reveals } from '../application/ports';

type Reveal = Parameters<Reveals['record']>[0] & { _id: string };

/** Kept for good: the auditor reads who saw whose contact data, and why. */
export const revealsCollection = {
  name: 'reveals',
  indexes: [
    { keys: { complaintId: 1, at: -1 } as Record<string, 1 | -1> },
    { keys: { groupId: 1, at: -1 } as Record<string, 1 | -1> },
  ],
};

export function createReveals(store: Store, newId: () => string): Reveals {
  const reveals = store.collection<Reveal>(revealsCollection.name);
  return {
    async record(reveal) {
      await reveals.insertOne({ _id: newId(), ...reveal });
    },
  };
}
