import { pino } from 'pino';
import { Registry } from 'prom-client';
import { invalidInput, refused, unavailable } from '@parkline/errors';
import { settled, type DeathReason, type ReceivedEvent } from '../src';
import { createDelivery, type Incoming } from '../src/delivery';
import { messagingMetrics } from '../src/metrics';
import { anEvent } from './support/events';

const incoming = (count: number): Incoming[] =>
  Array.from({ length: count }, (_, i) => ({
    event: { ...anEvent('a', i + 1), topic: 't', partition: 0, offset: String(i) },
    place: 't/0',
  }));
const control = { signal: new AbortController().signal, interrupted: () => false };

function arrange(
  handler: (batch: ReceivedEvent[]) => Promise<void>,
  bury?: () => Promise<void>,
  options: { acrossPartitions?: boolean } = {},
) {
  const calls: number[][] = [];
  const buried: [number, DeathReason][] = [];
  const registry = new Registry();
  const delivery = createDelivery({
    ...options,
    group: 'g',
    handler: (batch) => {
      calls.push(batch.map(({ seq }) => seq));
      return handler(batch);
    },
    maxBatch: 4,
    retry: { tries: 3, firstWaitMs: 100, longestWaitMs: 150 },
    bury: async (event, reason) => {
      await bury?.();
      buried.push([event.seq, reason]);
    },
    metrics: messagingMetrics(registry),
    logger: pino({ level: 'silent' }),
  });
  return { delivery, calls, buried, registry };
}

describe('the delivery of events', () => {
  it('hands out batches no larger than allowed', async () => {
    const { delivery, calls } = arrange(() => Promise.resolve());
    expect(await delivery.attempt(incoming(6), control)).toEqual({ settled: 6 });
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('repeats a batch that throws event by event and goes on with batches afterwards', async () => {
    const { delivery, calls, buried } = arrange(async (batch) => {
      if (batch.some(({ seq }) => seq === 2)) throw invalidInput('bad', 'Bad.');
    });
    expect(await delivery.attempt(incoming(6), control)).toEqual({ settled: 6 });
    expect(calls).toEqual([[1, 2, 3, 4], [1], [2], [3], [4], [5, 6]]);
    expect(buried).toMatchObject([[2, { code: 'bad', tries: 1 }]]);
  });

  it('lets the partition wait at a transient failure, for ever and without tries, and longer each time', async () => {
    let away = true;
    const { delivery, calls, buried } = arrange(async () => {
      if (away) throw unavailable('away', 'Away.');
    });
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const { settled: done, waitMs } = await delivery.attempt(incoming(3), control);
      expect(done).toBe(0);
      waits.push(waitMs!);
    }
    expect(waits[0]).toBeGreaterThanOrEqual(75);
    expect(Math.max(...waits)).toBeLessThanOrEqual(188);
    away = false;
    calls.length = 0;
    expect(await delivery.attempt(incoming(3), control)).toEqual({ settled: 3 });
    // The event that failed goes alone; the others are a batch again.
    expect(calls).toEqual([[1], [2, 3]]);
    expect(buried).toEqual([]);
  });

  it('gives an event up after the configured tries of an unknown failure', async () => {
    const { delivery, buried } = arrange(async ([event]) => {
      if (event!.seq === 1) throw new Error('a bug');
    });
    const results = [];
    for (let i = 0; i < 3; i++) results.push(await delivery.attempt(incoming(1), control));
    expect(results.map(({ settled: done }) => done)).toEqual([0, 0, 1]);
    expect(buried).toMatchObject([[1, { error: 'a bug', code: 'Error', tries: 3 }]]);
  });

  it('buries an event that cannot be read without asking the handler', async () => {
    const { delivery, calls, buried } = arrange(() => Promise.resolve());
    const [first, second] = incoming(2);
    await delivery.attempt([{ ...first!, broken: 'no ce_id' }, second!], control);
    expect(calls).toEqual([[2]]);
    expect(buried).toMatchObject([[1, { code: 'undecodable', error: 'no ce_id' }]]);
  });

  it('keeps its place when the dead letter cannot be written', async () => {
    let away = true;
    const { delivery, buried } = arrange(
      async () => {
        throw invalidInput('bad', 'Bad.');
      },
      async () => {
        if (away) throw unavailable('away', 'Away.');
      },
    );
    expect(await delivery.attempt(incoming(1), control)).toMatchObject({
      settled: 0,
      waitMs: expect.any(Number) as number,
    });
    away = false;
    expect(await delivery.attempt(incoming(1), control)).toEqual({ settled: 1 });
    expect(buried).toHaveLength(1);
  });

  it('begins nothing after an interruption and does not count what an aborted handler throws', async () => {
    const abort = new AbortController();
    const { delivery, calls, buried } = arrange(async () => {
      abort.abort();
      throw new Error('told to stop');
    });
    expect(await delivery.attempt(incoming(6), { signal: abort.signal, interrupted: () => false })).toEqual({
      settled: 0,
    });
    expect(await delivery.attempt(incoming(6), { ...control, interrupted: () => true })).toEqual({ settled: 0 });
    expect(calls).toHaveLength(1);
    expect(buried).toEqual([]);
  });

  it('counts what was handled, failed and given up', async () => {
    const { delivery, registry } = arrange(async ([event]) => {
      if (event!.seq === 1) throw invalidInput('bad', 'Bad.');
    });
    await delivery.attempt(incoming(4), control);
    const text = await registry.metrics();
    expect(text).toContain('parkline_events_handled_total{group="g",topic="t"} 3');
    expect(text).toContain('parkline_events_failed_total{group="g",topic="t",class="permanent"} 1');
    expect(text).toContain('parkline_events_dead_lettered_total{group="g",topic="t"} 1');
  });
});

describe('the delivery across partitions', () => {
  /** Events `first…` of partition 0 and 1, offered at the same time. */
  const offer = (delivery: ReturnType<typeof createDelivery>, ...parts: Incoming[][]) =>
    Promise.all(parts.map((part) => delivery.attempt(part, control)));
  const ofPartition = (partition: number, seqs: number[], topic = 't'): Incoming[] =>
    seqs.map((seq) => ({
      event: { ...anEvent('a', seq), topic, partition, offset: String(seq) },
      place: `${topic}/${partition}`,
    }));
  const across = { acrossPartitions: true };

  it('hands out together what is there at the same time, each partition in order', async () => {
    const { delivery, calls } = arrange(() => Promise.resolve(), undefined, across);
    const results = await offer(delivery, ofPartition(0, [1, 2]), ofPartition(1, [11]), ofPartition(2, [21]));
    expect(results).toEqual([{ settled: 2 }, { settled: 1 }, { settled: 1 }]);
    expect(calls).toEqual([[1, 2, 11, 21]]);
  });

  it('mixes no topics, and makes no batch larger than allowed', async () => {
    const { delivery, calls } = arrange(() => Promise.resolve(), undefined, across);
    await offer(delivery, ofPartition(0, [1, 2, 3]), ofPartition(0, [51], 'other'), ofPartition(1, [11, 12]));
    expect(calls).toEqual([[1, 2, 3], [51], [11, 12]]);
  });

  it('lets only the partition with the failing event wait', async () => {
    const handler = async (batch: ReceivedEvent[]): Promise<void> => {
      if (batch.some(({ seq }) => seq === 11)) throw unavailable('away', 'Away.');
    };
    const { delivery, calls } = arrange(handler, undefined, across);
    const results = await offer(delivery, ofPartition(0, [1, 2]), ofPartition(1, [11, 12]));
    expect(results).toEqual([{ settled: 2 }, { settled: 0, waitMs: expect.any(Number) as number }]);
    expect(calls[0]).toEqual([1, 2, 11, 12]);
    expect(calls.slice(1).sort()).toEqual([[1], [11], [2]]);
  });

  it('counts a failure of a single event once', async () => {
    const handler = () => Promise.reject(unavailable('away', 'Away.'));
    const { delivery, calls } = arrange(handler, undefined, across);
    expect(await offer(delivery, ofPartition(0, [1]))).toMatchObject([{ settled: 0 }]);
    expect(calls).toEqual([[1]]);
  });
});

describe('a settled command', () => {
  it('is one that its owner refuses because the matter has moved on', async () => {
    const registry = new Registry();
    expect(await settled(() => Promise.reject(refused('moved_on', 'Another cycle.')), registry)).toBeUndefined();
    expect(await registry.metrics()).toContain('parkline_commands_moved_on_total 1');
  });

  it('passes on answers and other errors', async () => {
    expect(await settled(() => Promise.resolve(7))).toBe(7);
    await expect(settled(() => Promise.reject(unavailable('away', 'Away.')))).rejects.toMatchObject({ code: 'away' });
  });
});
