import { isParklineError } from '@parkline/errors';
import { tallyStore } from './support/tally-store';

const test = tallyStore();
const { repository } = test;
const at = new Date('2026-03-02T08:00:00Z');

const many = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name}-${n}`);

describe('commands that come at the same time', () => {
  it('on 50 aggregates cost one read and one write', async () => {
    const repo = repository();
    const before = test.store.commandCount();
    const results = await Promise.all(
      many('apart', 50).map((id, n) =>
        repo.execute({
          id,
          commandId: 'c',
          at,
          decide: () => ({ events: [{ add: n }], answer: (after) => after?.sum }),
        }),
      ),
    );
    expect(test.store.commandCount() - before).toBe(2);
    expect(results.map(({ answer }) => answer)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    for (const id of many('apart', 50)) expect(await repo.load(id)).toMatchObject({ version: 1 });
  });

  it('all count on the same aggregate', async () => {
    const repo = repository();
    const before = await repo.load('together');
    expect(before.version).toBe(0);
    await Promise.all(
      many('c', 8).map((commandId) =>
        repo.execute({ id: 'together', commandId, at, decide: () => ({ events: [{ add: 1 }] }) }),
      ),
    );
    expect(await repo.load('together')).toMatchObject({ version: 8, state: { sum: 8 } });
  });

  it('do not suffer from one whose decision throws, nor from one that breaks a unique index', async () => {
    const repo = repository();
    const label = async (id: string, name: string): Promise<string> => {
      await repo.execute({
        id,
        commandId: 'c',
        at,
        decide: () => {
          if (name === '') throw new Error('no name');
          return { events: [{ add: 1 }], replaceState: { sum: 0, label: name } };
        },
      });
      return 'saved';
    };
    await label('taken', 'one-label');
    const told = await Promise.all(
      [
        label('free', 'other-label'),
        label('nameless', ''),
        label('second', 'one-label'),
        label('third', 'third-label'),
      ].map((work) => work.catch((error: unknown) => (isParklineError(error) ? error.code : (error as Error).message))),
    );
    expect(told).toEqual(['saved', 'no name', 'duplicate_key', 'saved']);
    expect(await repo.load('third')).toMatchObject({ version: 1, state: { sum: 1, label: 'third-label' } });
    expect(await repo.load('second')).toMatchObject({ version: 0 });
  });

  it('of two replicas on the same aggregates all count once', async () => {
    const replicas = [repository(), repository()];
    const ids = many('shared', 5);
    await Promise.all(
      ids.flatMap((id) =>
        many('c', 6).map((commandId, n) =>
          replicas[n % 2]!.execute({ id, commandId, at, decide: () => ({ events: [{ add: 1 }] }) }),
        ),
      ),
    );
    for (const id of ids) expect(await replicas[0]!.load(id)).toMatchObject({ version: 6, state: { sum: 6 } });
  });
});

describe('new aggregates that are saved at the same time', () => {
  it('are one write, and one that is there already is refused alone', async () => {
    const repo = repository();
    const fresh = async (id: string): Promise<string> => {
      const loaded = { id, version: 0, state: undefined, sources: {}, pending: [], commands: [] };
      return (await repo.save({ loaded, events: [{ add: 1 }], at })).id;
    };
    await fresh('new-1');
    const told = await Promise.all(
      many('new', 4).map((id) => fresh(id).catch((error: unknown) => isParklineError(error) && error.code)),
    );
    expect(told).toEqual(['new-0', 'stale_version', 'new-2', 'new-3']);
  });
});

describe('reads that come at the same time', () => {
  it('by another field than the id find each its own', async () => {
    const repo = repository();
    for (const id of many('found', 3)) {
      await repo.execute({ id, at, decide: () => ({ events: [], replaceState: { sum: 0, label: `label of ${id}` } }) });
    }
    const found = await Promise.all(
      ['found-2', 'found-0', 'nobody'].map((id) => repo.findBy({ 'state.label': `label of ${id}` })),
    );
    expect(found.map((one) => one?.id)).toEqual(['found-2', 'found-0', undefined]);
  });
});
