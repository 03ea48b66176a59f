import { createReadCopy, syncCollections, type ReadCopy, type Store } from '@parkline/mongo';
import type { Logger } from '@parkline/service-kit';
import type { Policies } from '../application/ports';
import { defaultPolicy, type Policy } from '../domain/policy';

interface PolicyDocument extends Policy {
  _id: string;
}

/** Policies, every version for good; in memory too, where the other replicas' arrive within seconds. */
export interface PolicyStore extends Policies {
  start(): Promise<void>;
  stop(): void;
}

/**
 * The store of policies. `refreshMs`: how often to look for those of other replicas, in milliseconds; the copy's own
 * default otherwise.
 */
export function createPolicies(
  store: Store,
  { logger, refreshMs }: { logger: Logger; refreshMs?: number },
): PolicyStore {
  const collection = store.collection<PolicyDocument>('policies');
  const copy: ReadCopy<Policy> = createReadCopy(store, {
    name: 'policy_copy',
    logger,
    ...(refreshMs ? { refreshMs } : {}),
  });
  const newest = new Map<string, Policy>();
  let revision = -1;

  /** Whoever put a policy may have died before he told of it: whoever sees it next does. */
  const remember = (policies: readonly PolicyDocument[]) =>
    copy.apply(policies.map(({ _id: key, ...value }) => ({ key, seq: 1, value })));
  const inForce = (groupId: string): Policy => {
    if (revision !== copy.revision) {
      revision = copy.revision;
      newest.clear();
      for (const policy of copy.all().values()) {
        if ((newest.get(policy.groupId)?.version ?? 0) < policy.version) newest.set(policy.groupId, policy);
      }
    }
    return newest.get(groupId) ?? defaultPolicy(groupId);
  };

  return {
    inForce,
    get: (groupId, version) => (version === 1 ? defaultPolicy(groupId) : copy.get(keyOf({ groupId, version }))),
    async list(groupId, limit) {
      const found = await collection.find({ groupId }).sort({ version: -1 }).limit(limit).toArray();
      await remember(found);
      const policies = found.map(({ _id, ...policy }): Policy => policy);
      return policies.length < limit ? [...policies, defaultPolicy(groupId)] : policies;
    },
    async add(policy) {
      const _id = keyOf(policy);
      // The id is the lock: of two that make the same version one comes too late.
      const { upsertedCount } = await collection.updateOne({ _id }, { $setOnInsert: policy }, { upsert: true });
      const kept = upsertedCount === 1 ? policy : await collection.findOne({ _id });
      if (kept) await remember([{ ...kept, _id }]);
      return upsertedCount === 1;
    },
    async start() {
      await syncCollections(store, [{ name: 'policies', indexes: [{ keys: { groupId: 1, version: -1 } }] }]);
      await copy.start();
      const ids = await collection.find({}, { projection: { _id: 1 } }).toArray();
      const untold = ids.filter(({ _id }) => !copy.get(_id)).map(({ _id }) => _id);
      if (untold.length > 0) await remember(await collection.find({ _id: { $in: untold } }).toArray());
    },
    stop: () => copy.stop(),
  };
}

function keyOf({ groupId, version }: Pick<Policy, 'groupId' | 'version'>): string {
  return `${groupId}/${version}`;
}
