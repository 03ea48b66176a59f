import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames, startCluster } from '../src/cluster';

/** Says that it runs, and is ready. */
const sound = `
require('node:fs').writeFileSync(require('node:path').join(process.env.RUNNING, String(process.pid)), '');
require('node:http').createServer((_, answer) => answer.end()).listen(process.env.ADMIN_PORT, '127.0.0.1');
`;
/** Ends as soon as all the others run. */
const broken = `
const others = () => require('node:fs').readdirSync(process.env.RUNNING).length;
setInterval(() => others() === ${serviceNames.length - 1} && process.exit(1), 5);
`;

let folder: string;
let running: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkline-cluster-'));
  running = join(folder, 'running');
  await mkdir(running);
  await writeFile(join(folder, 'sound.js'), sound);
  await writeFile(join(folder, 'broken.js'), broken);
});
afterEach(async () => {
  for (const pid of await pids()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const pids = async () => (await readdir(running)).map(Number);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const start = (brokenOne?: string) =>
  startCluster({
    folder,
    brokers: 'none',
    mongodbUri: 'none',
    databasePrefix: 'none',
    env: { RUNNING: running },
    programOf: (service) => join(folder, service === brokenOne ? 'broken.js' : 'sound.js'),
  });

describe('a cluster', () => {
  it('that does not start leaves no process behind, and says which one has failed', async () => {
    await expect(start('sla')).rejects.toThrow('sla-0 has ended');
    const left = await pids();
    expect(left).toHaveLength(serviceNames.length - 1);
    expect(left.filter(isAlive)).toEqual([]);
  });

  it('that starts runs until it is stopped', async () => {
    const cluster = await start();
    const all = cluster.replicas.map(({ pid = 0 }) => pid);
    expect(all.filter(isAlive)).toHaveLength(serviceNames.length);
    await cluster.stop();
    expect(all.filter(isAlive)).toEqual([]);
  });
});
