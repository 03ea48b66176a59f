import { common, directory, sla, word } from '@parkline/proto';
import { fakeClock, waitFor } from '@parkline/testing';
import { startRig, type Rig } from './rig';
import { RECEIVED_AT, tell, time } from './story';

let rig: Rig;
let client: ReturnType<Rig['clientOf']>;
const clock = fakeClock(RECEIVED_AT);
const ids = Array.from({ length: 12 }, (_, index) => `run-${index}`);
const headquarters = () => rig.tokenOf({ role: 'hq-officer', subject: 'hq-1' });

beforeAll(async () => {
  rig = await startRig();
  client = rig.clientOf(await rig.startApp({ SLA_TICK_MS: '50', SLA_SWEEP_MS: '50' }, clock));
  for (const code of ['GATE', 'WEST']) await rig.tellPark({ code });
  await waitFor(async () => (await client.listCoverage({}, await headquarters())).parks.length === 2);
  clock.set(time('11h'));
  for (const [index, caseId] of ids.entries()) {
    const parkCode = index < 10 ? 'GATE' : 'WEST';
    for (const snapshot of tell('dispatch p4 0m, sign 1m, contact 2m', { caseId, parkCode }).snapshots)
      await rig.tell(snapshot);
  }
  const stopped = (): number =>
    rig.told().filter(({ change, clock: one }) => change?.$case === 'stopped' && word(one!.name) === 'first_contact')
      .length;
  await waitFor(() => stopped() >= ids.length);
});
afterAll(() => rig.stop());

async function policyInForce(): Promise<sla.Policy> {
  const { policies } = await client.listPolicies({ limit: 1, groupId: '' }, await headquarters());
  return policies[0]!;
}

/** The policy in force with one more rule, as somebody writes it: of no version. */
async function draftWith(rule: Partial<sla.PolicyRule>): Promise<sla.Policy> {
  const { rules, pauseAllowanceDays, firstContactCapHours } = await policyInForce();
  return sla.Policy.create({
    ...{ pauseAllowanceDays, firstContactCapHours, rules: [...rules, sla.PolicyRule.create(rule)] },
  });
}

describe('a draft policy tried on the clocks that run', () => {
  it('tells what putting and applying it would move, and stores nothing', async () => {
    const draftPolicy = await draftWith({ clock: sla.ClockName.RESOLVE, amount: 10, unit: 'h' });
    const token = await headquarters();
    const effect = await client.previewApplication({ parkCode: 'GATE', draftPolicy }, token);
    expect(effect).toMatchObject({ cases: 10, clocks: 10, earlier: 0, later: 0 });
    const forP4 = { clock: sla.ClockName.RESOLVE, priority: common.Priority.P4, amount: 10, unit: 'h' };
    const sharper = await draftWith(forP4);
    const told = await client.previewApplication({ parkCode: 'GATE', draftPolicy: sharper }, token);
    expect(told).toMatchObject({ cases: 10, clocks: 10, earlier: 10, later: 0, overdueAtOnce: 10, truncated: false });
    expect(told.examples).toHaveLength(10);
    expect(told.examples[0]).toMatchObject({ fromDueAt: time('120h'), toDueAt: time('10h') });
    const everywhere = await client.previewApplication({ parkCode: '', draftPolicy: sharper }, token);
    expect(everywhere).toMatchObject({ cases: 12, earlier: 12 });

    expect((await policyInForce()).version).toBe(1);
    expect((await client.listApplications({}, token)).applications).toEqual([]);
    expect(rig.told().map(({ change }) => change?.$case)).not.toContain('rulesApplied');
    expect(await client.previewApplication({ parkCode: '', draftPolicy: undefined }, token)).toMatchObject({
      cases: 0,
    });

    await client.putPolicy({ policy: sharper, expectedVersion: 1 }, token);
    expect(await client.previewApplication({ parkCode: 'GATE', draftPolicy: undefined }, token)).toEqual(told);
  });

  it('is refused with every wrong field named, as when it is put', async () => {
    const draftPolicy = { ...(await draftWith({ amount: -1 })), pauseAllowanceDays: 99 };
    const asked = client.previewApplication({ parkCode: '', draftPolicy }, await headquarters());
    await expect(asked).rejects.toMatchObject({
      ...{ kind: 'InvalidInput', code: 'policy_invalid' },
      details: {
        pauseAllowanceDays: expect.any(String),
        [`rules[${draftPolicy.rules.length - 1}].amount`]: expect.any(String),
      },
    });
  });

  it.each([{ role: 'park-manager' }, { role: 'auditor' }, { kind: 'service' as const, subject: 'routing' }])(
    'is shown to nobody but headquarters: not to %p',
    async (caller) => {
      const draftPolicy = await draftWith({ clock: sla.ClockName.SIGN, amount: 1, unit: 'h' });
      const asked = client.previewApplication({ parkCode: '', draftPolicy }, await rig.tokenOf(caller));
      await expect(asked).rejects.toMatchObject({ code: 'headquarters_only' });
    },
  );

  it('shows no case of another group', async () => {
    const draftPolicy = await draftWith({ clock: sla.ClockName.RESOLVE, amount: 1, unit: 'h' });
    const token = await rig.tokenOf({ role: 'hq-admin', groupId: 'g2' });
    expect(await client.previewApplication({ parkCode: 'GATE', draftPolicy }, token)).toMatchObject({ cases: 0 });
  });
});

describe('a preview for a contractor', () => {
  const { CONTRACTOR, ENGINEERING } = directory.UnitFunction;
  const resolveOf = async (contract: string, draftPolicy: sla.Policy): Promise<Date | undefined> => {
    const request = { parkCode: 'GATE', startAt: RECEIVED_AT, priority: common.Priority.P2, contract, draftPolicy };
    const { clocks } = await client.previewDeadlines(
      sla.PreviewDeadlinesRequest.create(request),
      await rig.tokenOf({ role: 'handler', parks: ['GATE'] }),
    );
    return clocks.find(({ name }) => name === sla.ClockName.RESOLVE)?.dueAt;
  };

  it('is given for those that the directory tells of, as long as they work by contract', async () => {
    const draft = await draftWith({ clock: sla.ClockName.RESOLVE, contract: 'gate-lifts', amount: 3, unit: 'h' });
    const without = { ...draft, rules: draft.rules.slice(0, -1) };
    await expect(resolveOf('gate-lifts', without)).rejects.toMatchObject({
      ...{ kind: 'InvalidInput', code: 'contract_unknown', field: 'contract' },
    });
    await rig.tellUnit({ id: 'gate-eng', parkCode: 'GATE', function: ENGINEERING });
    await rig.tellUnit({ id: 'gate-lifts', parkCode: 'GATE', function: CONTRACTOR });
    const inForce = await waitFor(() => resolveOf('gate-lifts', without).catch(() => undefined));
    expect(inForce).toEqual(time('8h'));
    expect(await resolveOf('gate-lifts', draft)).toEqual(time('3h'));
    expect(await resolveOf('', draft)).toEqual(time('8h'));
    await expect(resolveOf('gate-eng', draft)).rejects.toMatchObject({ code: 'contract_unknown' });

    // The contract ended: the unit is one of the park's own now.
    await rig.tellUnit({ id: 'gate-lifts', parkCode: 'GATE', function: ENGINEERING });
    const refused = (): Promise<boolean> =>
      resolveOf('gate-lifts', without).then(
        () => false,
        () => true,
      );
    expect(await waitFor(refused)).toBe(true);
  });
});
