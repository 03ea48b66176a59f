import { randomUUID } from 'node:crypto';
import { isParklineError } from '@parkline/errors';
import { casework } from '@parkline/proto';
import { demoPeople } from '@parkline/directory';
import { startBareServer } from '../bare/process';
import { closedLoop, type LoopResult } from '../closed-loop';
import type { Ground } from '../ground';
import type { Options } from '../options';
import { createPool } from '../pool';
import { startCpuMeter, type Watched } from '../processes';
import { byName, printTable } from '../report';
import type { Callers } from './callers';

export interface Side extends LoopResult {
  /** CPU ms for each command by process. */
  cpu: Record<string, number>;
  /** Commands that were given up because too many wanted the same case. */
  givenUp: number;
}

export interface CommandResults {
  hot: { bare: Side; own: Side };
  spread: { bare: Side; own: Side };
}

/** Notes of many people on one case, and on many, against bare updates with one event each. */
export async function measureCommands(
  ground: Ground,
  {
    callers,
    hotCase,
    manyCases,
    options,
  }: { callers: Callers; hotCase: string; manyCases: string[]; options: Options },
): Promise<CommandResults> {
  const name = `bench-${randomUUID()}`;
  const bareServer = await startBareServer('lifecycle-server', [ground.storeUri, name, name, ...ground.brokers]);
  const backing = ground.watched.filter((one) => /^(store|kafka|load)/.test(one.name));
  const bareProcesses = [{ name: 'bare', pid: bareServer.pid }, ...backing];
  const pool = createPool(bareServer.port);
  const post = async (path: string, body: unknown): Promise<string> => {
    const answer = await pool.request('POST', path, { body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return answer.body;
  };
  const created = async (): Promise<string> =>
    (JSON.parse(await post('/v1/lifecycles', { note })) as { id: string }).id;
  const bareOne = await created();
  const bareMany = await Promise.all(manyCases.map(created));
  const bareNote = async (ids: readonly string[], n: number): Promise<void> =>
    void (await post(`/v1/lifecycles/${ids[n % ids.length]}/steps`, { note, n }));

  // Those who see every park.
  const people = demoPeople().filter(({ parks, groupId, role }) => {
    const mayNote = role !== 'auditor' && role !== 'integration-client';
    return groupId === 'demo' && mayNote && parks === 'all';
  });
  const ownNote = async (ids: readonly string[], n: number): Promise<void> => {
    const who = people[n % people.length]?.staffId ?? '';
    const value = casework.AddNote.create({ text: `${note} ${n}` });
    await callers.command(who, ids[n % ids.length] ?? '', { $case: 'addNote', value });
  };

  const run = (say: string, watched: readonly Watched[], work: (n: number) => Promise<void>): Promise<Side> => {
    process.stdout.write(`${say}: `);
    return measure(work, watched, options);
  };
  try {
    const hotBare = await run('bare, one document', bareProcesses, (n) => bareNote([bareOne], n));
    const hotOwn = await run('casework, one case', ground.watched, (n) => ownNote([hotCase], n));
    const spreadOwn = await run('casework, many cases', ground.watched, (n) => ownNote(manyCases, n));
    const spreadBare = await run('bare, many documents', bareProcesses, (n) => bareNote(bareMany, n));
    const results = { hot: { bare: hotBare, own: hotOwn }, spread: { bare: spreadBare, own: spreadOwn } };
    show(results, manyCases.length, people.length);
    return results;
  } finally {
    pool.close();
    await bareServer.stop();
  }
}

const note = '已电话联系，约定上门时间。';

async function measure(
  work: (n: number) => Promise<void>,
  watched: readonly Watched[],
  options: Options,
): Promise<Side> {
  let meter = startCpuMeter(watched);
  let spent = new Map<string, number>();
  let count = 0;
  let givenUp = 0;
  const result = await closedLoop(
    async () => {
      try {
        await work((count += 1));
      } catch (error) {
        if (!isParklineError(error, 'Unavailable')) throw error;
        givenUp += 1;
      }
    },
    {
      atOnce: options.connections,
      warmupSeconds: options.warmup,
      seconds: options.seconds,
      measured: {
        begin: () => {
          meter = startCpuMeter(watched);
          givenUp = 0;
        },
        end: () => void (spent = meter.stop()),
      },
    },
  );
  return { ...result, givenUp, cpu: Object.fromEntries([...spent].map(([name, ms]) => [name, ms / result.count])) };
}

function show({ hot, spread }: CommandResults, cases: number, people: number): void {
  const line = ({ perSecond, p50Ms, p99Ms, givenUp }: Side): string[] => [
    perSecond.toFixed(0),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    String(givenUp),
  ];
  const ratio = ({ bare, own }: CommandResults['hot']): string => (own.perSecond / bare.perSecond).toFixed(2);
  printTable(
    `Notes of ${people} people, casework over gRPC against bare express with one update and one event`,
    ['', 'per s', 'p50 ms', 'p99 ms', 'given up', 'ratio'],
    [
      ['one document, bare', ...line(hot.bare), ''],
      ['one case, casework', ...line(hot.own), ratio(hot)],
      [`${cases} documents, bare`, ...line(spread.bare), ''],
      [`${cases} cases, casework`, ...line(spread.own), ratio(spread)],
    ],
  );
  for (const [what, { cpu }] of [
    ['one case', hot.own],
    ['many cases', spread.own],
    ['bare, many documents', spread.bare],
  ] as const) {
    const all = Object.values(cpu).reduce((sum, ms) => sum + ms, 0);
    printTable(
      `CPU ms for each note, ${what}`,
      ['process', 'ms'],
      [...byName(new Map(Object.entries(cpu)), 2), ['all', all.toFixed(2)]],
    );
  }
}
