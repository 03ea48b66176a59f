import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '@parkline/testing';
import { connectStore, startStore } from '../src';
import { logger } from './support/logger';

/** As the tests of other libraries use it: the embedded server is installed only once. */
const cacheDir = resolve(__dirname, '../../../.cache');
const env = { PATH: process.env.PATH, HOME: process.env.HOME };
const children: ChildProcess[] = [];
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parkline-start-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20 });
});

describe('starting a store', () => {
  it('takes the one that MONGODB_URI names', async () => {
    const { uri } = await startStore({ dataDir, logger, env: { ...env, MONGODB_URI: 'mongodb://somewhere/' } });
    expect(uri).toBe('mongodb://somewhere/');
  });

  it('keeps the data until the next start', async () => {
    const first = await startStore({ dataDir, cacheDir, logger, env });
    const store = await connectStore({ uri: first.uri, database: 'kept', logger });
    await store.collection<{ _id: string }>('things').insertOne({ _id: 'a' });
    await store.close();
    await first.stop();
    const second = await startStore({ dataDir, cacheDir, logger, env });
    const again = await connectStore({ uri: second.uri, database: 'kept', logger });
    expect(await again.collection('things').countDocuments()).toBe(1);
    await again.close();
    await second.stop();
  });

  it('refuses a data folder that a running process holds, and names it', async () => {
    const holder = await starter();
    await expect(startStore({ dataDir, cacheDir, logger, env })).rejects.toMatchObject({
      code: 'store_in_use',
      message: expect.stringContaining(`process ${holder.pid}`) as string,
    });
  });

  it('ends the store with a starter that is killed with -9, and starts at once on the same data', async () => {
    const holder = await starter();
    const store = await storePid();
    holder.kill('SIGKILL');
    const next = await startStore({ dataDir, cacheDir, logger, env });
    await waitFor(async () => !(await alive(store)));
    await next.stop();
  });

  it('ends a store whose starter and watcher were both killed', async () => {
    const holder = await starter();
    const store = await storePid();
    const watcher = await childOf(store);
    process.kill(watcher, 'SIGKILL');
    holder.kill('SIGKILL');
    await waitFor(async () => !(await alive(holder.pid as number)));
    expect(await alive(store)).toBe(true);
    const next = await startStore({ dataDir, cacheDir, logger, env });
    expect(await alive(store)).toBe(false);
    await next.stop();
  });

  it('survives a Ctrl-C of the group, as it must serve until the services have drained', async () => {
    const store = await startStore({ dataDir, cacheDir, logger, env });
    process.kill(await storePid(), 'SIGINT');
    const connected = await connectStore({ uri: store.uri, database: 'x', logger });
    // Long enough for a server that has heard of it to be gone.
    for (let ping = 0; ping < 300; ping++) await connected.ping();
    await connected.close();
    await store.stop();
  });

  it('tells when a store ends by itself', async () => {
    let said: string | undefined;
    await startStore({ dataDir, cacheDir, logger, env, onUnexpectedEnd: (line) => (said = line) });
    process.kill(await storePid(), 'SIGKILL');
    await waitFor(() => said !== undefined);
  });

  it.each([
    [
      'no python3',
      { env: { PATH: '/nowhere' } },
      'store_python',
      /^python3 was not found;.* Install Python 3\. Or set MONGODB_URI/,
    ],
    ['Windows', { platform: 'win32' as const }, 'store_platform', /does not run on Windows\. Set MONGODB_URI/i],
  ])('with %s says in one line what to do', async (_case, options, code, message) => {
    const error: unknown = await startStore({ dataDir, logger, env, ...options }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect((error as Error).message).not.toContain('\n');
  });
});

async function starter(): Promise<ChildProcess> {
  const support = resolve(__dirname, 'support');
  const args = ['-r', resolve(support, 'register-typescript.cjs'), resolve(support, 'starter.ts'), dataDir, cacheDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await waitFor(() => output.startsWith('started '), { what: 'the child to start its store' });
  return child;
}

async function storePid(): Promise<number> {
  return (JSON.parse(await readFile(join(dataDir, 'store.pid'), 'utf8')) as { server: number }).server;
}

async function childOf(pid: number): Promise<number> {
  return (await processes()).find(({ parent }) => parent === pid)?.pid as number;
}

/** Not for a process that has ended and that nobody has taken note of. */
async function alive(pid: number): Promise<boolean> {
  return (await processes()).some((one) => one.pid === pid && !one.stat.startsWith('Z'));
}

async function processes(): Promise<{ pid: number; parent: number; stat: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,stat=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, stat = '']) => ({ pid: Number(pid), parent: Number(parent), stat }));
}
