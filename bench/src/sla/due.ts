import type { OperableBus } from '@parkline/messaging';
import { sla, topics } from '@parkline/proto';
import type { Connection } from 'mongoose';
import { createLoader } from '../bulk';
import { pause, percentile } from '../figures';
import type { Ground } from '../ground';
import type { Options } from '../options';
import { residentMb, startCpuMeter } from '../processes';
import { byName, printTable } from '../report';
import { cloneOf, type ClockSetTemplate } from './clock-sets';

export interface DueResult {
  wantedPerSecond: number;
  perSecond: number;
  count: number;
  /** From due to the round of the timer that fired it, and to its event as a neighbour gets it, in ms. */
  fired: { p50: number; p99: number };
  told: { p50: number; p99: number };
  residentMb: { before: number; most: number };
  cpuMsPerSecond: Record<string, number>;
}

interface Told {
  due: number;
  fired: number;
  received: number;
}

/** Lets so many steps fall due each second, and sees how late each is recorded. */
export async function measureDue(
  ground: Ground,
  parts: { database: Connection; bus: OperableBus; template: ClockSetTemplate; options: Options },
): Promise<DueResult> {
  const { database, bus, template, options } = parts;
  const seconds = 3 * options.seconds;
  const count = options.due * seconds;
  // Loaded long enough before the first is due.
  const beginsAt = Date.now() + 10_000 + count * 3;
  const dueOf = (n: number): number => beginsAt + (n * 1_000) / options.due;
  const loader = createLoader(database.collection('clock_sets'), {
    minutes: options.minutes,
    atOnce: 1_000,
    cloneOf: (n) => cloneOf(template, n, dueOf(n) - template.dueAt.getTime()),
  });
  await loader.fillTo(count);
  if (Date.now() > beginsAt - 3_000) throw new Error('The clock sets were loaded too slowly: take fewer, --due=');
  const told = new Map<string, Told>();
  const listening = await bus.broadcast({
    topics: [topics.sla],
    handler: ({ payload }) => {
      const { caseId, change, occurredAt } = sla.SlaEvent.decode(payload);
      const n = Number(caseId.split('-').at(-1));
      // An event may come again.
      if (change?.$case !== 'warned' || !Number.isInteger(n) || told.has(caseId)) return;
      told.set(caseId, { due: dueOf(n), fired: occurredAt?.getTime() ?? NaN, received: Date.now() });
    },
  });
  const watched = ground.watched.filter(({ name }) => /^(sla|store|kafka)/.test(name));
  const pid = watched.find(({ name }) => name === 'sla')?.pid ?? 0;
  await pause(Math.max(0, beginsAt - Date.now()));
  process.stdout.write(`${options.due} steps fall due each second for ${seconds} s\n`);
  const memory = { before: residentMb(pid), most: residentMb(pid) };
  const meter = startCpuMeter(watched);
  const until = Date.now() + (seconds + 90) * 1_000;
  while (told.size < count && Date.now() < until) {
    await pause(250);
    memory.most = Math.max(memory.most, residentMb(pid));
  }
  const cpu = meter.stop();
  await listening.stop();
  const all = [...told.values()];
  if (all.length < count) process.stdout.write(`only ${all.length} of ${count} steps were told of in time\n`);
  const lasted = (Math.max(...all.map(({ received }) => received)) - beginsAt) / 1_000;
  const result: DueResult = {
    wantedPerSecond: options.due,
    perSecond: all.length / lasted,
    count: all.length,
    fired: both(all.map(({ due, fired }) => fired - due)),
    told: both(all.map(({ due, received }) => received - due)),
    residentMb: memory,
    cpuMsPerSecond: Object.fromEntries([...cpu].map(([name, ms]) => [name, ms / lasted])),
  };
  show(result, options);
  return result;
}

const both = (values: number[]): { p50: number; p99: number } => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
});

function show(
  { perSecond, fired, told, residentMb: memory, cpuMsPerSecond, count }: DueResult,
  options: Options,
): void {
  printTable(
    `${count} steps due, ${options.due}/s wanted, one process of sla, a tick every ${options.tick} ms`,
    ['', 'p50 ms', 'p99 ms'],
    [
      ['from due to the round that fires it', fired.p50.toFixed(0), fired.p99.toFixed(0)],
      ['from due to its event at a neighbour', told.p50.toFixed(0), told.p99.toFixed(0)],
    ],
  );
  printTable(
    'What that took',
    ['', 'figure'],
    [
      ['steps/s, from the first due to the last told', perSecond.toFixed(0)],
      ['sla resident before and at most, MB', `${memory.before.toFixed(0)}, ${memory.most.toFixed(0)}`],
      ...byName(new Map(Object.entries(cpuMsPerSecond).map(([name, ms]) => [`CPU ms/s, ${name}`, ms])), 0),
    ],
  );
}
