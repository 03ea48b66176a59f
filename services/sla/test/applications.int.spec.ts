import { connectStore, type Store } from '@parkline/mongo';
import { createLogger } from '@parkline/service-kit';
import { startTestStore, type TestStore } from '@parkline/testing';
import type { Application, Applications, CaseSetAside } from '../src/application/ports';
import { createApplications } from '../src/outbound/applications';

const logger = createLogger({ service: 'sla', level: 'silent' });
const at = new Date('2026-03-02T01:00:00Z');
const applicationOf = (id: string): Application => ({
  ...{ id, groupId: id, parkCode: '', at, by: 'hq-1', reason: 'shorter', policyVersion: 2 },
  ...{ casesDone: 0, finished: false, setAside: 0, casesSetAside: [] },
});
const cases = (from: number, count: number): CaseSetAside[] =>
  Array.from({ length: count }, (_, index) => ({ caseId: `case-${from + index}`, number: `N-${from + index}` }));

let server: TestStore;
let store: Store;
let applications: Applications;
beforeAll(async () => {
  server = await startTestStore();
  store = await connectStore({ uri: server.uri, database: `applications_${process.pid}_${Date.now()}`, logger });
  applications = await createApplications(store);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

const underWay = async (id: string) => (await applications.underWay(at)).find((one) => one.id === id)!;

describe('an application that sets cases aside', () => {
  it('counts them all and keeps the first 50, in the write that moves it on', async () => {
    await applications.add(applicationOf('many'), at);
    for (const [after, from, count] of [
      ['b', 0, 30],
      ['c', 30, 0],
      ['d', 30, 45],
    ] as const) {
      const moved = { after, done: 200 - count, finished: after === 'd', setAside: cases(from, count) };
      expect(await applications.advance(await underWay('many'), moved)).toBe(true);
    }
    const [kept] = await applications.list('many');
    expect(kept).toMatchObject({ casesDone: 525, setAside: 75, finished: true });
    expect(kept?.casesSetAside).toEqual(cases(0, 50));
  });

  it('takes them from one replica alone where two move it on from the same place', async () => {
    await applications.add(applicationOf('raced'), at);
    const seen = await underWay('raced');
    const step = { after: 'b', done: 199, finished: false, setAside: cases(7, 1) };
    const both = await Promise.all([applications.advance(seen, step), applications.advance(seen, step)]);
    expect(both.sort()).toEqual([false, true]);
    expect((await applications.list('raced'))[0]).toMatchObject({ setAside: 1, casesSetAside: cases(7, 1) });
  });

  it('has set none aside where an earlier release kept it', async () => {
    const { id: _id, setAside: _count, casesSetAside: _cases, ...earlier } = applicationOf('earlier');
    const before = { ...earlier, _id, after: '', startsAt: at };
    await store.collection<typeof before>('applications').insertOne(before);
    expect((await applications.list('earlier'))[0]).toMatchObject({ setAside: 0, casesSetAside: [] });
    const step = { after: 'b', done: 199, finished: true, setAside: cases(1, 1) };
    expect(await applications.advance(await underWay('earlier'), step)).toBe(true);
    expect((await applications.list('earlier'))[0]).toMatchObject({ setAside: 1, casesSetAside: cases(1, 1) });
  });
});
