import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { startDriver } from './driver';
import { pause, percentile, round } from './figures';
import { lifecycles } from './lifecycle';
import { measureLifecycles } from './lifecycles';
import { openLoop } from './open-loop';
import type { Options } from './options';
import { goal, keepResults, printTable } from './report';

/** Hops through Kafka between accepted and told: registered, opened, decided, dispatched. */
const hops = 4;

/** Time from accepted to dispatched, at half of the lifecycles a second that the platform reaches. */
export async function dispatch(options: Options): Promise<void> {
  const driver = await startDriver(options);
  try {
    const bare = await bareHop(driver.ground.brokers);
    const most = await measureLifecycles(driver, options);
    const perSecond = most.perSecond / 2;
    process.stdout.write(`driving ${perSecond.toFixed(1)} lifecycles/s\n`);
    const { run } = lifecycles(driver);
    const { results, startedPerSecond } = await openLoop(run, {
      perSecond,
      seconds: 2 * options.seconds,
      warmupSeconds: options.warmup,
    });
    const times = results.map(({ dispatchedAfterMs }) => dispatchedAfterMs);
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    printTable(
      `From accepted (201) to dispatched (told by the event stream), at ${startedPerSecond.toFixed(1)} lifecycles/s`,
      ['', 'p50 ms', 'p99 ms', 'goal for p99'],
      [
        ['Parkline', p50.toFixed(0), p99.toFixed(0), goal(round(p99), '≤', 300)],
        [
          `${hops} bare hops through Kafka, one at a time`,
          (hops * bare.p50).toFixed(0),
          (hops * bare.p99).toFixed(0),
          '',
        ],
        ['ratio', (p50 / (hops * bare.p50)).toFixed(1), (p99 / (hops * bare.p99)).toFixed(1), ''],
      ],
    );
    keepResults('dispatch', { options, perSecond: startedPerSecond, count: times.length, p50, p99, bareHop: bare });
  } finally {
    await driver.stop();
  }
}

/** What one event costs from send to receipt with kafkajs alone, on the same broker, before anything else runs. */
async function bareHop(brokers: string[]): Promise<{ p50: number; p99: number }> {
  const kafka = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING });
  const topic = `bench-${randomUUID()}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 6 }] });
  await admin.disconnect();
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 100 });
  const waiting = new Map<string, () => void>();
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    eachMessage: ({ message }) => Promise.resolve(waiting.get(message.key?.toString() ?? '')?.()),
  });
  await joined;
  await pause(500);
  const times: number[] = [];
  for (let count = 0; count < 300; count += 1) {
    const key = String(count);
    const from = performance.now();
    const received = new Promise<void>((resolve) => waiting.set(key, resolve));
    await producer.send({ topic, messages: [{ key, value: Buffer.alloc(500) }] });
    await received;
    // The first ones wait for connections.
    if (count >= 50) times.push(performance.now() - from);
  }
  await consumer.disconnect();
  await producer.disconnect();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
