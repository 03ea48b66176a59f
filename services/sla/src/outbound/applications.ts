import { BACKGROUND, syncCollections, type IndexSpec, type Store } from '@parkline/mongo';
import type { Application, ApplicationInProgress, Applications } from '../application/ports';

interface ApplicationDocument extends Omit<ApplicationInProgress, 'id'> {
  _id: string;
  startsAt: Date;
}

const MOST_LISTED = 100;
const MOST_UNDER_WAY = 200;

/** Applications of newer rules, done and under way. How far one has come is kept with it: whoever is next goes on there. */
export async function createApplications(store: Store): Promise<Applications> {
  const collection = store.collection<ApplicationDocument>('applications');
  const indexes: IndexSpec[] = [
    { keys: { groupId: 1, at: -1 } },
    { keys: { finished: 1, startsAt: 1 } },
    { keys: { _id: 1, after: 1, finished: 1 } },
  ];
  await syncCollections(store, [{ name: 'applications', indexes }]);

  return {
    async add({ id, ...application }, startsAt) {
      const document = { ...application, after: '', startsAt };
      await collection.updateOne({ _id: id }, { $setOnInsert: document }, { upsert: true });
      const kept = await collection.findOne({ _id: id });
      return kept ? applicationOf(kept) : { id, ...application };
    },
    async list(groupId) {
      const found = await collection.find({ groupId }).sort({ at: -1 }).limit(MOST_LISTED).toArray();
      return found.map(applicationOf);
    },
    async underWay(now) {
      const found = await collection
        .find({ finished: false, startsAt: { $lte: now } }, { comment: BACKGROUND })
        .sort({ startsAt: 1 })
        .limit(MOST_UNDER_WAY)
        .toArray();
      const oldest = new Map<string, ApplicationInProgress>();
      for (const one of found) {
        if (!oldest.has(one.groupId)) oldest.set(one.groupId, { ...applicationOf(one), after: one.after });
      }
      return [...oldest.values()];
    },
    async advance({ id, after }, to) {
      const change = { $set: { after: to.after, finished: to.finished }, $inc: { casesDone: to.done } };
      const { modifiedCount } = await collection.updateOne({ _id: id, after, finished: false }, change);
      return modifiedCount === 1;
    },
  };
}

function applicationOf({ _id, after: _after, startsAt: _startsAt, ...rest }: ApplicationDocument): Application {
  return { id: _id, ...rest };
}
