import { randomUUID } from 'node:crypto';
import { startBareServer } from './bare/process';
import { closedLoop, type LoopResult } from './closed-loop';
import { complaintBodies } from './complaints';
import type { Ground } from './ground';
import type { Options } from './options';
import { createPool } from './pool';
import { startCpuMeter } from './processes';

/** Requests of people in a lifecycle: filed, signed, contacted, resolved, rated. */
const requests = 5;

export interface BareLifecycles extends LoopResult {
  /** CPU ms for each by process. */
  cpu: Map<string, number>;
}

/** As many requests as people make in a lifecycle, each with one write and one event, and nothing around it. */
export async function measureBareLifecycles(ground: Ground, options: Options): Promise<BareLifecycles> {
  const name = `bench-${randomUUID()}`;
  const bare = await startBareServer('lifecycle-server', [ground.storeUri, name, name, ...ground.brokers]);
  const backing = ground.watched.filter((one) => /^(store|kafka|load)/.test(one.name));
  const watched = [{ name: 'bare', pid: bare.pid }, ...backing];
  const pool = createPool(bare.port);
  const nextBody = complaintBodies();
  let meter = startCpuMeter(watched);
  let spent = new Map<string, number>();
  const post = async (path: string, body: string): Promise<string> => {
    const answer = await pool.request('POST', path, { body });
    if (answer.status !== 201 && answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return answer.body;
  };
  const one = async (): Promise<void> => {
    const { id } = JSON.parse(await post('/v1/lifecycles', nextBody())) as { id: string };
    const step = JSON.stringify({ step: 'sign', note: '已电话联系，约定上门时间。' });
    for (let count = 1; count < requests; count += 1) await post(`/v1/lifecycles/${id}/steps`, step);
  };
  process.stdout.write('the bare one\n');
  const result = await closedLoop(one, {
    atOnce: options.concurrency,
    warmupSeconds: Math.min(options.warmup, 10),
    seconds: Math.min(options.seconds, 10),
    measured: {
      begin: () => void (meter = startCpuMeter(watched)),
      end: () => void (spent = meter.stop()),
    },
  });
  pool.close();
  await bare.stop();
  return { ...result, cpu: new Map([...spent].map(([process, ms]) => [process, ms / result.count])) };
}
