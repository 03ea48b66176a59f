import { createMemoryBus } from '@parkline/messaging';
import { common, sla } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { contributionOf, type Counts } from '../src/domain/contribution';
import { addCounts } from '../src/domain/differences';
import { fromFields } from '../src/outbound/counter-names';
import { factFrom, type CounterDocument, type FactDocument } from '../src/outbound/fact-store';
import { breachEvent, caseEvent, parkChanged, publish, ratingEvent, startRig, type Published, type Rig } from './rig';

const { CaseState, Kind, Outcome, Channel, Priority } = common;
const received = new Date('2026-03-02T01:00:00Z');
const after = (hours: number): Date => new Date(received.getTime() + hours * 3_600_000);

let rig: Rig;
beforeAll(async () => void (rig = await startRig()));
afterAll(() => rig.end());

/** The stored counters, summed over their shards, and a recount of the stored facts. */
async function countedAndRecounted(): Promise<[Counts, Counts]> {
  const counted: Counts = new Map();
  for (const { n } of await rig.store.collection<CounterDocument>('counters').find().toArray()) {
    addCounts(counted, fromFields(n));
  }
  const recounted: Counts = new Map();
  for (const document of await rig.store.collection<FactDocument>('facts').find().toArray()) {
    addCounts(recounted, contributionOf(factFrom(document))?.counts ?? new Map());
  }
  return [new Map([...counted].filter(([, n]) => n !== 0).sort()), new Map([...recounted].sort())];
}

/** The life of one case, with everything that figures look at. */
function life(id: string, n: number): Published[] {
  const about = {
    parkCode: n % 3 === 0 ? 'BJ02' : 'SH01',
    kind: n % 10 === 9 ? Kind.SUGGESTION : Kind.COMPLAINT,
    channel: n % 2 === 0 ? Channel.WEB : Channel.PHONE,
    receivedAt: received,
  };
  const dispatched = { ...about, category: 'facility.lift', priority: Priority.P2 };
  const resolved = { ...dispatched, firstContactAt: after(n % 4), resolvedAt: after(1 + n) };
  return [
    caseEvent(id, 1, { ...about, state: CaseState.REGISTERED }),
    caseEvent(id, 2, { ...dispatched, state: CaseState.DISPATCHED }),
    ...(n % 5 === 0 ? [breachEvent(id, 7)] : []),
    caseEvent(id, 4, { ...resolved, state: CaseState.RESOLVED, escalationLevel: n % 5 === 0 ? 100 : 0 }),
    ratingEvent(id, 3, 1, 1 + (n % 5)),
    caseEvent(id, 6, {
      ...resolved,
      state: CaseState.CLOSED,
      outcome: n % 2 ? Outcome.RESOLVED : Outcome.RESOLVED_PARTLY,
    }),
  ];
}

it('counts a night complaint under the day of its park, whatever the day elsewhere', async () => {
  const { client, app } = await rig.startApp();
  await publish(rig.bus, [parkChanged('SH01'), parkChanged('BJ02'), parkChanged('LA03', 'America/Los_Angeles')]);
  const token = await rig.tokenOf({});
  const ask = () => client.getSummary({ parkCodes: [], fromDay: '', toDay: '' }, { principalToken: token });
  await waitFor(async () => (await ask()).parks.length === 3);
  const late = { receivedAt: new Date('2026-03-01T17:30:00Z'), state: CaseState.REGISTERED };
  await publish(rig.bus, [caseEvent('night-sh', 1, late), caseEvent('night-la', 1, { ...late, parkCode: 'LA03' })]);
  const summary = await waitFor(async () => {
    const answer = await ask();
    return answer.total?.cases === 2 && answer;
  });
  expect(summary.byDay).toEqual([
    { key: '2026-03-01', cases: 1 },
    { key: '2026-03-02', cases: 1 },
  ]);
  await app.stop();
});

it('counts every case once with two replicas, repeated events and events of different topics in any order', async () => {
  const first = await rig.startApp();
  // A second replica that reads everything itself, on its own log: every event is handled twice, at the same time.
  const otherBus = createMemoryBus({ partitions: 3 });
  const second = await rig.startApp(otherBus);
  const events = Array.from({ length: 60 }, (_, n) => life(`case-${n}`, n)).flat();
  const bySla = [...events].sort((a, b) => (a.topic < b.topic ? 1 : a.topic > b.topic ? -1 : 0));
  await Promise.all([publish(rig.bus, events), publish(otherBus, bySla), publish(otherBus, events)]);
  const token = await rig.tokenOf({});
  const ask = (parkCodes: string[] = []): ReturnType<typeof first.client.getSummary> =>
    second.client.getSummary({ parkCodes, fromDay: '2026-03-02', toDay: '2026-03-02' }, { principalToken: token });
  const { total, parks, byKind, byCategory, byState } = await waitFor(async () => {
    const answer = await ask();
    return answer.total?.closed === 54 && answer.total.rated === 54 && answer.total.closedInTime === 42 && answer;
  });
  const [counted, recounted] = await countedAndRecounted();
  expect(counted).toEqual(recounted);
  // 54 complaints and the night complaint of Shanghai; 6 suggestions stand apart.
  expect(total).toMatchObject({
    cases: 55,
    otherKinds: 6,
    open: 1,
    closedResolved: 24,
    closedPartly: 30,
    escalated: 12,
  });
  expect(total).toMatchObject({ handled: 54, firstContactMade: 54, satisfied: expect.any(Number) as number });
  expect(total?.resolutionRate).toBeCloseTo(24 / 54);
  expect(total?.onTimeRate).toBeCloseTo(42 / 54);
  expect(byKind).toEqual([
    { key: 'complaint', cases: 55 },
    { key: 'suggestion', cases: 6 },
  ]);
  expect(byCategory).toContainEqual({ key: 'facility.lift', cases: 54 });
  expect(byState).toContainEqual({ key: 'closed', cases: 54 });
  expect(parks.map(({ parkCode, figures }) => [parkCode, figures?.cases])).toEqual([
    ['BJ02', 18],
    ['LA03', 0],
    ['SH01', 37],
  ]);
  const oneOfTwo = Array.from({ length: 60 }, (_, n) => n)
    .filter((n) => n % 10 !== 9)
    .map((n) => 1 + n);
  const exact = oneOfTwo.sort((a, b) => a - b)[Math.ceil(0.9 * oneOfTwo.length) - 1]!;
  expect(Math.abs((total?.handlingHoursP90 ?? 0) - exact) / exact).toBeLessThan(0.02);
  expect((await ask(['BJ02'])).total?.cases).toBe(18);
  await first.app.stop();
  await second.app.stop();
  await otherBus.close();
});

it('counts incidents apart from complaints, and no more once their cases are unlinked', async () => {
  const { app, client } = await rig.startApp();
  const token = await rig.tokenOf({});
  const day = '2026-04-01';
  const about = { receivedAt: new Date(`${day}T04:00:00Z`), state: CaseState.SIGNED };
  const counted = async (wanted: object) => {
    const ask = () => client.getSummary({ parkCodes: [], fromDay: day, toDay: day }, { principalToken: token });
    await waitFor(async () => {
      expect((await ask()).total).toMatchObject(wanted);
      return true;
    });
  };
  const linked = ['one', 'two', 'three'];
  await publish(rig.bus, [
    caseEvent('master', 1, about),
    ...linked.map((id) => caseEvent(id, 3, { ...about, state: CaseState.LINKED, masterId: 'master' })),
    caseEvent('master', 5, { ...about, linkedCount: 3, incidentLinkedCount: 2 }),
    caseEvent('other', 2, { ...about, linkedCount: 1, incidentLinkedCount: 1 }),
  ]);
  await counted({ cases: 5, open: 2, incidents: 2, linkedComplaints: 3, largestIncident: 3 });
  await publish(rig.bus, [
    caseEvent('other', 4, about),
    caseEvent('master', 3, { ...about, linkedCount: 9, incidentLinkedCount: 9 }),
  ]);
  await counted({ cases: 5, incidents: 1, linkedComplaints: 2, largestIncident: 3 });
  await app.stop();
});

it('takes four store commands for a batch: read, facts, counters, commit', async () => {
  const { app } = await rig.startApp();
  const key = 'batch';
  let own = 0;
  const before = rig.store.commandCount();
  await publish(
    rig.bus,
    [1, 2, 3, 4, 5].map((seq) => caseEvent(key, seq, { receivedAt: received, state: CaseState.SIGNED })),
  );
  await waitFor(async () => {
    own += 1;
    return (await rig.store.collection<FactDocument>('facts').findOne({ _id: key }))?.seen.casework === 5;
  });
  expect(rig.store.commandCount() - before - own).toBeLessThanOrEqual(4);
  await app.stop();
});

it('ignores a breach of another clock than resolve', async () => {
  const { app } = await rig.startApp();
  await publish(rig.bus, [
    breachEvent('sign-late', 1, 1, sla.ClockName.SIGN),
    caseEvent('sign-late', 1, { receivedAt: received, state: CaseState.DISPATCHED }),
  ]);
  const fact = await waitFor(
    async () => (await rig.store.collection<FactDocument>('facts').findOne({ _id: 'sign-late' })) ?? undefined,
  );
  expect(fact.breachedCycles).toEqual([]);
  await app.stop();
});

it('makes the counters anew while cases go on being counted', async () => {
  const { app, client } = await rig.startApp();
  await rig.store.collection<CounterDocument>('counters').updateMany({}, { $inc: { 'n.cases': 7 } });
  const events = Array.from({ length: 40 }, (_, n) => life(`during-${n}`, n)).flat();
  const publishing = (async () => {
    for (const one of events) await publish(rig.bus, [one]);
  })();
  const rebuilt = await client.rebuildCounters({});
  await publishing;
  expect(rebuilt.facts).toBeGreaterThan(60);
  const facts = rig.store.collection<FactDocument>('facts');
  // Each topic comes by itself: all three must have, or the counters would be read in between.
  await waitFor(async () => (await facts.countDocuments({ 'case.state': 'closed' })) === 100);
  await waitFor(async () => (await facts.countDocuments({ 'ratings.1': { $gt: 0 } })) === 100);
  await waitFor(async () => (await facts.countDocuments({ breachedCycles: 1 })) === 20);
  const [counted, recounted] = await countedAndRecounted();
  expect(counted).toEqual(recounted);
  expect(rig.bus.events('parkline.reporting.v1').map(({ type }) => type)).toEqual(['CountersRebuilt']);
  await app.stop();
});

describe('a closed case of a park whose time zone is told later', () => {
  const received = new Date('2026-05-31T20:00:00Z');
  const daysOf = async (client: Awaited<ReturnType<Rig['startApp']>>['client']) => {
    const query = { parkCodes: ['NY04'], fromDay: '', toDay: '' };
    const { byDay } = await client.getSummary(query, { principalToken: await rig.tokenOf({}) });
    return byDay.map(({ key, cases }) => `${key} ${cases}`);
  };

  it('moves to the day of that zone, and once more when the zone is put right', async () => {
    const { app, client } = await rig.startApp();
    const facts = rig.store.collection<FactDocument>('facts');
    const about = { parkCode: 'NY04', receivedAt: received, state: CaseState.CLOSED, outcome: Outcome.RESOLVED };
    await publish(rig.bus, [caseEvent('ny-1', 1, about), caseEvent('ny-2', 1, about)]);
    await waitFor(async () => (await facts.countDocuments({ 'case.parkCode': 'NY04' })) === 2);
    for (const [seq, zone, day] of [
      [1, 'Asia/Shanghai', '2026-06-01'],
      [2, 'America/New_York', '2026-05-31'],
    ] as const) {
      await publish(rig.bus, [parkChanged('NY04', zone, seq)]);
      await waitFor(async () => {
        expect(await daysOf(client)).toEqual([`${day} 2`]);
        return true;
      });
    }
    const [counted, recounted] = await countedAndRecounted();
    expect(counted).toEqual(recounted);
    await app.stop();
  });

  it('is put right when the counters are made anew', async () => {
    const { app, client } = await rig.startApp();
    await rig.store
      .collection<FactDocument>('facts')
      .updateOne({ _id: 'ny-1' }, { $set: { 'case.day': '2026-06-01' } });
    await client.rebuildCounters({});
    expect(await daysOf(client)).toEqual(['2026-05-31 2']);
    await app.stop();
  });
});

describe('who may see what', () => {
  let client: Awaited<ReturnType<Rig['startApp']>>['client'];
  beforeAll(async () => void ({ client } = await rig.startApp()));

  it('shows a park manager his park only, and nothing of another', async () => {
    const token = await rig.tokenOf({ role: 'park-manager', parks: ['BJ02'] });
    const { parks } = await client.getSummary({ parkCodes: [], fromDay: '', toDay: '' }, { principalToken: token });
    expect(parks.map(({ parkCode }) => parkCode)).toEqual(['BJ02']);
    const other = client.getSummary({ parkCodes: ['SH01'], fromDay: '', toDay: '' }, { principalToken: token });
    await expect(other).rejects.toMatchObject({ kind: 'NotFound', code: 'park_unknown', field: 'park' });
  });

  it('shows nothing of another group', async () => {
    const token = await rig.tokenOf({ groupId: 'g2' });
    const { total, parks } = await client.getSummary(
      { parkCodes: [], fromDay: '', toDay: '' },
      { principalToken: token },
    );
    expect(total?.cases).toBe(0);
    expect(parks).toEqual([]);
  });

  it.each([
    ['complainants', { kind: 'complainant' as const, role: 'complainant' }, 'Forbidden'],
    ['the public', { kind: 'public' as const, role: 'public' }, 'Forbidden'],
  ])('refuses %s', async (_, person, kind) => {
    const token = await rig.tokenOf(person);
    const asked = client.getSummary({ parkCodes: [], fromDay: '', toDay: '' }, { principalToken: token });
    await expect(asked).rejects.toMatchObject({ kind });
  });

  it('lets only HQ administrators make the counters anew', async () => {
    const token = await rig.tokenOf({ role: 'park-manager' });
    await expect(client.rebuildCounters({}, { principalToken: token })).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it.each(['2026-02-30', '02.03.2026', '2026-3-2', '{"$gt":""}'])('refuses %s as a day', async (day) => {
    const token = await rig.tokenOf({});
    const asked = client.getSummary({ parkCodes: [], fromDay: day, toDay: '' }, { principalToken: token });
    await expect(asked).rejects.toMatchObject({ kind: 'InvalidInput', field: 'from' });
  });
});
