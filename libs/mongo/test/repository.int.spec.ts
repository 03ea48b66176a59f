import { isParklineError } from '@parkline/errors';
import { waitFor } from '@parkline/testing';
import { BACKGROUND, connectStore, type ReceivedEvent } from '../src';
import { logger } from './support/logger';
import { recordingBus, tallyRepository, type Added } from './support/tally';
import { tallyStore } from './support/tally-store';

const test = tallyStore();
const { bus, repository } = test;
const at = new Date('2026-03-02T08:00:00Z');

const add = (n: number) => () => ({ events: [{ add: n }], answer: (after?: { sum: number }) => after?.sum });

describe('a save', () => {
  it('loses no update of a 20-way race on one aggregate', async () => {
    const replicas = [repository(), repository()];
    const runs = Array.from({ length: 20 }, (_, i) =>
      replicas[i % 2]!.execute({ id: 'race', commandId: `c${i}`, at, decide: add(1) }),
    );
    const results = await Promise.all(runs);
    expect(results.map((r) => r.answer).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(await repository().load('race')).toMatchObject({ version: 20, state: { sum: 20 } });
  });

  it('raises the version by the number of its events, and by one without any', async () => {
    const repo = repository();
    const first = await repo.save({ loaded: await repo.load('versions'), events: [{ add: 1 }, { add: 2 }], at });
    expect(first.version).toBe(2);
    expect(first.pending.map((p) => p.seq)).toEqual([1, 2]);
    expect(first.pending.map((p) => p.id)).toEqual(['tally/versions/1', 'tally/versions/2']);
    const second = await repo.save({ loaded: first, events: [], replaceState: { sum: 9 }, at });
    expect(second).toMatchObject({ version: 3, state: { sum: 9 } });
    const third = await repo.save({ loaded: second, events: [{ add: 1 }], at });
    expect(third.pending.map((p) => p.seq)).toEqual([1, 2, 4]);
    expect(await repo.load('versions')).toEqual(third);
  });

  it('is refused as a conflict when the aggregate has moved on', async () => {
    const repo = repository();
    const loaded = await repo.load('moved');
    await repo.save({ loaded, events: [{ add: 1 }], at });
    await expect(repo.save({ loaded, events: [{ add: 1 }], at })).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'stale_version',
    });
  });

  it('tells a value that another aggregate already uses from a conflict', async () => {
    const repo = repository();
    const named = (id: string) =>
      repo.execute({ id, at, decide: () => ({ events: [], replaceState: { sum: 0, label: 'the-same' } }) });
    await named('unique-1');
    await expect(named('unique-2')).rejects.toMatchObject({ kind: 'Conflict', code: 'duplicate_key' });
    expect((await repo.findBy({ 'state.label': 'the-same' }))?.id).toBe('unique-1');
  });

  it('of many changes saves those that nobody overtook, and names the others', async () => {
    const repo = repository();
    const ids = Array.from({ length: 30 }, (_, i) => `bulk-${i}`);
    await repo.saveMany(
      [...(await repo.loadMany(ids.slice(0, 15))).values()].map((loaded) => ({ loaded, events: [{ add: 1 }], at })),
    );
    const stale = await repo.loadMany(ids);
    const overtaken = ids.filter((_, i) => i % 3 === 0);
    for (const id of overtaken) await repo.execute({ id, at, decide: add(100) });
    const { saved, conflicted } = await repo.saveMany(
      [...stale.values()].map((loaded) => ({ loaded, events: [{ add: 1 }], at })),
    );
    expect(conflicted).toEqual(overtaken);
    expect(saved.map((s) => s.id)).toEqual(ids.filter((id) => !overtaken.includes(id)));
    for (const one of saved) expect(await repo.load(one.id)).toEqual(one);
  });
});

describe('a command', () => {
  it('gets the same answer when it is repeated, and changes nothing', async () => {
    const repo = repository();
    const first = await repo.execute({ id: 'same', commandId: 'once', at, decide: add(5) });
    await repo.execute({ id: 'same', commandId: 'other', at, decide: add(7) });
    const again = await repo.execute({ id: 'same', commandId: 'once', at, decide: add(5) });
    expect(first).toMatchObject({ answer: 5, repeated: false, version: 1 });
    expect(again).toMatchObject({ answer: 5, repeated: true, version: 2, state: { sum: 12 } });
  });

  it('that arrives ten times at once is carried out once', async () => {
    const repo = repository();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => repo.execute({ id: 'at-once', commandId: 'c', at, decide: add(3) })),
    );
    expect(results.map((r) => r.answer)).toEqual(Array(10).fill(3));
    expect(results.filter((r) => !r.repeated)).toHaveLength(1);
  });

  it('is remembered until 100 later ones have come', async () => {
    const repo = repository();
    for (let i = 0; i < 101; i++) await repo.execute({ id: 'hundred', commandId: `c${i}`, at, decide: add(1) });
    const { commands } = await repo.load('hundred');
    expect(commands.map((c) => c.id)).toEqual(Array.from({ length: 100 }, (_, i) => `c${i + 1}`));
    expect((await repo.execute({ id: 'hundred', commandId: 'c1', at, decide: add(1) })).repeated).toBe(true);
  });

  it('decided on a version that is no longer the present one is refused with the present one', async () => {
    const repo = repository();
    await repo.execute({ id: 'seen', at, decide: add(1) });
    await repo.execute({ id: 'seen', expectedVersion: 1, at, decide: add(1) });
    await expect(repo.execute({ id: 'seen', expectedVersion: 1, at, decide: add(1) })).rejects.toMatchObject({
      kind: 'Conflict',
      code: 'stale_version',
      details: { version: '2' },
    });
  });

  it('without id and without effect writes nothing', async () => {
    const repo = repository();
    const result = await repo.execute({ id: 'nothing', at, decide: () => ({ events: [], answer: () => 'as before' }) });
    expect(result).toEqual({ answer: 'as before', state: undefined, version: 0, repeated: false });
    expect((await repo.load('nothing')).version).toBe(0);
  });

  it('for an aggregate that a filter does not find is refused', async () => {
    const run = repository().execute({ find: { 'state.label': 'nobody' }, at, decide: add(1) });
    await expect(run).rejects.toMatchObject({ kind: 'NotFound', code: 'tallies_not_found' });
  });

  it('that the decision refuses leaves no trace', async () => {
    const refusing = repository().execute({
      id: 'refused',
      commandId: 'c',
      at,
      decide: () => {
        throw new Error('not now');
      },
    });
    await expect(refusing).rejects.toThrow('not now');
    expect((await repository().load('refused')).version).toBe(0);
  });
});

describe('a batch of events', () => {
  const decide = (_state: unknown, event: ReceivedEvent): { events: Added[] } => ({ events: [{ add: event.seq }] });
  const consumption = { idOf: (e: ReceivedEvent) => e.subject, decide, at };

  it('drops what is not newer than what the aggregate has seen of the source', async () => {
    const repo = repository();
    await repo.consume([received('seq', 1), received('seq', 3)], consumption);
    await repo.consume([received('seq', 1), received('seq', 2), received('seq', 3), received('seq', 4)], consumption);
    await repo.consume([received('seq', 2, 'elsewhere')], consumption);
    expect(await repo.load('seq')).toMatchObject({
      version: 4,
      state: { sum: 10 },
      sources: { upstream: 4, elsewhere: 2 },
    });
  });

  it('decides again what someone else changed meanwhile', async () => {
    const repo = repository();
    const ids = Array.from({ length: 12 }, (_, i) => `redo-${i}`);
    const bulkWrite = repo.collection.bulkWrite.bind(repo.collection);
    jest.spyOn(repo.collection, 'bulkWrite').mockImplementationOnce(async (...args) => {
      for (const id of ids.slice(0, 4)) await repository().execute({ id, at, decide: add(1000) });
      return bulkWrite(...args);
    });
    await repo.consume(
      ids.map((id) => received(id, 1)),
      consumption,
    );
    const loaded = await repo.loadMany(ids);
    expect(ids.map((id) => loaded.get(id)?.state?.sum)).toEqual(ids.map((_, i) => (i < 4 ? 1001 : 1)));
  });

  it('handled by two replicas at once counts once', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `twice-${i}`);
    const events = ids.flatMap((id) => [received(id, 1), received(id, 2)]);
    await Promise.all([repository().consume(events, consumption), repository().consume(events, consumption)]);
    const loaded = await repository().loadMany(ids);
    expect(new Set([...loaded.values()].map((l) => l.state?.sum))).toEqual(new Set([3]));
  });

  it('of 100 events on 100 aggregates costs at most 4 commands, the relay included', async () => {
    const sent = recordingBus();
    const repo = tallyRepository(test.store, sent.publish, { name: 'counted', relay: { sweepMs: 60_000 } });
    await repo.sync();
    repo.relay.start();
    // First all aggregates are new, then known, then others.
    for (const [seq, from] of [
      [1, 0],
      [2, 0],
      [3, 100],
    ] as const) {
      sent.sent.length = 0;
      const ids = Array.from({ length: 100 }, (_, i) => `fresh-${from + i}`);
      const before = test.store.commandCount();
      await repo.consume(
        ids.map((id) => received(id, seq)),
        consumption,
      );
      await waitFor(() => sent.sent.length === 100);
      await waitFor(
        async () =>
          (await repo.collection.countDocuments({ pendingSince: { $exists: true } }, { comment: BACKGROUND })) === 0,
      );
      expect(test.store.commandCount() - before).toBeLessThanOrEqual(4);
    }
    await repo.relay.drain();
    expect((await repo.load('fresh-7')).pending).toEqual([]);
  });
});

describe('a timeline', () => {
  it('shows what was just saved, and nothing twice, while the relay moves it', async () => {
    const repo = repository();
    for (let i = 1; i <= 3; i++) await repo.execute({ id: 'line', at, decide: add(i) });
    expect((await repo.timeline('line')).map((e) => e.entry.add)).toEqual([1, 2, 3]);
    repo.relay.start();
    const seen: number[][] = [];
    await waitFor(async () => {
      seen.push((await repo.timeline('line')).map((e) => e.seq));
      return (await repo.load('line')).pending.length === 0;
    });
    await repo.execute({ id: 'line', at, decide: add(4) });
    seen.push((await repo.timeline('line')).slice(0, 3).map((e) => e.seq));
    await repo.relay.drain();
    for (const seqs of seen) expect(seqs).toEqual([1, 2, 3]);
    expect(await repo.timeline('line')).toEqual(
      [1, 2, 3, 4].map((seq) => ({ seq, id: `tally/line/${seq}`, type: 'Added', time: at, entry: { add: seq } })),
    );
  });
});

describe('the store', () => {
  it('proves that it is well by writing', async () => {
    await expect(test.store.ping()).resolves.toBeUndefined();
  });

  it('does nothing of a transaction whose work throws', async () => {
    await test.store.db.createCollection('aborted');
    const aborted = test.store.transaction(async (session) => {
      await test.store.collection<{ _id: string }>('aborted').insertOne({ _id: 'a' }, { session });
      throw new Error('changed my mind');
    });
    await expect(aborted).rejects.toThrow('changed my mind');
    expect(await test.store.collection('aborted').countDocuments()).toBe(0);
  });

  it('that nobody answers for is named in the error, without its password', async () => {
    const uri = 'mongodb://someone:secret@127.0.0.1:9/';
    const error: unknown = await connectStore({ uri, database: 'x', logger, connectTimeoutMs: 200 }).catch(
      (e: unknown) => e,
    );
    expect(isParklineError(error, 'Unavailable')).toBe(true);
    expect((error as Error).message).toContain('127.0.0.1:9');
    expect((error as Error).message).not.toContain('secret');
    expect((error as Error).message).not.toContain('\n');
  });
});

describe('a state that an earlier release stored', () => {
  it('is read in the present form, however it is read', async () => {
    const repo = tallyRepository(test.store, bus.publish, {
      inPresentForm: (stored) => ({ ...stored, sum: stored.sum ?? 7 }),
    });
    const remindAt = new Date(at.getTime() - 1_000);
    const earlier = { version: 3, state: { label: 'earlier', remindAt }, dueAt: remindAt };
    await repo.collection.insertOne({ _id: 'earlier', ...earlier } as never);
    const seen: (number | undefined)[] = [
      (await repo.load('earlier')).state?.sum,
      (await repo.loadMany(['earlier'])).get('earlier')?.state?.sum,
      (await repo.findBy({ 'state.label': 'earlier' }))?.state?.sum,
      (await repo.findBy({ 'state.label': 'earlier', version: 3 }))?.state?.sum,
    ];
    await repo.consume([received('earlier', 1)], {
      at,
      idOf: ({ key }) => key,
      decide: (state) => void seen.push(state?.sum),
    });
    await repo.due({ now: at, decide: ({ state }) => void seen.push(state?.sum) });
    expect(seen).toEqual([7, 7, 7, 7, 7, 7]);
    await repo.execute({ id: 'earlier', at, decide: () => ({ events: [{ add: 1, remindAt: null }] }) });
    expect((await repository().load('earlier')).state).toEqual({
      label: 'earlier',
      sum: 8,
    });
  });
});

function received(subject: string, seq: number, source = 'upstream'): ReceivedEvent {
  const id = `${source}/${subject}/${seq}`;
  return {
    ...{ id, type: 'Happened', source, subject, key: subject, seq, time: at, payload: new Uint8Array() },
    ...{ topic: 'test.upstream.v1', partition: 0, offset: String(seq) },
  };
}
