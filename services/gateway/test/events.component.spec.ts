import { casework, common, notification, sla, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { aCase, number } from './fakes';
import { startRig, type Rig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ GATEWAY_KEPT_EVENTS: '5', GATEWAY_HEARTBEAT_MS: '50' });
});
afterAll(() => rig.end());

interface Received {
  id?: string;
  event: string;
  data: Record<string, unknown>;
}

interface Reader {
  events: Received[];
  comments: () => number;
  closed: () => boolean;
  stop(): Promise<void>;
}

async function listen(as: string, options: { lastEventId?: string; ttlMs?: number } = {}): Promise<Reader> {
  const stopper = new AbortController();
  const token = await rig.tokenOf(as, options.ttlMs === undefined ? {} : { ttlMs: options.ttlMs });
  const response = await fetch(`${rig.url}/v1/events`, {
    signal: stopper.signal,
    headers: {
      authorization: `Bearer ${token}`,
      ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }),
    },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: Received[] = [];
  let text = '';
  let closed = false;
  const reading = (async () => {
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
        text += Buffer.from(chunk).toString();
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    }
    closed = true;
  })();
  return {
    get events() {
      events.length = 0;
      for (const block of text.split('\n\n').slice(0, -1)) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)));
        if (fields.event) events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data ?? '{}') });
      }
      return events;
    },
    comments: () => text.split('\n').filter((line) => line.startsWith(':')).length,
    closed: () => closed,
    async stop() {
      stopper.abort();
      await reading;
    },
  };
}

let seq = 0;

async function publish(topic: string, type: string, payload: Uint8Array): Promise<void> {
  seq += 1;
  const time = new Date('2026-11-22T02:00:00Z');
  const id = `test/x/${seq}`;
  await rig.bus.publish(topic, [{ id, type, source: 'test', subject: 'x', key: 'x', seq, time, payload }]);
}

const publishCase = (change: Partial<casework.Case> = {}, type = 'CaseStarted') =>
  publish(
    topics.case,
    type,
    casework.CaseEvent.encode(
      casework.CaseEvent.create({
        case: { ...aCase, ...change },
        change: { $case: 'replySent', value: { text: 'a secret text', firstContact: false } },
      }),
    ).finish(),
  );
const versions = (reader: Reader) =>
  reader.events.filter(({ event }) => event === 'case').map(({ data }) => data.version);

describe('the stream of events', () => {
  it('tells a person what changes in his parks, without any text', async () => {
    const reader = await listen('s-handler');
    await publishCase({ version: 10 });
    await publishCase({ version: 11, parkCode: 'SH02' });
    await publishCase({ version: 12, groupId: 'other' });
    await publishCase({ version: 13 });
    await waitFor(() => versions(reader).includes(13));
    expect(versions(reader)).toEqual([10, 13]);
    expect(reader.events[0]).toMatchObject({
      event: 'case',
      data: { type: 'CaseStarted', number, version: 10, state: 'in_progress', parkCode: 'SH01', priority: 'P1' },
    });
    expect(JSON.stringify(reader.events)).not.toContain('secret');
    await reader.stop();
  });

  it('tells of clocks, and of messages only to whom they are for', async () => {
    const mine = await listen('s-handler');
    const other = await listen('s-hq');
    await publish(
      topics.sla,
      'ClockWarned',
      sla.SlaEvent.encode(
        sla.SlaEvent.create({
          number,
          groupId: 'demo',
          parkCode: 'SH01',
          clock: { name: sla.ClockName.RESOLVE },
          change: { $case: 'warned', value: { step: 75 } },
        }),
      ).finish(),
    );
    await publish(
      topics.notification,
      'NotificationDelivered',
      notification.NotificationEvent.encode(
        notification.NotificationEvent.create({
          number,
          groupId: 'demo',
          parkCode: 'SH01',
          staffId: 's-handler',
          means: 'in_app',
        }),
      ).finish(),
    );
    await waitFor(() => mine.events.some(({ event }) => event === 'notification'));
    expect(mine.events.find(({ event }) => event === 'clock')?.data).toMatchObject({ clock: 'resolve', step: 75 });
    await publishCase({ version: 20 });
    await waitFor(() => versions(other).includes(20));
    expect(other.events.map(({ event }) => event)).toEqual(['clock', 'case']);
    await Promise.all([mine.stop(), other.stop()]);
  });

  it('goes on after the last event that the client had, without a gap', async () => {
    const first = await listen('s-handler');
    await publishCase({ version: 30 });
    await waitFor(() => versions(first).includes(30));
    const last = first.events.at(-1)?.id;
    await first.stop();
    await publishCase({ version: 31 });
    await publishCase({ version: 32, state: common.CaseState.RESOLVED });
    const second = await listen('s-handler', { lastEventId: last ?? '' });
    await waitFor(() => versions(second).includes(32));
    expect(versions(second)).toEqual([31, 32]);
    await second.stop();
  });

  it('says reset where the event is too old or not one of ours', async () => {
    const first = await listen('s-handler');
    await publishCase({ version: 40 });
    await waitFor(() => versions(first).includes(40));
    const last = first.events.at(-1)?.id ?? '';
    for (let version = 41; version <= 46; version += 1) await publishCase({ version });
    await waitFor(() => versions(first).includes(46));
    await first.stop();
    for (const lastEventId of [last, 'other.1', 'nonsense']) {
      const again = await listen('s-handler', { lastEventId });
      await waitFor(() => again.events.length > 0);
      expect(again.events[0]).toMatchObject({ event: 'reset', data: {} });
      await again.stop();
    }
  });

  it('sends signs of life and ends with the token', async () => {
    const reader = await listen('s-handler', { ttlMs: 2_000 });
    await waitFor(() => reader.comments() >= 3);
    expect(reader.closed()).toBe(false);
    await waitFor(() => reader.closed());
  });

  it('is for people who have signed in', async () => {
    expect((await rig.call('GET', '/v1/events')).status).toBe(401);
  });
});
