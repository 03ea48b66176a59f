import { measureBareLifecycles, type BareLifecycles } from './bare-lifecycles';
import { closedLoop, type LoopResult } from './closed-loop';
import { startDriver, type Driver } from './driver';
import { pause, percentile, round } from './figures';
import { fillStore, lifecycles, type Lifecycle } from './lifecycle';
import { eventsHandled, perUnit, storeCommands, type EventsHandled, type StoreCommands } from './metrics';
import type { Options } from './options';
import { residentMb, startCpuMeter } from './processes';
import { byName, goal, keepResults, printTable } from './report';

export interface Measured extends LoopResult {
  /** CPU ms for each lifecycle by process. */
  cpu: Map<string, number>;
  /** Store commands for each lifecycle. */
  store: StoreCommands;
  /** Events that the consumers have handled, and their calls, for each lifecycle. */
  events: EventsHandled;
  dispatchedP50Ms: number;
  dispatchedP99Ms: number;
}

/** Whole lifecycles a second with all services, and again with more cases in the store. */
export async function lifecyclesBench(options: Options): Promise<void> {
  const driver = await startDriver(options);
  try {
    const atRest = await measureRest(driver, options);
    const bare = await measureBareLifecycles(driver.ground, options);
    const first = await measureLifecycles(driver, options);
    const rss = new Map(driver.ground.watched.map(({ name, pid }) => [name, residentMb(pid)]));
    let grown: Measured | undefined;
    if (options.cases > 0) {
      process.stdout.write(`putting ${options.cases} open cases into the store\n`);
      await fillStore(options.cases, options.concurrency, driver);
      grown = await measureLifecycles(driver, options);
    }
    show(options, { atRest, bare, first, rss, grown });
  } finally {
    await driver.stop();
  }
}

/** CPU ms a second by process while all services are up and nobody wants anything. */
async function measureRest({ ground }: Driver, { seconds }: Options): Promise<Map<string, number>> {
  process.stdout.write(`leaving it at rest for ${seconds} s\n`);
  await pause(2_000);
  const meter = startCpuMeter(ground.watched);
  await pause(seconds * 1000);
  return new Map([...meter.stop()].map(([name, ms]) => [name, ms / seconds]));
}

export async function measureLifecycles(driver: Driver, options: Options): Promise<Measured> {
  const { ground } = driver;
  const { run } = lifecycles(driver);
  let meter = startCpuMeter(ground.watched);
  let spent = new Map<string, number>();
  let before = await storeCommands(ground);
  let after = before;
  let handledBefore = await eventsHandled(ground);
  let handledAfter = handledBefore;
  const ended: Lifecycle[] = [];
  const result = await closedLoop(async () => void ended.push(await run()), {
    atOnce: options.concurrency,
    warmupSeconds: options.warmup,
    seconds: options.seconds,
    measured: {
      async begin() {
        before = await storeCommands(ground);
        handledBefore = await eventsHandled(ground);
        meter = startCpuMeter(ground.watched);
        ended.length = 0;
      },
      async end() {
        spent = meter.stop();
        after = await storeCommands(ground);
        handledAfter = await eventsHandled(ground);
      },
    },
  });
  const dispatched = ended.map(({ dispatchedAfterMs }) => dispatchedAfterMs);
  return {
    ...result,
    cpu: new Map([...spent].map(([name, ms]) => [name, ms / result.count])),
    store: perUnit(before, after, result.count),
    events: perUnit(handledBefore, handledAfter, result.count),
    dispatchedP50Ms: percentile(dispatched, 0.5),
    dispatchedP99Ms: percentile(dispatched, 0.99),
  };
}

interface Shown {
  atRest: ReadonlyMap<string, number>;
  bare: BareLifecycles;
  first: Measured;
  rss: ReadonlyMap<string, number>;
  grown: Measured | undefined;
}

function show(options: Options, { atRest, bare, first, rss, grown }: Shown): void {
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
  const batches = [...first.events.of].flatMap(([service, of]) => {
    const [events = 0, calls = 0] = [of.get('events'), of.get('calls')];
    return calls > 0 ? [[service, events.toFixed(1), calls.toFixed(1), (events / calls).toFixed(1)]] : [];
  });
  printTable(
    'Events handled for each lifecycle, and how many go together',
    ['service', 'events', 'calls', 'events a call'],
    batches,
  );
  const cpu = sum(first.cpu);
  printTable(
    'CPU ms for each lifecycle, and memory; at rest, CPU ms a second',
    ['process', 'ms', 'with more cases', 'at rest', 'RSS MB'],
    [
      ...byName(first.cpu, 2).map(([name, ms]) => [
        name,
        ms,
        grown?.cpu.get(name)?.toFixed(2) ?? '',
        (atRest.get(name) ?? 0).toFixed(1),
        (rss.get(name) ?? 0).toFixed(0),
      ]),
      ['all', cpu.toFixed(2), '', sum(atRest).toFixed(1), ''],
    ],
  );
  showBare(first, bare);
  keepResults('lifecycles', {
    options,
    atRestCpuMsPerSecond: Object.fromEntries(atRest),
    bare: { ...bare, cpu: Object.fromEntries(bare.cpu) },
    first: plain(first),
    grown: grown && plain(grown),
    rssMb: Object.fromEntries(rss),
  });
}

function showBare(first: Measured, bare: BareLifecycles): void {
  const [own, other] = [sum(first.cpu), sum(bare.cpu)];
  printTable(
    'Against a bare one: as many requests, each with one write and one event, and nothing else',
    ['', 'per s', 'CPU ms for each'],
    [
      ['Parkline', first.perSecond.toFixed(1), own.toFixed(1)],
      ['bare express + mongodb + kafkajs', bare.perSecond.toFixed(1), other.toFixed(1)],
      ['ratio', (first.perSecond / bare.perSecond).toFixed(2), (own / other).toFixed(1)],
    ],
  );
  printTable('CPU ms for each bare one', ['process', 'ms'], byName(bare.cpu, 2));
}

const sum = (values: ReadonlyMap<string, number>): number => [...values.values()].reduce((all, ms) => all + ms, 0);

function plain({ cpu, store, events, ...rest }: Measured): unknown {
  const of = Object.fromEntries([...store.of].map(([service, kinds]) => [service, Object.fromEntries(kinds)]));
  return {
    ...rest,
    cpuMsPerLifecycle: Object.fromEntries(cpu),
    eventsPerLifecycle: Object.fromEntries(
      [...events.of].map(([service, kinds]) => [service, Object.fromEntries(kinds)]),
    ),
    storeCommandsPerLifecycle: { all: Object.fromEntries(store.total), of },
  };
}
