import { isParklineError, refused } from '@parkline/errors';
import { newAggregate } from '../src/aggregate';
import { savedOf } from '../src/draft';
import { commandsInTurn } from '../src/in-turn';
import { firstAppearances, recordingBus, tallies, tallyRepository, type Added, type Tally } from './support/tally';
import { tallyStore } from './support/tally-store';

const test = tallyStore();
const { bus, repository } = test;
const at = new Date('2026-03-02T08:00:00Z');

const add = (n: number) => ({ events: [{ add: n }] });
/** What became of each: its answer, or the code of its refusal. */
const told = (work: readonly Promise<{ answer: unknown }>[]): Promise<unknown[]> =>
  Promise.all(
    work.map((one) =>
      one.then(
        ({ answer }) => answer,
        (error: unknown) => (isParklineError(error) ? error.code : (error as Error).message),
      ),
    ),
  );

it('many commands on one aggregate cost one read and one write, each decided on what the one before it left', async () => {
  const repo = repository();
  const before = test.store.commandCount();
  const answers = await told(
    Array.from({ length: 50 }, (_, n) =>
      repo.execute({
        id: 'hot',
        commandId: `c${n}`,
        at,
        decide: ({ state }) => ({
          events: [{ add: 1 }],
          answer: (after, version) => [state?.sum ?? 0, after?.sum, version],
        }),
      }),
    ),
  );
  expect(test.store.commandCount() - before).toBe(2);
  expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => [n, n + 1, n + 1]));
  const { version, state, commands, pending } = await repo.load('hot');
  expect({ version, sum: state?.sum, remembered: commands.length }).toEqual({ version: 50, sum: 50, remembered: 50 });
  expect(pending.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
});

it('a refusal among them is told to its own caller, and decided on what was saved before it', async () => {
  const repo = repository();
  const most = (limit: number) => ({
    id: 'limited',
    at,
    decide: ({ state }: { state?: { sum: number } }) => {
      if ((state?.sum ?? 0) >= limit) throw refused('full', 'No more.');
      return { ...add(1), answer: (after?: { sum: number }) => after?.sum };
    },
  });
  const answers = await told(['a', 'b', 'c', 'd'].map((commandId) => repo.execute({ ...most(2), commandId })));
  expect(answers).toEqual([1, 2, 'full', 'full']);
  expect(await repo.load('limited')).toMatchObject({ version: 2, state: { sum: 2 } });
});

it('of several who saw the same version the first goes ahead, and the others hear which is the present one', async () => {
  const repo = repository();
  await repo.execute({ id: 'seen', commandId: 'first', at, decide: () => add(1) });
  const tries = await Promise.allSettled(
    ['x', 'y', 'z'].map((commandId) =>
      repo.execute({ id: 'seen', commandId, expectedVersion: 1, at, decide: () => add(1) }),
    ),
  );
  expect(tries.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(tries[1]).toMatchObject({ reason: { code: 'stale_version', details: { id: 'seen', version: '2' } } });
});

it('the same command twice among them is carried out once', async () => {
  const repo = repository();
  const same = { id: 'twice', commandId: 'same', at, decide: () => ({ ...add(1), answer: () => 'done' }) };
  const [one, other] = await Promise.all([repo.execute(same), repo.execute(same)]);
  expect([one.repeated, other.repeated]).toEqual([false, true]);
  expect([one.answer, other.answer]).toEqual(['done', 'done']);
  expect(await repo.load('twice')).toMatchObject({ version: 1, state: { sum: 1 } });
});

it('those that leave no event are told the version that their save brought', async () => {
  const repo = repository();
  const nothing = (commandId: string) => ({
    id: 'quiet',
    commandId,
    at,
    decide: () => ({ events: [] as Added[], answer: (_: unknown, version: number) => version }),
  });
  await repo.execute({ id: 'quiet', at, decide: () => add(1) });
  const something = {
    ...nothing('second'),
    decide: () => ({ ...add(1), answer: (_: unknown, version: number) => version }),
  };
  const answers = await told([nothing('first'), something, nothing('third')].map((command) => repo.execute(command)));
  expect(answers).toEqual([2, 3, 4]);
  expect((await repo.load('quiet')).version).toBe(4);
});

it('an event that cannot be encoded spoils its own command and nothing of the others', async () => {
  const repo = tallyRepository(test.store, bus.publish, {
    encode: ({ add: n }) => {
      if (n === 13) throw new Error('cannot be encoded');
      return { type: 'Added', payload: Buffer.from(String(n)) };
    },
  });
  const answers = await told(
    [1, 13, 2].map((n) =>
      repo.execute({
        id: 'spoilt',
        commandId: String(n),
        at,
        decide: () => ({ events: [{ add: 5 }, { add: n }], answer: (after) => after?.sum }),
      }),
    ),
  );
  expect(answers).toEqual([6, 'cannot be encoded', 13]);
  expect(await repo.load('spoilt')).toMatchObject({ version: 4, state: { sum: 13 } });
});

it('one of them that breaks a unique index leaves the others in peace', async () => {
  const repo = repository();
  await repo.execute({ id: 'owner', at, decide: () => ({ events: [], replaceState: { sum: 0, label: 'wanted' } }) });
  await repo.execute({ id: 'other', at, decide: () => add(1) });
  const label = (name: string) => ({
    id: 'other',
    commandId: name,
    at,
    decide: () => ({ ...add(1), replaceState: { sum: 7, label: name }, answer: () => 'saved' }),
  });
  const plain = { id: 'other', commandId: 'plain', at, decide: () => ({ ...add(1), answer: () => 'saved' }) };
  const answers = await told([label('mine'), label('wanted'), plain].map((one) => repo.execute(one)));
  expect(answers).toEqual(['saved', 'duplicate_key', 'saved']);
  expect(await repo.load('other')).toMatchObject({ version: 3, state: { label: 'mine', sum: 9 } });
});

it('a store that goes away between two writes of a round fails those that were not saved, and no others', async () => {
  let loaded = newAggregate<Tally>('in memory');
  let writes = 0;
  const inTurn = commandsInTurn(tallies, {
    load: () => Promise.resolve(loaded),
    save: (draft) => {
      writes += 1;
      if (writes > 1) return Promise.reject(new Error('the store is away'));
      loaded = savedOf(draft);
      return Promise.resolve(loaded);
    },
    onConflict: () => undefined,
  });
  const command = (commandId: string, events: Added[]) =>
    inTurn({ id: 'in memory', commandId, at, decide: () => ({ events, answer: (after) => after?.sum }) });
  // One without events has a write of its own.
  const commands = [command('first', [{ add: 1 }]), command('quiet', []), command('third', [{ add: 1 }])];
  expect(await told(commands)).toEqual([1, 'the store is away', 'the store is away']);
});

it('two replicas with 200 commands on one aggregate count each once, and the refused none', async () => {
  const replicas = [repository(), repository()];
  const commands = Array.from({ length: 200 }, (_, n) =>
    replicas[n % 2]!.execute({
      id: 'wanted-by-all',
      commandId: `c${n}`,
      at,
      decide: ({ state }) => {
        if (n % 10 === 0 && (state?.sum ?? 0) >= 0) throw refused('never', 'Not this one.');
        return add(1);
      },
    }),
  );
  const results = await Promise.allSettled(commands);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(20);
  const { version, state, pending } = await replicas[0]!.load('wanted-by-all');
  expect({ version, sum: state?.sum }).toEqual({ version: 180, sum: 180 });
  expect(new Set(pending.map(({ seq }) => seq)).size).toBe(180);
});

it('their events go out in the order of their seqs', async () => {
  const own = recordingBus();
  const repo = tallyRepository(test.store, own.publish);
  repo.relay.start();
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      repo.execute({ id: 'in-order', commandId: `c${n}`, at, decide: () => add(1) }),
    ),
  );
  await repo.relay.drain();
  expect(firstAppearances(own.sent, 'in-order')).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
});
