import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invalidInput, unavailable } from '@parkline/errors';
import { waitFor } from '@parkline/testing';
import { UndecodableEvent, type OperableBus, type ReceivedEvent } from '../src';
import { anEvent, firstAppearances, idsOf, someEvents } from './support/events';
import type { BusAddress } from './support/open-bus';

export interface BusUnderTest {
  /** Opens the log; a second time only after `close`, unless several processes may use it at once. */
  open(): Promise<OperableBus>;
  severalAtOnce: boolean;
  /** How a child process reaches the same log; none where it does not outlive the process. */
  address?: BusAddress;
}

/** What every adapter of the event bus must do. `arrange` is called once, before the tests. */
export function busContract(name: string, arrange: () => Promise<BusUnderTest>, durable: boolean): void {
  describe(`the ${name} event bus`, () => {
    let under: BusUnderTest;
    let bus: OperableBus;
    let topic: string;
    let group: string;
    const others: OperableBus[] = [];

    beforeAll(async () => {
      under = await arrange();
      bus = await under.open();
    });

    beforeEach(() => {
      topic = `topic-${randomUUID()}`;
      group = `group-${randomUUID()}`;
    });

    afterEach(() => Promise.all(others.splice(0).map((other) => other.close())));
    afterAll(() => bus?.close());

    /** A second consumer's bus: another connection where that is possible. */
    const another = async (): Promise<OperableBus> => {
      if (!under.severalAtOnce) return bus;
      const other = await under.open();
      others.push(other);
      return other;
    };

    const reopen = async (): Promise<void> => {
      await bus.close();
      bus = await under.open();
    };

    const collect = async (
      from: OperableBus,
      as = group,
    ): Promise<{ events: ReceivedEvent[]; stop(): Promise<void> }> => {
      const events: ReceivedEvent[] = [];
      const handler = (batch: ReceivedEvent[]) => Promise.resolve(void events.push(...batch));
      const { stop } = await from.subscribe({ group: as, topics: [topic], handler });
      return { events, stop };
    };

    it('brings an event as it was published', async () => {
      const sent = { ...anEvent('ключ 键', 7), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
      await bus.publish(topic, [sent]);
      const { events } = await collect(bus);
      const got = await waitFor(() => events[0]);
      expect({ ...got, payload: [...got.payload] }).toEqual({
        ...sent,
        payload: [...sent.payload],
        topic,
        partition: expect.any(Number) as number,
        offset: expect.any(String) as string,
      });
    });

    it('keeps the order of each key, whoever waits for whose publication', async () => {
      const sent = someEvents(300, { keys: 7 });
      const { events } = await collect(bus);
      await Promise.all(sent.map((event) => bus.publish(topic, [event])));
      await waitFor(() => events.length === 300);
      expect(firstAppearances(events)).toEqual(firstAppearances(sent));
    });

    it('gives a batch of one partition only', async () => {
      await bus.publish(topic, someEvents(100, { keys: 20 }));
      let handled = 0;
      const mixed: ReceivedEvent[][] = [];
      await bus.subscribe({
        group,
        topics: [topic],
        maxBatch: 9,
        handler: (batch) => {
          if (batch.length > 9 || new Set(batch.map(({ partition }) => partition)).size > 1) mixed.push(batch);
          handled += batch.length;
          return Promise.resolve();
        },
      });
      await waitFor(() => handled === 100);
      expect(mixed).toEqual([]);
    });

    it('resumes from the committed position', async () => {
      await bus.publish(topic, someEvents(50));
      const first = await collect(bus);
      await waitFor(() => first.events.length === 50);
      await first.stop();
      if (durable) await reopen();
      await bus.publish(topic, someEvents(50, { firstSeq: 100 }));
      const second = await collect(bus);
      await waitFor(() => second.events.length >= 50);
      expect(idsOf(second.events).sort()).toEqual(idsOf(someEvents(50, { firstSeq: 100 })).sort());
    });

    it('lets a group that is added later read from the beginning', async () => {
      await bus.publish(topic, someEvents(1_500));
      const early = await collect(bus);
      await waitFor(() => early.events.length === 1_500);
      const late = await collect(bus, `${group}-late`);
      await waitFor(() => late.events.length === 1_500);
      expect(firstAppearances(late.events)).toEqual(firstAppearances(someEvents(1_500)));
    });

    it('puts a poison message to the dead letters and handles the next one', async () => {
      const handled: string[] = [];
      await bus.publish(topic, [anEvent('a', 1), anEvent('a', 2), anEvent('a', 3), anEvent('a', 4)]);
      await bus.subscribe({
        group,
        topics: [topic],
        handler: async (batch) => {
          for (const event of batch) {
            if (event.seq === 2) throw new UndecodableEvent('not a Happened');
            if (event.seq === 3) throw invalidInput('bad_unit', 'There is no such unit.');
            handled.push(event.id);
          }
        },
      });
      await waitFor(() => handled.includes('test/a/4'));
      const letters = await bus.deadLetters.list({ topic, group });
      expect(letters.map(({ event, reason, replayed }) => [event.id, reason.code, reason.tries, replayed])).toEqual([
        ['test/a/2', 'undecodable', 1, false],
        ['test/a/3', 'bad_unit', 1, false],
      ]);
      expect(Buffer.from(letters[0]!.event.payload).toString()).toBe('a/2');
    });

    it('tries an event that fails for an unknown reason as often as configured, and only that one', async () => {
      const calls: Record<string, number> = {};
      await bus.publish(topic, [anEvent('a', 1), anEvent('a', 2), anEvent('a', 3)]);
      await bus.subscribe({
        group,
        topics: [topic],
        handler: async (batch) => {
          if (batch.length > 1) throw new Error('one of them is bad');
          calls[batch[0]!.id] = (calls[batch[0]!.id] ?? 0) + 1;
          if (batch[0]!.seq === 2) throw new Error('a bug');
        },
      });
      await waitFor(() => calls['test/a/3'] !== undefined);
      expect(calls).toEqual({ 'test/a/1': 1, 'test/a/2': 3, 'test/a/3': 1 });
      const [letter] = await bus.deadLetters.list({ topic, group });
      expect(letter).toMatchObject({ event: { id: 'test/a/2' }, reason: { error: 'a bug', tries: 3 } });
    });

    it('waits on a transient failure without losing the order, and holds up no other partition', async () => {
      const sent = someEvents(200, { keys: 20 });
      const handled: ReceivedEvent[] = [];
      let away = true;
      await bus.publish(topic, sent);
      await bus.subscribe({
        group,
        topics: [topic],
        handler: async (batch) => {
          if (away && batch.some(({ key }) => key === 'k0')) throw unavailable('store_away', 'The store is away.');
          handled.push(...batch);
        },
      });
      const stands = await waitFor(() => handled.find(({ seq }) => seq === 10));
      expect(handled.filter(({ key }) => key === 'k0')).toEqual([]);
      expect(stands.key).not.toBe('k0');
      away = false;
      await waitFor(() => new Set(idsOf(handled)).size === 200);
      expect(firstAppearances(handled)).toEqual(firstAppearances(sent));
      expect(await bus.deadLetters.list({ topic, group })).toEqual([]);
    });

    it('does not take the partition from a slow handler', async () => {
      const handled: string[] = [];
      await bus.publish(topic, [anEvent('a', 1), anEvent('a', 2)]);
      await bus.subscribe({
        group,
        topics: [topic],
        maxBatch: 1,
        handler: async ([event]) => {
          // Longer than the session timeout of the tests.
          if (event!.seq === 1) await new Promise((resolve) => setTimeout(resolve, 4_000));
          handled.push(event!.id);
        },
      });
      await waitFor(() => handled.length === 2);
      await bus.publish(topic, [anEvent('a', 3)]);
      await waitFor(() => handled.length >= 3);
      expect(handled).toEqual(['test/a/1', 'test/a/2', 'test/a/3']);
    });

    it('lets the consumers of a group share the work, and one take over from another', async () => {
      const one = await collect(bus);
      const two = await collect(await another());
      let round = 0;
      // Until both have a share: the partitions are given out anew when the second one comes.
      await waitFor(async () => {
        await bus.publish(topic, someEvents(20, { keys: 20, firstSeq: ++round }));
        return one.events.length > 0 && two.events.length > 0;
      });
      await waitFor(() => new Set(idsOf([...one.events, ...two.events])).size === 20 * round);
      await two.stop();
      const before = two.events.length;
      await bus.publish(topic, someEvents(20, { keys: 20, firstSeq: ++round }));
      await waitFor(() => new Set(idsOf([...one.events, ...two.events])).size === 20 * round);
      expect(two.events).toHaveLength(before);
    });

    it('finishes what is being handled when it stops', async () => {
      let began = false;
      let finished = false;
      await bus.publish(topic, [anEvent('a', 1)]);
      const subscription = await bus.subscribe({
        group,
        topics: [topic],
        handler: async () => {
          began = true;
          await new Promise((resolve) => setTimeout(resolve, 300));
          finished = true;
        },
      });
      await waitFor(() => began);
      await subscription.stop();
      expect(finished).toBe(true);
      const next = await collect(bus);
      await bus.publish(topic, [anEvent('a', 2)]);
      await waitFor(() => next.events.length > 0);
      expect(idsOf(next.events)).toEqual(['test/a/2']);
    });

    it('gives a broadcast reader only what comes from now on', async () => {
      await bus.publish(topic, someEvents(10));
      const heard: string[] = [];
      const subscription = await bus.broadcast({ topics: [topic], handler: ({ id }) => heard.push(id) });
      const fresh = idsOf(someEvents(10, { firstSeq: 50 }));
      await bus.publish(topic, someEvents(10, { firstSeq: 50 }));
      await waitFor(() => heard.length >= 10);
      expect(heard.sort()).toEqual(fresh.sort());
      await subscription.stop();
    });

    it('gives dead letters back to their group, and to no other', async () => {
      let repaired = false;
      const handled: ReceivedEvent[] = [];
      const other = await collect(bus, `${group}-other`);
      await bus.subscribe({
        group,
        topics: [topic],
        handler: async (batch) => {
          if (!repaired && batch.some(({ seq }) => seq === 2)) throw invalidInput('bad', 'Not like this.');
          handled.push(...batch);
        },
      });
      await bus.publish(topic, [anEvent('a', 1), anEvent('a', 2), anEvent('a', 3)]);
      await waitFor(() => handled.length === 2 && other.events.length === 3);
      repaired = true;
      expect(await bus.deadLetters.replay({ topic, group })).toBe(1);
      const back = await waitFor(() => handled.find(({ seq }) => seq === 2));
      expect(back).toMatchObject({ id: 'test/a/2', topic, key: 'a' });
      expect(await bus.deadLetters.list({ topic, group })).toMatchObject([{ replayed: true }]);
      expect(await bus.deadLetters.replay({ topic, group })).toBe(0);
      expect(idsOf(other.events)).toEqual(['test/a/1', 'test/a/2', 'test/a/3']);
    });

    if (durable) {
      it('brings every event at least once after kill -9 in the middle of a batch', async () => {
        const sent = someEvents(100, { keys: 10 });
        await bus.publish(topic, sent);
        // The child takes the log over where only one process may have it.
        if (!under.severalAtOnce) await bus.close();
        const dir = mkdtempSync(join(tmpdir(), 'parkline-kill-'));
        const file = join(dir, 'noted');
        const script = ['run-ts.cjs', 'hanging-consumer.ts'].map((path) => join(__dirname, 'support', path));
        const args = [...script, JSON.stringify(under.address), topic, group, file, '25'];
        const child = spawn(process.execPath, args, { stdio: 'inherit' });
        const noted = (): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
        await waitFor(() => noted().includes('hangs'));
        child.kill('SIGKILL');
        await new Promise((resolve) => child.once('exit', resolve));
        const before = noted().filter((line) => line !== 'hangs');
        rmSync(dir, { recursive: true });
        expect(before.length).toBeLessThan(100);

        if (!under.severalAtOnce) bus = await under.open();
        const { events } = await collect(bus);
        const all = () => new Set([...before, ...idsOf(events)]);
        await waitFor(() => all().size === 100);
        expect([...all()].sort()).toEqual(idsOf(sent).sort());
        // The event at which it hung was not done with, so it comes again.
        expect(idsOf(events)).toContain(before.at(-1));
      });
    }
  });
}
