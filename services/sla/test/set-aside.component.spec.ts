import { sla, topics, word } from '@parkline/proto';
import type { App } from '@parkline/service-kit';
import { fakeClock, waitFor } from '@parkline/testing';
import { startRig, type Rig } from './rig';
import { RECEIVED_AT, tell, time } from './story';

const CASES = 24;
const BROKEN = ['run-03', 'run-07', 'run-11'];
const ids = Array.from({ length: CASES }, (_, index) => `run-${String(index).padStart(2, '0')}`);
const sound = ids.filter((id) => !BROKEN.includes(id));
const clock = fakeClock(RECEIVED_AT);

let rig: Rig;
let apps: App[];
let client: ReturnType<Rig['clientOf']>;
const headquarters = () => rig.tokenOf({ role: 'hq-officer', subject: 'hq-1' });

beforeAll(async () => {
  rig = await startRig();
  const env = { SLA_TICK_MS: '50', SLA_SWEEP_MS: '50' };
  apps = [await rig.startApp(env, clock), await rig.startApp(env, clock)];
  client = rig.clientOf(apps[0]!);
  await rig.tellPark({ code: 'GATE' });
  await waitFor(async () => (await client.listCoverage({}, await headquarters())).parks.length === 1);
  clock.set(time('1h'));
  for (const [index, caseId] of ids.entries()) {
    const first = { caseId, parkCode: 'GATE', number: `GATE-20260302-${String(index).padStart(5, '0')}` };
    for (const snapshot of tell('dispatch p4 0m, sign 1m, contact 2m', first).snapshots) await rig.tell(snapshot);
  }
  await waitFor(() => ids.every((id) => changesOf(id, 'first_contact').includes('stopped')));
});
afterAll(() => rig.stop());

function changesOf(caseId: string, name: string): (string | undefined)[] {
  const events = new Map(rig.bus.events(topics.sla).map((event) => [event.id, event]));
  return [...events.values()]
    .map(({ payload }) => sla.SlaEvent.decode(payload))
    .filter((event) => event.caseId === caseId && event.clock && word(event.clock.name) === name)
    .map(({ change }) => change?.$case);
}

const timesApplied = (caseId: string): number =>
  changesOf(caseId, 'resolve').filter((change) => change === 'rulesApplied').length;

const documents = () => rig.store.collection<{ _id: string; state: Record<string, unknown> }>('clock_sets');

/** What of a stored document is damaged, so that it cannot be read, decided on, or measured by what is known. */
async function breakAll(): Promise<() => Promise<void>> {
  const whole = await documents()
    .find({ _id: { $in: BROKEN } })
    .toArray();
  const [unreadable, timeless, versionless] = BROKEN;
  await documents().updateOne({ _id: unreadable }, { $set: { 'state.clocks': 'Wang, 13800138000' } });
  await documents().updateOne({ _id: timeless }, { $unset: { 'state.clocks.2.startedAt': '' } });
  await documents().updateOne({ _id: versionless }, { $set: { 'state.clocks.2.policyVersion': 99 } });
  return async () => {
    for (const { _id, state } of whole) await documents().updateOne({ _id }, { $set: { state } });
  };
}

async function apply(commandId: string): Promise<void> {
  await client.applyToRunningClocks({ parkCode: 'GATE', reason: 'ten hours', commandId }, await headquarters());
}

/** The newest application once it is finished; time passes while it is waited for. */
async function finished(): Promise<sla.Application> {
  return waitFor(async () => {
    clock.advance(6_000);
    const { applications } = await client.listApplications({}, await headquarters());
    return applications[0]?.finished && applications[0];
  });
}

async function putRule(amount: number): Promise<void> {
  const { policies } = await client.listPolicies({ limit: 1, groupId: '' }, await headquarters());
  const { version, rules, ...rest } = policies[0]!;
  const rule = sla.PolicyRule.create({ clock: sla.ClockName.RESOLVE, parkCode: 'GATE', amount, unit: 'h' });
  const policy = { ...rest, version, rules: [...rules, rule] };
  await client.putPolicy({ policy, expectedVersion: version }, await headquarters());
}

const counted = async (): Promise<number> => {
  let sum = 0;
  for (const { metrics } of apps) {
    const metric = await metrics.getSingleMetric('sla_cases_set_aside_total')?.get();
    sum += metric?.values[0]?.value ?? 0;
  }
  return sum;
};

describe('newer rules, where the stored documents of some cases are broken', () => {
  it('are applied to all the others once, and to these by the next application after they were repaired', async () => {
    await putRule(10);
    const repair = await breakAll();
    const preview = { parkCode: 'GATE', draftPolicy: undefined };
    const told = await client.previewApplication(preview, await headquarters());
    expect(told).toMatchObject({ cases: sound.length, earlier: sound.length, notMeasured: 3 });
    await apply('first');
    const first = await finished();
    expect(first).toMatchObject({ casesDone: sound.length, setAside: 3 });
    expect(first.casesSetAside.map(({ caseId }) => caseId).sort()).toEqual(BROKEN);
    expect(first.casesSetAside.find(({ caseId }) => caseId === 'run-03')?.number).toBe('GATE-20260302-00003');
    await waitFor(() => sound.every((id) => timesApplied(id) > 0));
    expect(sound.map(timesApplied)).toEqual(sound.map(() => 1));
    expect(BROKEN.map(timesApplied)).toEqual([0, 0, 0]);
    expect(await counted()).toBe(3);

    await repair();
    await apply('second');
    expect(await finished()).toMatchObject({ casesDone: CASES, setAside: 0, casesSetAside: [] });
    await waitFor(() => BROKEN.every((id) => timesApplied(id) > 0));
    expect(ids.map(timesApplied)).toEqual(ids.map(() => 1));
    expect(await counted()).toBe(3);
  });

  it('show which cases those are to those alone who may see every park, and to the others how many', async () => {
    const { applications } = await client.listApplications({}, await rig.tokenOf({ role: 'handler', parks: ['GATE'] }));
    expect(applications.map(({ setAside, casesSetAside }) => [setAside, casesSetAside.length])).toEqual([
      [0, 0],
      [3, 0],
    ]);
  });
});
