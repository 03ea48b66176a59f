import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { connectStore, startStore, type StartedStore, type Store } from '@parkline/mongo';
import { waitFor } from '@parkline/testing';
import { lockProcess } from '../src/embedded/process-lock';
import { createStoreLog } from '../src/embedded/store-log';
import { sweepTopic } from '../src/embedded/sweep';
import { busContract } from './bus-contract';
import { anEvent, idsOf, someEvents } from './support/events';
import { openBus, type BusAddress } from './support/open-bus';

const logger = pino({ level: 'silent' });
const dir = mkdtempSync(join(tmpdir(), 'parkline-embedded-'));
const cacheDir = join(__dirname, '../../../.cache');
let server: StartedStore;
let address: BusAddress & { adapter: 'embedded' };

beforeAll(async () => {
  server = await startStore({ dataDir: dir, cacheDir, logger });
  // A name of its own: a store given by MONGODB_URI may have been used before.
  const database = `bus_${Date.now().toString(36)}`;
  address = { adapter: 'embedded', uri: server.uri, database, lockPath: join(dir, 'bus.lock') };
});

afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

busContract('embedded', () => Promise.resolve({ open: () => openBus(address), severalAtOnce: false, address }), true);

describe('the lock of the embedded bus', () => {
  it('refuses a second process with one line that says what to do', async () => {
    const lockPath = join(dir, 'second.lock');
    const lock = await lockProcess(lockPath);
    await expect(lockProcess(lockPath)).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'in_use',
      message: `Another process (pid ${process.pid}) uses ${lockPath}. Stop it first, or use another data folder.`,
    });
    await lock.release();
    await (await lockProcess(lockPath)).release();
  });

  it('is free at once after kill -9 of its holder', async () => {
    const lockPath = join(dir, 'killed.lock');
    const listening = `require('node:net').createServer().listen(${JSON.stringify(lockPath)}, () => console.log('up'))`;
    const child = spawn(process.execPath, ['-e', listening]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    await (await lockProcess(lockPath)).release();
  });

  it('takes a path that is too long for a socket', async () => {
    const lockPath = join(dir, 'deep/'.repeat(40), 'bus.lock');
    const lock = await lockProcess(lockPath);
    await expect(lockProcess(lockPath)).rejects.toMatchObject({ code: 'in_use' });
    await lock.release();
  });
});

describe('the log in the store', () => {
  let store: Store;

  beforeAll(async () => {
    store = await connectStore({ uri: server.uri, database: `${address.database}_log`, logger });
  });
  afterAll(() => store.close());

  const open = () => createStoreLog({ store, logger, topics: [], partitions: 2 });

  it('goes on with the offsets where another process left off', async () => {
    const first = await open();
    await first.append(
      't1',
      someEvents(20, { keys: 1 }).map((event) => ({ event })),
    );
    await first.close();
    const second = await open();
    await second.append('t1', [{ event: anEvent('k0', 21) }]);
    const all = await Promise.all([0, 1].map((partition) => second.read('t1', partition, 0, 100)));
    expect(idsOf(all.flat().map(({ event }) => event))).toEqual(idsOf(someEvents(21, { keys: 1 })));
    await second.close();
  });

  it('goes on after a write that failed half-way', async () => {
    const log = await open();
    await log.append('t2', [{ event: anEvent('a', 1) }]);
    const partition = log.end('t2', 0) === 1 ? 0 : 1;
    // What another write has left at the next offset makes the insert fail.
    const stray = { _id: `t2|${partition}|${'1'.padStart(14, '0')}`, ...anEvent('a', 2), at: new Date() };
    await store.collection<{ _id: string }>('log').insertOne(stray);
    await expect(log.append('t2', [{ event: anEvent('a', 2) }])).rejects.toThrow();
    await log.append('t2', [{ event: anEvent('a', 2) }]);
    const events = (await log.read('t2', partition, 0, 10)).map(({ event }) => event);
    expect(idsOf(events)).toEqual(['test/a/1', 'test/a/2', 'test/a/2']);
    await log.close();
  });

  it('keeps the last event of each key of a compacted topic', async () => {
    const log = await open();
    await log.append(
      't3',
      someEvents(2_100, { keys: 3 }).map((event) => ({ event })),
    );
    const spec = { name: 't3', partitions: 2, cleanup: 'compact' as const };
    expect(await sweepTopic(store, spec, 2, new Date())).toBe(2_097);
    await log.close();
    const again = await open();
    await again.partitions('t3');
    const left = await Promise.all([0, 1].map((partition) => again.read('t3', partition, 0, 10)));
    expect(left.flat().map(({ event }) => event.seq)).toEqual([700, 700, 700]);
    await again.close();
  });

  it('removes what is older than the retention time, but nothing that a group has still to read', async () => {
    const log = await open();
    await log.append(
      't4',
      someEvents(10, { keys: 1 }).map((event) => ({ event })),
    );
    const partition = log.end('t4', 0) === 10 ? 0 : 1;
    await log.commit('slow', 't4', partition, 6);
    await waitFor(
      async () =>
        (await store.collection<{ _id: string }>('positions').countDocuments({ _id: `t4|${partition}|slow` })) === 1,
    );
    const spec = { name: 't4', partitions: 2, cleanup: 'delete' as const, retentionDays: 7 };
    expect(await sweepTopic(store, spec, 2, new Date())).toBe(0);
    const later = new Date(Date.now() + 8 * 86_400_000);
    expect(await sweepTopic(store, spec, 2, later)).toBe(6);
    await log.close();
    const again = await open();
    await again.append('t4', [{ event: anEvent('k0', 11) }]);
    expect((await again.read('t4', partition, 0, 100)).map(({ offset }) => offset)).toEqual([6, 7, 8, 9, 10]);
    await again.close();
  });
});
