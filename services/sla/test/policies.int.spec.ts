import { connectStore, type Store } from '@parkline/mongo';
import { createLogger } from '@parkline/service-kit';
import { startTestStore, type TestStore } from '@parkline/testing';
import { defaultPolicy, type Policy } from '../src/domain/policy';
import { createPolicies, type PolicyStore } from '../src/outbound/policies';

const logger = createLogger({ service: 'sla', level: 'silent' });

let server: TestStore;
let store: Store;
const open: PolicyStore[] = [];
beforeAll(async () => {
  server = await startTestStore();
  store = await connectStore({ uri: server.uri, database: `policies_${process.pid}_${Date.now()}`, logger });
});
afterAll(async () => {
  for (const policies of open) policies.stop();
  await store.close();
  await server.stop();
});

async function openPolicies(): Promise<PolicyStore> {
  const policies = createPolicies(store, { logger });
  await policies.start();
  open.push(policies);
  return policies;
}

const policyOf = (groupId: string, version: number): Policy => ({ ...defaultPolicy(groupId), version, note: 'newer' });

/** Whoever put it died before he told the replicas of it. */
async function putAndDie(policy: Policy): Promise<void> {
  const _id = `${policy.groupId}/${policy.version}`;
  await store.collection<Policy & { _id: string }>('policies').insertOne({ _id, ...policy });
}

describe('a policy that was put by a replica that died at once', () => {
  it('is in force after the next start', async () => {
    await putAndDie(policyOf('died', 2));
    const policies = await openPolicies();
    expect(policies.inForce('died')).toMatchObject({ version: 2, note: 'newer' });
    expect(policies.get('died', 2)).toMatchObject({ version: 2 });
  });

  it('is in force as soon as somebody sees it, so that what is applied is what is known', async () => {
    const policies = await openPolicies();
    await putAndDie(policyOf('seen', 2));
    expect(policies.inForce('seen').version).toBe(1);
    expect((await policies.list('seen', 1))[0]?.version).toBe(2);
    expect(policies.inForce('seen').version).toBe(2);
  });
});
