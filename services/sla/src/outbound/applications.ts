import { BACKGROUND, syncCollections, type IndexSpec, type Store } from '@parkline/mongo';
import type { Application, ApplicationInProgress, Applications } from '../application/ports';

interface ApplicationDocument extends Omit<ApplicationInProgress, 'id'> {
  _id: string;
  startsAt: Date;
}

const MOST_LISTED = 100;
const MOST_UNDER_WAY = 200;
const MOST_SET_ASIDE_KEPT = 50;

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
    async advance({ id, after, casesSetAside }, { setAside, done, ...to }) {
      // The list changes only with the place, which the filter names: as read it is as it is.
      const kept = setAside.slice(0, Math.max(0, MOST_SET_ASIDE_KEPT - casesSetAside.length));
      const change = {
        $set: to,
        $inc: { casesDone: done, ...(setAside.length > 0 ? { setAside: setAside.length } : {}) },
        ...(kept.length > 0 ? { $push: { casesSetAside: { $each: kept } } } : {}),
      };
      const { modifiedCount } = await collection.updateOne({ _id: id, after, finished: false }, change);
      return modifiedCount === 1;
    },
  };
}

/** What an earlier release kept of an application did not tell of any. */
const neverSetAside = { setAside: 0, casesSetAside: [] };

function applicationOf({ _id, after: _after, startsAt: _startsAt, ...rest }: ApplicationDocument): Application {
  return { id: _id, ...neverSetAside, ...rest };
}
