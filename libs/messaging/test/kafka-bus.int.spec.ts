import { randomUUID } from 'node:crypto';
import { invalidInput } from '@parkline/errors';
import { startKafka, startOwnKafka, waitFor, type KafkaBroker } from '@parkline/testing';
import type { ReceivedEvent } from '../src';
import { deadLettersTool } from '../src/dead-letters';
import { busContract } from './bus-contract';
import { firstAppearances, idsOf, someEvents } from './support/events';
import { openBus } from './support/open-bus';

let broker: KafkaBroker;
afterAll(() => broker?.stop());

busContract(
  'Kafka',
  async () => {
    broker = await startKafka();
    const address = { adapter: 'kafka' as const, brokers: broker.brokers };
    return { open: () => openBus(address), severalAtOnce: true, address };
  },
  true,
);

describe('the tool for dead letters', () => {
  it('lists them without their payload and gives them back', async () => {
    const bus = await openBus({ adapter: 'kafka', brokers: broker.brokers });
    const topic = `topic-${randomUUID()}`;
    let repaired = false;
    const handled: string[] = [];
    try {
      const handler = async (batch: ReceivedEvent[]) => {
        if (!repaired) throw invalidInput('bad', 'Not like this.');
        handled.push(...idsOf(batch));
      };
      await bus.subscribe({ group: 'sla', topics: [topic], handler });
      await bus.publish(topic, someEvents(2, { keys: 1 }));
      const lines: string[] = [];
      const tool = async (...args: string[]): Promise<string[]> => {
        const where = ['--brokers', broker.brokers.join(','), '--topic', topic, '--group', 'sla'];
        lines.length = 0;
        await deadLettersTool([...args, ...where], (line) => lines.push(line));
        return lines;
      };
      const letters = await waitFor(async () => ((await tool('list')).length === 2 ? lines : undefined));
      expect(JSON.parse(letters[0]!)).toMatchObject({ place: '0', id: 'test/k0/1', code: 'bad', replayed: false });
      expect(letters[0]).not.toContain('payload');
      repaired = true;
      expect(await tool('replay', '--place', '1')).toEqual(['1 given back to sla']);
      await waitFor(() => handled.length === 1);
      expect(handled).toEqual(['test/k0/2']);
    } finally {
      await bus.close();
    }
    await expect(deadLettersTool(['list'], () => undefined)).rejects.toThrow('--brokers host:port');
  });
});

describe('the Kafka event bus while the broker is killed', () => {
  it('loses nothing and keeps the order', async () => {
    const own = await startOwnKafka();
    const bus = await openBus({ adapter: 'kafka', brokers: own.brokers });
    const topic = `topic-${randomUUID()}`;
    const events: ReceivedEvent[] = [];
    const heard: string[] = [];
    const handler = (batch: ReceivedEvent[]) => Promise.resolve(void events.push(...batch));
    try {
      await bus.subscribe({ group: 'readers', topics: [topic], handler });
      await bus.broadcast({ topics: [topic], handler: ({ id }) => heard.push(id) });
      const sent = someEvents(400, { keys: 10 });
      const publishing = (async () => {
        // As the relay does it: one batch in flight, repeated until it is through.
        for (let i = 0; i < sent.length; i += 10) {
          await waitFor(() => bus.publish(topic, sent.slice(i, i + 10)).then(() => true));
        }
      })();
      await waitFor(() => events.length > 50);
      await own.kill9();
      await expect(bus.ready()).rejects.toMatchObject({ kind: 'Unavailable' });
      await own.restart();
      await publishing;
      await waitFor(() => new Set(idsOf(events)).size === 400);
      expect(firstAppearances(events)).toEqual(firstAppearances(sent));
      await waitFor(() => new Set(heard).size === 400);
      await bus.ready();
    } finally {
      await bus.close();
      await own.stop();
    }
  });
});
