import type { mongo } from 'mongoose';
import { fromDocument, type AggregateDocument, type AggregateType } from './aggregate';
import type { Store } from './store';

const AT_ONCE = 200;

/** What was done to a store once and for all. */
interface Upgrade {
  _id: string;
  at: Date;
}

/**
 * Puts aggregates that were stored before their kind kept lists into theirs. Once in the life of a store: it looks at all
 * of them.
 */
export async function fillLists<S>(store: Store, type: AggregateType<S, never>): Promise<void> {
  const { name } = type;
  if (!type.listsOf) return;
  const upgrades = store.collection<Upgrade>('upgrades');
  const _id = `${name}/lists`;
  if (await upgrades.findOne({ _id })) return;
  const collection = store.collection<AggregateDocument<S>>(name);
  const without = { lists: { $exists: false } } as mongo.Filter<AggregateDocument<S>>;
  let writes: mongo.AnyBulkWriteOperation<AggregateDocument<S>>[] = [];
  const write = async (): Promise<void> => {
    if (writes.length > 0) await collection.bulkWrite(writes, { ordered: false });
    writes = [];
  };
  for await (const doc of collection.find(without)) {
    const { id, version, state } = fromDocument(doc as AggregateDocument<S>, type);
    if (state === undefined) continue;
    // Who changes it meanwhile writes its lists too.
    const filter = { _id: id, version } as mongo.Filter<AggregateDocument<S>>;
    const update = { $set: { lists: type.listsOf(state) } } as unknown as mongo.UpdateFilter<AggregateDocument<S>>;
    writes.push({ updateOne: { filter, update } });
    if (writes.length >= AT_ONCE) await write();
  }
  await write();
  await upgrades.updateOne({ _id }, { $set: { at: new Date() } }, { upsert: true });
}
