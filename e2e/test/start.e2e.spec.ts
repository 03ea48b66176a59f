import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { freePort, waitFor } from '@parkline/testing';
import { createApi } from '../src/api';
import { spawnLocal, startLocal, type LocalRun } from '../src/local';
import { treeMegabytes } from '../src/memory';
import { temporaryFolder } from '../src/platform-under-test';

const whereIs = (tool: string): string[] =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .filter((path) => existsSync(path))
    .slice(0, 1);

describe('npm start', () => {
  let folder: { path: string; remove(): Promise<void> };
  let run: LocalRun;
  const port = freePort();

  beforeAll(async () => {
    folder = await temporaryFolder('start');
    run = await startLocal({ folder: folder.path, port: await port });
  });
  afterAll(async () => {
    run.signal('SIGKILL');
    await run.ended;
    await folder.remove();
  });

  const filed = async (): Promise<{ number: string; trackingCode: string }> => {
    const { body } = await createApi(run.url, run.developmentKey).file({
      parkCode: 'SH01',
      channel: 'web',
      description: '大堂的自动门关不上，冷风直吹前台。',
      identity: 'anonymous',
    });
    return body;
  };
  const dispatched = ({ number, trackingCode }: { number: string; trackingCode: string }): Promise<true> =>
    waitFor(async () => {
      const { body } = await createApi(run.url, run.developmentKey).track(number, trackingCode);
      return body.state === 'dispatched';
    });

  it('serves the portal, and demo cases of the past days without a storm of escalations', async () => {
    const api = createApi(run.url, run.developmentKey);
    expect((await api.request('GET', '/')).body).toContain('<div id="root">');
    const hq = await api.person({ role: 'hq-officer' });
    const rows = await api.list('all', hq.token);
    expect(rows.length).toBeGreaterThan(20);
    const ages = rows.map(({ case: item }) => Date.now() - Date.parse(item.receivedAt));
    expect(Math.max(...ages)).toBeLessThan(7 * 24 * 3_600_000);
    expect(Math.min(...ages)).toBeLessThan(2 * 3_600_000);
    expect(rows.filter(({ case: item }) => item.escalationLevel === 200).length).toBeLessThan(rows.length / 2);
  });

  it('stays under 500 MB with npm and the store', () => {
    // npm itself, which `npm start` adds, has been seen at 60 to 75 MB.
    expect(treeMegabytes(run.pid) + 75).toBeLessThan(500);
  });

  it('ends all of it on Ctrl-C, and a second start keeps the data', async () => {
    const complaint = await filed();
    await dispatched(complaint);
    run.signal('SIGINT');
    await expect(run.ended).resolves.toBe(0);
    await expect(fetch(run.url)).rejects.toThrow();
    run = await startLocal({ folder: folder.path, port: await port });
    await dispatched(complaint);
  });

  it('keeps the data after kill -9, and starts again at once', async () => {
    const complaint = await filed();
    run.signal('SIGKILL');
    await run.ended;
    run = await startLocal({ folder: folder.path, port: await port });
    await dispatched(complaint);
  });

  it('refuses a second one on the same data, in one line', async () => {
    const second = spawnLocal({ folder: folder.path, port: await freePort() });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(
      /^Parkline cannot start: another Parkline runs on .*; stop it, or set PARKLINE_DATA/m,
    );
    expect((await fetch(run.url)).status).toBe(200);
  });
});

describe('npm start says in one line what to do', () => {
  let folder: { path: string; remove(): Promise<void> };
  beforeAll(async () => {
    folder = await temporaryFolder('refused');
  });
  afterAll(() => folder.remove());

  const refusal = async (env: Record<string, string>, port?: number): Promise<string> => {
    const { ended, output } = spawnLocal({ folder: folder.path, port: port ?? (await freePort()), env });
    expect(await ended).toBe(1);
    const lines = output()
      .split('\n')
      .filter((line) => line.startsWith('Parkline cannot start: '));
    expect(lines).toHaveLength(1);
    expect(output()).not.toMatch(/^\s+at /m);
    return lines[0] as string;
  };

  it('where the port is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, () => resolve((taken.address() as { port: number }).port));
    });
    expect(await refusal({}, port)).toMatch(/port \d+ is taken .*PORT=8081 npm start/);
    taken.close();
  });

  it.each([
    ['the port is no number', { PORT: 'http' }, /PORT is "http"/],
    [
      'the store does not answer',
      { MONGODB_URI: 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=500' },
      /No document store answers at .*127\.0\.0\.1:9/,
    ],
    [
      'the store is no store',
      { MONGODB_URI: 'postgres://x' },
      /MONGODB_URI has a wrong value: must begin with mongodb/,
    ],
    ['a value of a service is wrong', { SLA_TICK_MS: 'often' }, /SLA_TICK_MS is "often"/],
  ])(
    'where %s',
    async (_, env, line) => {
      expect(await refusal(env)).toMatch(line);
    },
    60_000,
  );

  it('where Python is missing', async () => {
    const bin = join(folder.path, 'bin');
    await mkdir(bin);
    // All that the build needs, and no python3.
    const tools = [process.execPath, ...['npm', 'sh', 'git', 'uname'].flatMap(whereIs)];
    for (const tool of tools) await symlink(tool, join(bin, basename(tool)));
    const line = await refusal({ PATH: bin, PARKLINE_CACHE: join(folder.path, 'empty-cache') });
    expect(line).toMatch(/[Pp]ython 3/);
  });

  it('on Windows', async () => {
    const preload = join(folder.path, 'windows.cjs');
    await writeFile(preload, "Object.defineProperty(process, 'platform', { value: 'win32' });");
    expect(await refusal({ NODE_OPTIONS: `--require ${preload}` })).toMatch(/Windows is not supported; .*WSL/);
  });

  it('where the data folder is a file', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    expect(await refusal({ PARKLINE_DATA: file })).toMatch(/PARKLINE_DATA names/);
  });
});
