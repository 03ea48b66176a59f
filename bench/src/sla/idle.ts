import type { Connection } from 'mongoose';
import { createLoader, sizesUpTo } from '../bulk';
import { pause, percentile, round } from '../figures';
import type { Ground } from '../ground';
import { perUnit, storeCommands, timerRounds } from '../metrics';
import type { Options } from '../options';
import { residentMb, startCpuMeter } from '../processes';
import { goal, printTable } from '../report';
import { cloneOf, type ClockSetTemplate } from './clock-sets';

const dayMs = 86_400_000;

export interface IdleCost {
  clockSets: number;
  /** The look-up of a tick as the bench gives it. */
  p50Ms: number;
  p99Ms: number;
  /** Of the whole process, its other timers included. */
  commandsPerTick: number;
  slaCpuMs: number;
  storeCpuMs: number;
  residentMb: number;
}

/** What the timer costs while clocks run and nothing is due, with more and more of them in the store. */
export async function measureIdle(
  ground: Ground,
  { database, template, options }: { database: Connection; template: ClockSetTemplate; options: Options },
): Promise<IdleCost[]> {
  const collection = database.collection('clock_sets');
  const loader = createLoader(collection, {
    minutes: options.minutes,
    atOnce: 1_000,
    // The next step of each is due in one to thirty days.
    cloneOf: (n) => cloneOf(template, n, dayMs + ((n * 7_919_777) % (29 * dayMs))),
  });
  const costs: IdleCost[] = [];
  for (const size of sizesUpTo(options.size)) {
    if (!(await loader.fillTo(size))) break;
    // What the load left to do must not be taken for the timer's.
    await pause(5_000);
    costs.push(await measure(ground, { collection, size, seconds: Math.max(10, options.seconds) }));
  }
  show(costs, options);
  return costs;
}

type Collection = ReturnType<Connection['collection']>;

async function measure(
  ground: Ground,
  { collection, size, seconds }: { collection: Collection; size: number; seconds: number },
): Promise<IdleCost> {
  const watched = ground.watched.filter(({ name }) => name === 'sla' || name === 'store');
  const before = { commands: await storeCommands(ground), rounds: await rounds(ground) };
  const meter = startCpuMeter(watched);
  await pause(seconds * 1_000);
  const cpu = meter.stop();
  const ticks = (await rounds(ground)) - before.rounds;
  const commands = perUnit(before.commands, await storeCommands(ground), ticks);
  const times: number[] = [];
  for (let count = 0; count < 220; count += 1) {
    const from = performance.now();
    const found = await collection
      .find({ dueAt: { $lte: new Date() } })
      .sort({ dueAt: 1 })
      .limit(200)
      .toArray();
    if (found.length > 0) throw new Error(`${found.length} clock sets are due that should not be`);
    if (count >= 20) times.push(performance.now() - from);
  }
  return {
    clockSets: size,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    commandsPerTick: [...(commands.of.get('sla') ?? new Map<string, number>()).values()].reduce(
      (sum, one) => sum + one,
      0,
    ),
    slaCpuMs: (cpu.get('sla') ?? 0) / seconds,
    storeCpuMs: (cpu.get('store') ?? 0) / seconds,
    residentMb: residentMb(watched.find(({ name }) => name === 'sla')?.pid ?? 0),
  };
}

const rounds = async (ground: Ground): Promise<number> => (await timerRounds(ground)).total.get('fire-due-steps') ?? 0;

function show(costs: readonly IdleCost[], { tick }: Options): void {
  const first = costs[0];
  printTable(
    `Timer of sla with nothing due, a tick every ${tick} ms`,
    [
      'clock sets',
      'look-up p50 ms',
      'p99 ms',
      'commands/tick',
      'CPU ms/s sla',
      'CPU ms/s store',
      'sla MB',
      'p50 against the first',
    ],
    costs.map((cost) => [
      cost.clockSets,
      cost.p50Ms.toFixed(2),
      cost.p99Ms.toFixed(2),
      cost.commandsPerTick.toFixed(1),
      cost.slaCpuMs.toFixed(0),
      cost.storeCpuMs.toFixed(0),
      cost.residentMb.toFixed(0),
      first && cost !== first
        ? `${(cost.p50Ms / first.p50Ms).toFixed(1)}, ${goal(round(cost.p50Ms / first.p50Ms, 1), '≤', 2)}`
        : '',
    ]),
  );
}
