import { directory, common, sla, topics, word } from '@parkline/proto';
import type { App } from '@parkline/service-kit';
import { fakeClock, waitFor, type FakeClock } from '@parkline/testing';
import type { CalendarDefinition } from '@parkline/working-time';
import type { CaseSnapshot } from '../src/domain/case-snapshot';
import { startRig, type Rig } from './rig';
import { RECEIVED_AT, tell, time } from './story';
import { sh01, sh01Grown } from './vectors/park';

let rig: Rig;
let clock: FakeClock;
let apps: App[];
let clients: ReturnType<Rig['clientOf']>[];
let client: ReturnType<Rig['clientOf']>;

/** A time in Shanghai. */
const local = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const hq = { role: 'hq-officer', subject: 'hq-1' };
const staff = (caller: Parameters<Rig['tokenOf']>[0] = {}) => rig.tokenOf({ ...hq, ...caller });

beforeAll(async () => {
  rig = await startRig();
  clock = fakeClock(RECEIVED_AT);
  const env = { SLA_TICK_MS: '50', SLA_SWEEP_MS: '50' };
  apps = [await rig.startApp(env, clock), await rig.startApp(env, clock)];
  clients = apps.map((app) => rig.clientOf(app));
  client = clients[0]!;
  await rig.tellCalendar(calendarOf(sh01));
  await rig.tellPark({ code: 'SH01', calendarId: 'sh01' });
  await rig.tellPark({ code: 'GATE' });
  await waitFor(async () => (await client.listCoverage({}, await staff())).parks.length === 2);
});
afterAll(() => rig.stop());
beforeEach(() => clock.set(RECEIVED_AT));

function calendarOf(definition: CalendarDefinition): directory.Calendar {
  const { calendarId: id, week, days, ...rest } = definition;
  return directory.Calendar.create({
    ...rest,
    id,
    groupId: 'g1',
    week: Object.entries(week).flatMap(([weekday, windows]) =>
      windows.map((window) => ({ ...window, weekday: Number(weekday) })),
    ),
    days: days.map(({ windows = [], ...day }) => ({ ...day, windows: [...windows] })),
  });
}

async function publish(caseId: string, story: string, first: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const { snapshots } = tell(story, { caseId, ...first });
  for (const snapshot of snapshots) await rig.tell(snapshot);
  return snapshots.at(-1)!;
}

/** What was told of a clock, each event once though a replica may repeat it. */
function toldOf(caseId: string, name: string): sla.SlaEvent[] {
  const events = new Map(rig.bus.events(topics.sla).map((event) => [event.id, event]));
  return [...events.values()]
    .map(({ payload }) => sla.SlaEvent.decode(payload))
    .filter((event) => event.caseId === caseId && event.clock && word(event.clock.name) === name);
}

const changesOf = (caseId: string, name: string) => toldOf(caseId, name).map(({ change }) => change?.$case);

async function clockOf(caseId: string, name: string): Promise<sla.Clock | undefined> {
  const { cases } = await client.getClocks({ caseIds: [caseId] }, await staff());
  return cases[0]?.clocks.find((one) => word(one.name) === name);
}

async function newestPolicy(token?: { principalToken: string }): Promise<sla.Policy> {
  const { policies } = await client.listPolicies({ limit: 1, groupId: '' }, token ?? (await staff()));
  return policies[0]!;
}

/** Puts the policy in force with one more rule, and waits until both replicas go by it. */
async function putRule(rule: Partial<sla.PolicyRule>): Promise<sla.Policy> {
  const former = await newestPolicy();
  const policy = { ...former, note: 'one more', rules: [...former.rules, sla.PolicyRule.create(rule)] };
  const { policy: put } = await client.putPolicy({ policy, expectedVersion: former.version }, await staff());
  return put!;
}

const preview = async (
  request: Partial<sla.PreviewDeadlinesRequest>,
  caller: Parameters<Rig['tokenOf']>[0] = {},
): Promise<sla.PreviewDeadlinesResponse> =>
  client.previewDeadlines(sla.PreviewDeadlinesRequest.create({ parkCode: 'SH01', ...request }), await staff(caller));

describe('previews', () => {
  it('count 12 wh over the make-up Saturday and the Spring Festival', async () => {
    const startAt = local('2026-02-13 17:30');
    expect(await preview({ startAt, workingMinutes: 720 })).toMatchObject({
      dueAt: local('2026-02-24 13:30'),
      provisional: false,
      windows: [
        { from: startAt, to: local('2026-02-13 18:00') },
        { from: local('2026-02-14 09:00'), to: local('2026-02-14 12:00') },
        { from: local('2026-02-14 13:00'), to: local('2026-02-14 18:00') },
        { from: local('2026-02-24 09:00'), to: local('2026-02-24 12:00') },
        { from: local('2026-02-24 13:00'), to: local('2026-02-24 13:30') },
      ],
    });
  });

  it('work around the clock in a park without a calendar', async () => {
    const startAt = local('2026-02-13 17:30');
    const { dueAt } = await preview({ parkCode: 'GATE', startAt, workingMinutes: 720 });
    expect(dueAt).toEqual(local('2026-02-14 05:30'));
  });

  it('give every clock of a priority, with pauses that leave the allowance as long as it is', async () => {
    const pauses = [{ from: local('2026-03-02 14:00'), to: local('2026-03-02 16:00') }];
    const startAt = local('2026-03-02 09:00');
    const { clocks } = await preview({ startAt, priority: common.Priority.P3, pauses });
    expect(clocks.map(({ name, amount, unit }) => `${word(name)} ${amount} ${unit}`)).toEqual([
      ...['sign 2 wh', 'first_contact 2 wh', 'resolve 12 wh', 'revisit 3 wd'],
    ]);
    const resolve = clocks[2]!;
    expect(resolve.dueAt).toEqual(local('2026-03-03 16:00'));
    const lengths = resolve.windows.map(({ from, to }) => +to! - +from!);
    expect(lengths.reduce((sum, ms) => sum + ms, 0)).toBe(12 * 3_600_000);
  });

  it('refuse a deadline beyond the calendar with the last covered day, unless provisional ones will do', async () => {
    const late = { startAt: local('2026-12-31 15:00'), workingMinutes: 720 };
    await expect(preview(late)).rejects.toMatchObject({
      ...{ kind: 'InvalidInput', code: 'beyond_coverage', field: 'startAt' },
      details: { lastCoveredDay: '2026-12-31' },
    });
    const byPriority = { startAt: late.startAt, priority: common.Priority.P3 };
    await expect(preview(byPriority)).rejects.toMatchObject({ code: 'beyond_coverage' });
    expect(await preview({ ...late, allowProvisional: true })).toMatchObject({
      ...{ dueAt: local('2027-01-04 10:00'), provisional: true },
    });
    const far = { startAt: local('2090-01-01 09:00'), workingMinutes: 60, allowProvisional: true };
    await expect(preview(far)).rejects.toMatchObject({ code: 'beyond_reach' });
  });

  it('try a calendar and a policy that are not in force, and say all that is wrong with them', async () => {
    const startAt = local('2026-12-31 15:00');
    const draftCalendar = { ...calendarOf(sh01Grown), id: '', version: 0 };
    const tried = await preview({ startAt, workingMinutes: 720, draftCalendar });
    expect(tried).toMatchObject({ dueAt: local('2027-01-05 10:00'), provisional: false });
    const wrong = preview({ startAt, workingMinutes: 60, draftCalendar: { ...draftCalendar, timeZone: 'Moon' } });
    await expect(wrong).rejects.toMatchObject({ code: 'calendar_invalid', field: 'draftCalendar.timeZone' });

    const policy = await newestPolicy();
    const rule = { clock: sla.ClockName.RESOLVE, category: 'facility.lift', amount: 1.5, unit: 'wh' };
    const draftPolicy = { ...policy, rules: [...policy.rules, sla.PolicyRule.create(rule)] };
    const lift = { startAt: local('2026-03-02 09:00'), priority: common.Priority.P3, category: 'facility.lift' };
    const { clocks } = await preview({ ...lift, draftPolicy });
    expect(clocks[2]).toMatchObject({ dueAt: local('2026-03-02 10:30'), amount: 1.5 });
    const bad = preview({ ...lift, draftPolicy: { ...policy, rules: [] } });
    await expect(bad).rejects.toMatchObject({ code: 'policy_invalid', field: 'rules' });
  });

  it('are for headquarters and staff of the park', async () => {
    const request = { startAt: local('2026-03-02 09:00'), workingMinutes: 60 };
    await expect(preview(request, { role: 'handler', parks: ['SH01'] })).resolves.toBeDefined();
    await expect(preview(request, { role: 'handler', parks: ['BJ01'] })).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(preview(request, { groupId: 'g2' })).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(preview(request, { kind: 'complainant' })).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it.each<[shows: string, request: Partial<sla.PreviewDeadlinesRequest>, field: string]>([
    ['no start', { workingMinutes: 60 }, 'startAt'],
    ['a start of another age', { startAt: new Date(0), workingMinutes: 60 }, 'startAt'],
    ['neither minutes nor a priority', { startAt: RECEIVED_AT }, 'workingMinutes'],
    ['both', { startAt: RECEIVED_AT, workingMinutes: 1, priority: common.Priority.P1 }, 'workingMinutes'],
    ['minutes below nothing', { startAt: RECEIVED_AT, workingMinutes: -1 }, 'workingMinutes'],
    ['minutes for years', { startAt: RECEIVED_AT, workingMinutes: 200_001 }, 'workingMinutes'],
    [
      'a pause that never ends',
      { startAt: RECEIVED_AT, priority: common.Priority.P3, pauses: [{ from: time('1h'), to: undefined }] },
      'pauses[0].to',
    ],
    [
      'a pause before the start',
      { startAt: RECEIVED_AT, priority: common.Priority.P3, pauses: [{ from: new Date(0), to: time('1h') }] },
      'pauses[0].from',
    ],
  ])('refuse %s', async (_shows, request, field) => {
    await expect(preview(request)).rejects.toMatchObject({ kind: 'InvalidInput', field });
  });
});

describe('policies', () => {
  it('begin with that of the product, and have versions that only headquarters can add to', async () => {
    const first = await newestPolicy();
    expect(first).toMatchObject({ version: 1, pauseAllowanceDays: 5, firstContactCapHours: 24 });
    const policy = { ...first, note: 'as before', quietHours: { from: '22:00', to: '07:00' } };
    const put = async (expectedVersion: number, caller = {}) =>
      client.putPolicy({ policy, expectedVersion }, await staff(caller));
    await expect(put(1, { role: 'park-manager' })).rejects.toMatchObject({ code: 'headquarters_only' });
    await expect(put(7)).rejects.toMatchObject({ kind: 'Conflict', code: 'stale_version' });
    expect((await put(1)).policy).toMatchObject({ version: 2, by: 'hq-1', at: RECEIVED_AT, note: 'as before' });
    await expect(put(1)).rejects.toMatchObject({ code: 'stale_version', details: { version: '2' } });

    const { policies } = await clients[1]!.listPolicies({ limit: 0, groupId: '' }, await staff({ role: 'handler' }));
    expect(policies.map(({ version }) => version)).toEqual([2, 1]);
    expect(policies[0]?.quietHours).toEqual({ from: '22:00', to: '07:00' });
    const service = await rig.tokenOf({ kind: 'service', subject: 'notification', groupId: '', role: 'service' });
    const asked = await client.listPolicies({ limit: 1, groupId: 'g1' }, service);
    expect(asked.policies.map(({ version }) => version)).toEqual([2]);
  });

  it('are refused with every wrong field named', async () => {
    const policy = await newestPolicy();
    const wrong = { ...policy, pauseAllowanceDays: 99, rules: [sla.PolicyRule.create({ amount: -1 })] };
    await expect(
      client.putPolicy({ policy: wrong, expectedVersion: policy.version }, await staff()),
    ).rejects.toMatchObject({
      ...{ kind: 'InvalidInput', code: 'policy_invalid', field: 'rules[0].clock' },
      details: {
        'rules[0].amount': expect.any(String),
        'rules[0].unit': expect.any(String),
        rules: expect.any(String),
      },
    });
  });

  it('of two put at once one comes too late', async () => {
    const policy = await newestPolicy();
    const token = await staff();
    const both = await Promise.allSettled(
      clients.map((one) => one.putPolicy({ policy, expectedVersion: policy.version }, token)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('clocks on the calendar of their park', () => {
  it('carry their versions and how much is used', async () => {
    await publish('shown', 'dispatch p3 0m, sign 5m, contact 10m, wait 1h, resume 2h');
    await waitFor(() => toldOf('shown', 'resolve').length === 3);
    const [started, paused, resumed] = toldOf('shown', 'resolve').map((event) => event.clock!);
    expect(started).toMatchObject({ calendarId: 'sh01', calendarVersion: 1, provisional: false, percentUsed: 0 });
    expect(started?.dueAt).toEqual(local('2026-03-03 14:00'));
    expect(started?.firstDueAt).toEqual(started?.dueAt);
    expect(paused).toMatchObject({ status: sla.ClockStatus.PAUSED, dueAt: undefined, percentUsed: 8.33 });
    expect(resumed).toMatchObject({ percentUsed: 8.33, dueAt: local('2026-03-03 15:00') });
    clock.set(local('2026-03-02 16:00'));
    expect((await clockOf('shown', 'resolve'))?.percentUsed).toBe(41.67);
  });

  it('follow relief, suspension and extension as casework tells of them', async () => {
    const story = 'dispatch p1 0m, sign 5m, contact 6m, relieve 1h, suspend 2h, resume 4h, extend 40h 5h';
    await publish('way', story);
    await waitFor(() => changesOf('way', 'resolve').includes('moved'));
    expect(changesOf('way', 'relief')).toEqual(['started', 'stopped']);
    expect(changesOf('way', 'resolve')).toEqual(['started', 'paused', 'resumed', 'moved']);
    const moved = toldOf('way', 'resolve').at(-1)!;
    expect(moved.change?.value).toMatchObject({ reason: 'extension', fromDueAt: time('26h') });
    expect(moved.clock).toMatchObject({ dueAt: time('40h'), firstDueAt: time('26h'), deadlineNumber: 2 });
  });

  it('ask casework to escalate for relief as for every clock', async () => {
    await publish('burning', 'dispatch p1 0m, sign 1m, contact 2m');
    await waitFor(() => changesOf('burning', 'relief').length === 1);
    clock.set(time('4h'));
    const asked = await waitFor(() => rig.asked.find(({ caseRef }) => caseRef === 'burning'));
    expect(asked).toMatchObject({
      cycle: 1,
      command: { $case: 'escalate', value: { step: 100, clock: 'relief', deadlineNumber: 1 } },
    });
  });

  it('let a master take the deadline of an earlier complaint', async () => {
    await publish('master', 'dispatch p2 3h, sign 3h, contact 3h, add-linked p2 0m 4h', { receivedAt: time('2h') });
    const moved = await waitFor(() => toldOf('master', 'resolve').find(({ change }) => change?.$case === 'moved'));
    expect(moved.change?.value).toMatchObject({ reason: 'linked' });
    expect(moved.clock?.dueAt).toEqual(local('2026-03-02 18:00'));
  });
});

describe('deadlines beyond the calendar', () => {
  const atYearsEnd = local('2026-12-31 15:00');
  const received = { receivedAt: atYearsEnd, stateSince: atYearsEnd };
  const hour = (text: string): string => `${(+local(text) - +RECEIVED_AT) / 60_000}m`;

  it('are provisional, are counted, and are worked out anew when the calendar grows', async () => {
    clock.set(atYearsEnd);
    const story = ['15:00', '15:05', '15:10'].map((at) => hour(`2026-12-31 ${at}`));
    await publish('end', `dispatch p3 ${story[0]}, sign ${story[1]}, contact ${story[2]}`, received);
    await waitFor(() => changesOf('end', 'first_contact').includes('stopped'));
    expect(await clockOf('end', 'resolve')).toMatchObject({ dueAt: local('2027-01-04 10:00'), provisional: true });
    const coverage = async () => (await client.listCoverage({}, await staff({ parks: ['SH01'] }))).parks;
    expect(await coverage()).toEqual([
      {
        ...{ parkCode: 'SH01', calendarId: 'sh01', calendarVersion: 1, coveredUntil: '2026-12-31' },
        ...{ endsSoon: true, provisionalClocks: 1 },
      },
    ]);

    await rig.tellCalendar(calendarOf(sh01Grown));
    const moved = await waitFor(() => toldOf('end', 'resolve').find(({ change }) => change?.$case === 'moved'));
    expect(moved.change?.value).toMatchObject({ reason: 'calendar_grown', fromDueAt: local('2027-01-04 10:00') });
    expect(moved.clock).toMatchObject({
      ...{ dueAt: local('2027-01-05 10:00'), provisional: false, deadlineNumber: 1, calendarVersion: 2 },
    });
    expect(await coverage()).toMatchObject([{ calendarVersion: 2, coveredUntil: '2027-01-31', provisionalClocks: 0 }]);
    // A certain deadline kept the version that it was measured by.
    expect(await clockOf('shown', 'resolve')).toMatchObject({ calendarVersion: 1 });
  });

  it('are provisional too while nobody has told of the park, until somebody does', async () => {
    clock.set(time('1m'));
    await publish('early', 'dispatch p3 1m', { parkCode: 'NEW1' });
    await waitFor(() => toldOf('early', 'resolve').length === 1);
    expect(await clockOf('early', 'resolve')).toMatchObject({ dueAt: time('12h'), provisional: true, calendarId: '' });
    await rig.tellPark({ code: 'NEW1', calendarId: 'sh01' });
    const moved = await waitFor(() => toldOf('early', 'resolve').find(({ change }) => change?.$case === 'moved'));
    expect(moved.clock).toMatchObject({ dueAt: local('2026-03-03 14:00'), provisional: false, calendarId: 'sh01' });
  });
});

describe('a calendar that cannot be counted on', () => {
  it('goes to the dead letters, and the one before it stays in force', async () => {
    await rig.tellCalendar({ ...calendarOf(sh01Grown), version: 9, standardWeekday: 7 });
    const dead = () => rig.bus.deadLetters.list({ topic: topics.directory, group: 'sla' });
    await waitFor(async () => (await dead()).length > 0);
    const { parks } = await client.listCoverage({}, await staff({ parks: ['SH01'] }));
    expect(parks).toMatchObject([{ calendarVersion: 2 }]);
  });
});

describe('newer rules', () => {
  it('are previewed, applied to each running clock once by whichever replica, and recorded', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `run-${index}`);
    for (const id of ids) await publish(id, 'dispatch p4 0m, sign 1m, contact 2m', { parkCode: 'GATE' });
    await waitFor(() => ids.every((id) => changesOf(id, 'first_contact').includes('stopped')));
    const before = toldOf('run-0', 'resolve')[0]!.clock!;
    expect(before.dueAt).toEqual(time('120h'));

    const put = await putRule({ clock: sla.ClockName.RESOLVE, parkCode: 'GATE', amount: 10, unit: 'h' });
    expect((await clockOf('run-0', 'resolve'))?.policyVersion).toBe(before.policyVersion);
    clock.set(time('11h'));
    const token = await staff();
    const effect = await client.previewApplication({ parkCode: 'GATE', draftPolicy: undefined }, token);
    expect(effect).toMatchObject({ cases: 30, clocks: 30, earlier: 30, later: 0, overdueAtOnce: 30, truncated: false });
    expect(effect.examples).toHaveLength(30);
    expect(effect.examples[0]).toMatchObject({ fromDueAt: time('120h'), toDueAt: time('10h') });
    expect(changesOf('run-0', 'resolve')).not.toContain('rulesApplied');

    const command = { parkCode: 'GATE', reason: 'ten hours at the gate', commandId: 'c1' };
    const { application } = await client.applyToRunningClocks(command, token);
    const again = await clients[1]!.applyToRunningClocks(command, token);
    expect(again.application?.id).toBe(application?.id);
    expect(application).toMatchObject({ policyVersion: put.version, finished: false, by: 'hq-1' });
    await expect(client.applyToRunningClocks(command, await staff({ role: 'region-manager' }))).rejects.toMatchObject({
      kind: 'Forbidden',
    });
    clock.advance(6_000);
    const listed = await waitFor(async () => {
      const { applications } = await client.listApplications({}, token);
      return applications[0]?.finished && applications[0];
    });
    expect(listed).toMatchObject({ id: application?.id, casesDone: 30, reason: 'ten hours at the gate' });
    await waitFor(() => ids.every((id) => changesOf(id, 'resolve').includes('moved')));
    for (const id of ids) {
      const changes = changesOf(id, 'resolve').filter((name) => name === 'rulesApplied' || name === 'moved');
      expect(changes).toEqual(['rulesApplied', 'moved']);
    }
    expect(await clockOf('run-0', 'resolve')).toMatchObject({
      ...{ policyVersion: put.version, dueAt: time('10h'), deadlineNumber: 2, breached: true },
    });
    // What the new deadline had passed already is missed, so nobody is called for it.
    expect(changesOf('run-0', 'resolve')).not.toContain('breached');
  });

  it('are not applied without a reason', async () => {
    const command = { parkCode: '', reason: ' ', commandId: 'c2' };
    await expect(client.applyToRunningClocks(command, await staff())).rejects.toMatchObject({ field: 'reason' });
  });
});
