import { closedLoop, type LoopResult } from './closed-loop';
import { startDriver, type Driver } from './driver';
import { percentile, round } from './figures';
import { fillStore, lifecycles, type Lifecycle } from './lifecycle';
import { perUnit, storeCommands, type StoreCommands } from './metrics';
import type { Options } from './options';
import { residentMb, startCpuMeter } from './processes';
import { byName, goal, keepResults, printTable } from './report';

export interface Measured extends LoopResult {
  /** CPU ms for each lifecycle by process. */
  cpu: Map<string, number>;
  /** Store commands for each lifecycle. */
  store: StoreCommands;
  dispatchedP50Ms: number;
  dispatchedP99Ms: number;
}

/** Whole lifecycles a second with all services, and again with more cases in the store. */
export async function lifecyclesBench(options: Options): Promise<void> {
  const driver = await startDriver(options);
  try {
    const first = await measureLifecycles(driver, options);
    const rss = new Map(driver.ground.watched.map(({ name, pid }) => [name, residentMb(pid)]));
    let grown: Measured | undefined;
    if (options.cases > 0) {
      process.stdout.write(`putting ${options.cases} open cases into the store\n`);
      await fillStore(options.cases, options.concurrency, driver);
      grown = await measureLifecycles(driver, options);
    }
    show(options, first, rss, grown);
  } finally {
    await driver.stop();
  }
}

export async function measureLifecycles(driver: Driver, options: Options): Promise<Measured> {
  const { ground } = driver;
  const { run } = lifecycles(driver);
  let meter = startCpuMeter(ground.watched);
  let spent = new Map<string, number>();
  let before = await storeCommands(ground);
  let after = before;
  const ended: Lifecycle[] = [];
  const result = await closedLoop(async () => void ended.push(await run()), {
    atOnce: options.concurrency,
    warmupSeconds: options.warmup,
    seconds: options.seconds,
    measured: {
      async begin() {
        before = await storeCommands(ground);
        meter = startCpuMeter(ground.watched);
        ended.length = 0;
      },
      async end() {
        spent = meter.stop();
        after = await storeCommands(ground);
      },
    },
  });
  const dispatched = ended.map(({ dispatchedAfterMs }) => dispatchedAfterMs);
  return {
    ...result,
    cpu: new Map([...spent].map(([name, ms]) => [name, ms / result.count])),
    store: perUnit(before, after, result.count),
    dispatchedP50Ms: percentile(dispatched, 0.5),
    dispatchedP99Ms: percentile(dispatched, 0.99),
  };
}

function show(options: Options, first: Measured, rss: ReadonlyMap<string, number>, grown?: Measured): void {
  const line = (title: string, m: Measured): string[] => [
    title,
    ...[m.perSecond, m.p50Ms, m.p99Ms, m.dispatchedP50Ms, m.dispatchedP99Ms].map((value) => value.toFixed(1)),
  ];
  printTable(
    `Whole lifecycles, ${options.concurrency} at once`,
    ['', 'per s', 'p50 ms', 'p99 ms', 'dispatched p50', 'p99'],
    [line('empty store', first), ...(grown ? [line(`${options.cases} more open cases`, grown)] : [])],
  );
  const writes = first.store.total.get('single_write') ?? 0;
  printTable(
    'Goals',
    ['', 'reached', 'goal'],
    [
      ['lifecycles/s', first.perSecond.toFixed(1), goal(round(first.perSecond, 1), '≥', 60)],
      ['single store writes for each', writes.toFixed(1), goal(round(writes, 1), '≤', 15)],
      ...(grown ? [['cost with more cases, ratio', (first.perSecond / grown.perSecond).toFixed(2), '']] : []),
    ],
  );
  const kinds = ['single_write', 'bulk_write', 'other', 'background'];
  const commands = (of: ReadonlyMap<string, number>): string[] => kinds.map((kind) => (of.get(kind) ?? 0).toFixed(1));
  printTable(
    'Store commands for each lifecycle',
    ['service', ...kinds.map((kind) => kind.replace('_', ' '))],
    [
      ...[...first.store.of].map(([service, of]) => [service, ...commands(of)]),
      ['all', ...commands(first.store.total)],
    ],
  );
  const cpu = [...first.cpu.values()].reduce((sum, ms) => sum + ms, 0);
  printTable(
    'CPU ms for each lifecycle, and memory',
    ['process', 'ms', 'with more cases', 'RSS MB'],
    [
      ...byName(first.cpu, 2).map(([name, ms]) => [
        name,
        ms,
        grown?.cpu.get(name)?.toFixed(2) ?? '',
        (rss.get(name) ?? 0).toFixed(0),
      ]),
      ['all', cpu.toFixed(2), '', ''],
    ],
  );
  keepResults('lifecycles', {
    options,
    first: plain(first),
    grown: grown && plain(grown),
    rssMb: Object.fromEntries(rss),
  });
}

function plain({ cpu, store, ...rest }: Measured): unknown {
  const of = Object.fromEntries([...store.of].map(([service, kinds]) => [service, Object.fromEntries(kinds)]));
  return {
    ...rest,
    cpuMsPerLifecycle: Object.fromEntries(cpu),
    storeCommandsPerLifecycle: { all: Object.fromEntries(store.total), of },
  };
}
