import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { waitFor } from '@parkline/testing';
import { Registry } from 'prom-client';
import type { OutgoingEvent } from '../src';
import { openTestStore, type TestStore } from './support/test-store';
import { firstAppearances, recordingBus, tallyRepository } from './support/tally';

let test: TestStore;
const at = new Date('2026-03-02T08:00:00Z');
const children: ChildProcess[] = [];

beforeAll(async () => {
  test = await openTestStore();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => test.close());

const add = (n: number) => () => ({ events: [{ add: n }] });

describe('the relay', () => {
  it('publishes what a process saved that was killed before it could publish, once per seq for a consumer', async () => {
    const child = await saver('killed', 5);
    child.kill('SIGKILL');
    await ended(child);
    const bus = recordingBus();
    const replicas = [tallyRepository(test.store, bus.publish), tallyRepository(await test.connect(), bus.publish)];
    for (const replica of replicas) replica.relay.start();
    await waitFor(async () => (await replicas[0]!.load('killed')).pending.length === 0);
    await Promise.all(replicas.map((r) => r.relay.drain()));
    expect(firstAppearances(bus.sent, 'killed')).toEqual([1, 2, 3, 4, 5]);
    expect((await replicas[0]!.timeline('killed')).map((e) => e.seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('finds at work, too, what another process left behind', async () => {
    const bus = recordingBus();
    const repo = tallyRepository(test.store, bus.publish);
    await repo.sync();
    repo.relay.start();
    await repo.execute({ id: 'own', at, decide: add(1) });
    await waitFor(() => firstAppearances(bus.sent, 'own').length === 1);
    const child = await saver('left', 2);
    child.kill('SIGKILL');
    await waitFor(() => firstAppearances(bus.sent, 'left').length === 2);
    await repo.relay.drain();
  });

  it('keeps first appearances in order when two replicas save and publish the same aggregates', async () => {
    const bus = recordingBus();
    const slow = async (topic: string, events: OutgoingEvent[]) => {
      await new Promise((done) => setTimeout(done, Math.random() * 20));
      await bus.publish(topic, events);
    };
    const name = 'contested';
    const replicas = [
      tallyRepository(test.store, slow, { name, relay: { sweepMs: 20, sweepAgeMs: 5 } }),
      tallyRepository(await test.connect(), slow, { name, relay: { sweepMs: 20, sweepAgeMs: 5 } }),
    ];
    await replicas[0]!.sync();
    for (const replica of replicas) replica.relay.start();
    const ids = ['a', 'b', 'c'];
    const saves = replicas.flatMap((replica) =>
      ids.map(async (id) => {
        for (let i = 0; i < 25; i++)
          await replica.execute({ id, at, decide: () => ({ events: [{ add: 1 }, { add: 2 }] }) });
      }),
    );
    await Promise.all(saves);
    const all = Array.from({ length: 100 }, (_, i) => i + 1);
    await waitFor(() => ids.every((id) => firstAppearances(bus.sent, id).at(-1) === 100));
    await Promise.all(replicas.map((r) => r.relay.drain()));
    for (const id of ids) {
      expect(firstAppearances(bus.sent, id)).toEqual(all);
      expect((await replicas[0]!.load(id)).version).toBe(100);
      expect((await replicas[0]!.timeline(id)).map((e) => e.seq)).toEqual(all);
    }
  });

  it('publishes a document with 1,000 pending events in order, in sends below 1 MB', async () => {
    const bus = recordingBus();
    const repo = tallyRepository(test.store, bus.publish, { name: 'thousand', relay: { maxBytesPerSend: 100_000 } });
    await repo.sync();
    await repo.save({ loaded: await repo.load('big'), events: Array.from({ length: 1000 }, () => ({ add: 1 })), at });
    await repo.execute({ id: 'small', at, decide: add(1) });
    repo.relay.start();
    await waitFor(async () => (await repo.collection.countDocuments({ pendingSince: { $exists: true } })) === 0);
    await repo.relay.drain();
    expect(bus.sent.filter((e) => e.subject === 'big').map((e) => e.seq)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
    expect(bus.sends.length).toBeGreaterThan(5);
    expect(await repo.timeline('big')).toHaveLength(1000);
    expect((await repo.load('big')).version).toBe(1000);
  });

  it('publishes later what the bus does not take now, while saves go on', async () => {
    const bus = recordingBus();
    let down = true;
    const flaky = (topic: string, events: OutgoingEvent[]) =>
      down ? Promise.reject(new Error('bus down')) : bus.publish(topic, events);
    const repo = tallyRepository(test.store, flaky, { name: 'flaky' });
    await repo.sync();
    repo.relay.start();
    for (let i = 0; i < 10; i++) await repo.execute({ id: 'patient', at, decide: add(1) });
    expect((await repo.load('patient')).pending).toHaveLength(10);
    down = false;
    await waitFor(async () => (await repo.load('patient')).pending.length === 0);
    await repo.relay.drain();
    expect(bus.sent.map((e) => e.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('lets no event that the bus never takes hold up those of others', async () => {
    const bus = recordingBus();
    const picky = (topic: string, events: OutgoingEvent[]) =>
      events.some((e) => e.subject === 'poison') ? Promise.reject(new Error('too large')) : bus.publish(topic, events);
    const repo = tallyRepository(test.store, picky, { name: 'picky' });
    await repo.sync();
    repo.relay.start();
    const ids = ['poison', 'x', 'y'];
    await repo.saveMany(
      [...(await repo.loadMany(ids)).values()].map((loaded) => ({ loaded, events: [{ add: 1 }], at })),
    );
    await waitFor(() => bus.sent.length >= 2);
    await repo.relay.drain(100);
    expect((await repo.load('poison')).pending).toHaveLength(1);
  });

  it('publishes again what was published before it was cleared, and clears it', async () => {
    const bus = recordingBus();
    const repo = tallyRepository(test.store, bus.publish, { name: 'again' });
    await repo.sync();
    const bulkWrite = repo.collection.bulkWrite.bind(repo.collection);
    let failures = 2;
    jest.spyOn(repo.collection, 'bulkWrite').mockImplementation((...args) => {
      if (failures-- > 0) return Promise.reject(new Error('store away'));
      return bulkWrite(...args);
    });
    repo.relay.start();
    await repo.execute({ id: 'one', at, decide: add(1) });
    await waitFor(async () => (await repo.load('one')).pending.length === 0);
    await repo.execute({ id: 'one', at, decide: add(1) });
    await repo.relay.drain();
    expect(firstAppearances(bus.sent, 'one')).toEqual([1, 2]);
    expect((await repo.timeline('one')).map((e) => e.seq)).toEqual([1, 2]);
  });

  it('says how old the oldest unpublished event is', async () => {
    const registry = new Registry();
    const repo = tallyRepository(test.store, () => Promise.reject(new Error('down')), { name: 'aged', registry });
    await repo.sync();
    await repo.execute({ id: 'old', at, decide: add(1) });
    await repo.collection.updateOne({ _id: 'old' }, { $set: { pendingSince: new Date(Date.now() - 60_000) } });
    repo.relay.start();
    const metric = () => registry.getSingleMetricAsString('parkline_outbox_oldest_seconds');
    await waitFor(async () => Number(/} (\d+)/.exec(await metric())?.[1]) >= 60);
    await repo.relay.drain(100);
  });
});

/** A process of its own that saves `count` changes and whose bus never answers; resolves once all are saved. */
async function saver(id: string, count: number): Promise<ChildProcess> {
  const support = resolve(__dirname, 'support');
  const args = ['-r', resolve(support, 'register-typescript.cjs'), resolve(support, 'saver.ts')];
  const child = spawn(process.execPath, [...args, test.uri, test.store.db.databaseName, id, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await waitFor(() => output.includes(`saved ${count}\n`), { what: 'the child to save' });
  return child;
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.signalCode === null && child.exitCode === null
    ? new Promise((done) => child.once('exit', done))
    : Promise.resolve();
}
