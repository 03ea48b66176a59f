import { randomUUID } from 'node:crypto';
import { createConnection } from 'mongoose';
import { startBareServer } from './bare/process';
import { closedLoop, type LoopResult } from './closed-loop';
import { complaintBodies } from './complaints';
import { parksKnown, startGround, type Ground } from './ground';
import type { Options } from './options';
import { createPool } from './pool';
import { startCpuMeter, type Watched } from './processes';
import { byName, goal, keepResults, printTable } from './report';
import { round } from './figures';

interface Side extends LoopResult {
  /** CPU ms for each complaint by process. */
  cpu: Map<string, number>;
}

/** Accepted complaints a second through gateway and intake, against a bare insert of the same document. */
export async function intake(options: Options): Promise<void> {
  const none = { casework: 0, routing: 0, sla: 0, notification: 0, feedback: 0, reporting: 0 };
  const ground = await startGround(options, { replicas: none });
  try {
    const { sample, close } = await filedSample(ground);
    // The directory has given its parks to intake's copy: it has no part in what is measured.
    await Promise.all(ground.cluster.of('directory').map((replica) => replica.stop()));
    const bare = await startBareServer('main', [ground.storeUri, `bench_${process.pid}_bare`, sample]);
    const backing = ground.watched.filter(({ name }) => /^(store|kafka|load)/.test(name));
    const rounds: { bare: Side; parkline: Side }[] = [];
    // Bare, Parkline, Parkline, bare: what else the machine does, and the growing store, hit both alike.
    const bareRound = (): Promise<Side> => measure(bare.port, [{ name: 'bare', pid: bare.pid }, ...backing], options);
    const ownRound = (): Promise<Side> => measure(ground.port, ground.watched, options);
    const first = await bareRound();
    rounds.push({ bare: first, parkline: await ownRound() });
    const second = await ownRound();
    rounds.push({ bare: await bareRound(), parkline: second });
    await bare.stop();
    await close();
    show(rounds);
  } finally {
    await ground.stop();
  }
}

async function measure(port: number, watched: readonly Watched[], options: Options): Promise<Side> {
  const pool = createPool(port);
  const nextBody = complaintBodies();
  let meter = startCpuMeter(watched);
  let spent = new Map<string, number>();
  const result = await closedLoop(
    async () => {
      const { status, body } = await pool.request('POST', '/v1/complaints', {
        body: nextBody(),
        headers: { 'idempotency-key': randomUUID() },
      });
      if (status !== 201) throw new Error(`${status} ${body}`);
    },
    {
      atOnce: options.connections,
      warmupSeconds: options.warmup,
      seconds: options.seconds,
      measured: {
        begin: () => void (meter = startCpuMeter(watched)),
        end: () => void (spent = meter.stop()),
      },
    },
  );
  pool.close();
  return { ...result, cpu: new Map([...spent].map(([name, ms]) => [name, ms / result.count])) };
}

/** A complaint as intake stores it, with its event still in it. */
async function filedSample(ground: Ground): Promise<{ sample: string; close(): Promise<void> }> {
  await parksKnown(ground);
  const connection = await createConnection(ground.storeUri, {
    dbName: ground.cluster.databaseOf('intake'),
  }).asPromise();
  const stored = await connection.collection('complaints').findOne({});
  const event = {
    seq: 1,
    id: `intake/${String(stored?._id)}/1`,
    type: 'ComplaintRegistered',
    payload: Buffer.alloc(400, 7).toString('base64'),
  };
  const sample = JSON.stringify({ ...stored, pending: [event] });
  return { sample, close: () => connection.close() };
}

function show(rounds: readonly { bare: Side; parkline: Side }[]): void {
  const rows = rounds.flatMap(({ bare, parkline }, at) => [
    [`bare express + mongoose, round ${at + 1}`, ...line(bare)],
    [`gateway + intake, round ${at + 1}`, ...line(parkline)],
  ]);
  printTable('Accepted complaints', ['', 'per s', 'p50 ms', 'p99 ms'], rows);
  const mean = (side: 'bare' | 'parkline'): number =>
    rounds.reduce((sum, pair) => sum + pair[side].perSecond, 0) / rounds.length;
  const ratio = mean('parkline') / mean('bare');
  printTable(
    'Against the bare one',
    ['', 'ratio', 'goal'],
    [['complaints/s', ratio.toFixed(2), goal(round(ratio, 2), '≥', 0.6)]],
  );
  for (const side of ['bare', 'parkline'] as const) {
    const cpu = rounds.at(-1)?.[side].cpu ?? new Map<string, number>();
    const all = [...cpu.values()].reduce((sum, ms) => sum + ms, 0);
    printTable(`CPU ms for each complaint, ${side}`, ['process', 'ms'], [...byName(cpu, 2), ['all', all.toFixed(2)]]);
  }
  keepResults('intake', {
    ratio,
    rounds: rounds.map((pair) => ({ bare: plain(pair.bare), parkline: plain(pair.parkline) })),
  });
}

const line = ({ perSecond, p50Ms, p99Ms }: Side): string[] => [
  perSecond.toFixed(0),
  p50Ms.toFixed(1),
  p99Ms.toFixed(1),
];

const plain = ({ cpu, ...rest }: Side): unknown => ({ ...rest, cpuMsPerComplaint: Object.fromEntries(cpu) });
