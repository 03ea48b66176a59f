import { waitFor } from '@parkline/testing';
import type { AggregateType } from '../src';
import { tallyRepository, type Added, type Tally } from './support/tally';
import { tallyStore } from './support/tally-store';

const test = tallyStore();
const { bus, repository } = test;
const at = new Date('2026-03-02T08:00:00Z');

describe('due work', () => {
  it('is claimed exactly once by two replicas', async () => {
    const repo = repository();
    const ids = Array.from({ length: 60 }, (_, i) => `due-${i}`);
    const soon = new Date(at.getTime() + 1000);
    await repo.saveMany(
      [...(await repo.loadMany(ids)).values()].map((loaded) => ({ loaded, events: [{ add: 1, remindAt: soon }], at })),
    );
    const work = (now: Date) => ({
      now,
      limit: 25,
      decide: (loaded: Awaited<ReturnType<typeof repo.load>>) => ({
        loaded,
        events: [{ add: 10, remindAt: null }],
        at: now,
      }),
    });
    expect(await repo.due(work(at))).toBe(0);
    let claimed = 0;
    const run = async () => {
      const replica = repository();
      await waitFor(async () => {
        const own = await replica.due(work(soon));
        claimed += own;
        return claimed >= ids.length;
      });
    };
    await Promise.all([run(), run()]);
    expect(claimed).toBe(60);
    expect(await repo.due(work(soon))).toBe(0);
    const loaded = await repo.loadMany(ids);
    expect(new Set([...loaded.values()].map((l) => l.state?.sum))).toEqual(new Set([11]));
  });

  it('of which very much has piled up is done to the last, the longest due first, whoever else works on it', async () => {
    const replicas = [repository(), repository(), repository()];
    const ids = Array.from({ length: 300 }, (_, i) => `pile-${i}`);
    // Most of it within a second, some of it hours apart, some at the very same time.
    const dueAt = (i: number) => new Date(at.getTime() + (i < 200 ? i * 5 : i < 250 ? i * 60_000 : 1_000));
    const loaded = [...(await replicas[0]!.loadMany(ids)).values()];
    await replicas[0]!.saveMany(
      loaded.map((one, i) => ({ loaded: one, events: [{ add: 1, remindAt: dueAt(i) }], at })),
    );
    const now = new Date(at.getTime() + 86_400_000);
    const firstRound: number[] = [];
    const round = (replica: (typeof replicas)[number], seen?: number[]) =>
      replica.due({
        now,
        limit: 20,
        decide(one) {
          seen?.push(one.state!.remindAt!.getTime());
          return { loaded: one, events: [{ add: 10, remindAt: null }], at: now };
        },
      });
    expect(await round(replicas[0]!, firstRound)).toBe(20);
    expect(firstRound).toEqual(ids.slice(0, 20).map((_, i) => dueAt(i).getTime()));
    let claimed = 20;
    for (let done = 1; claimed < ids.length;) {
      done = (await Promise.all(replicas.map((replica) => round(replica)))).reduce((sum, one) => sum + one, 0);
      claimed += done;
      expect(done).toBeGreaterThan(0);
    }
    const sums = [...(await replicas[0]!.loadMany(ids)).values()].map(({ state }) => state?.sum);
    expect({ claimed, sums: new Set(sums) }).toEqual({ claimed: 300, sums: new Set([11]) });
    expect(await round(replicas[1]!)).toBe(0);
  });

  it('of one aggregate that fails does not hold up the others', async () => {
    const repo = repository();
    const ids = ['poison', 'fine'];
    await repo.saveMany(
      [...(await repo.loadMany(ids)).values()].map((loaded) => ({ loaded, events: [{ add: 1, remindAt: at }], at })),
    );
    const done = await repo.due({
      now: at,
      decide(loaded) {
        if (loaded.id === 'poison') throw new Error('cannot');
        return { loaded, events: [{ add: 1, remindAt: null }], at };
      },
    });
    expect(done).toBe(1);
    await repo.execute({ id: 'poison', at, decide: () => ({ events: [{ add: 0, remindAt: null }] }) });
  });
});

describe('due work that fails', () => {
  it.each<[string, Partial<AggregateType<Tally, Added>>, (id: string) => void]>([
    [
      'in its decision',
      {},
      (id) => {
        if (id.includes('broken')) throw new Error('cannot');
      },
    ],
    [
      'in being read',
      {
        inPresentForm(stored) {
          if (stored.label?.includes('broken')) throw new Error('cannot be read');
          return stored;
        },
      },
      () => undefined,
    ],
  ])('%s holds up nothing behind it, however much of it there is', async (name, type, check) => {
    const key = name.split(' ').at(-1) as string;
    const repo = tallyRepository(test.store, bus.publish, type);
    const remindAt = new Date(at.getTime() - 60_000);
    const documents = Array.from({ length: 30 }, (_, i) => ({
      _id: `${key}-broken-${i}`,
      version: 1,
      state: { sum: 0, label: `${key}-broken-${i}`, remindAt },
      dueAt: remindAt,
    }));
    const fine = Array.from({ length: 10 }, (_, i) => ({
      ...{ _id: `${key}-fine-${i}`, version: 1, state: { sum: 0, label: `${key}-fine-${i}`, remindAt: at } },
      dueAt: at,
    }));
    await repo.collection.insertMany([...documents, ...fine] as never[]);
    const round = () =>
      repo.due({
        now: at,
        limit: 5,
        decide(loaded) {
          check(loaded.id);
          return { loaded, events: [{ add: 1, remindAt: null }], at };
        },
      });
    const done: number[] = [];
    for (let rounds = 0; rounds < 12; rounds++) done.push(await round());
    expect(done.reduce((sum, one) => sum + one, 0)).toBe(10);
    expect(Math.max(...done)).toBe(5);
    await repo.collection.deleteMany({ _id: { $in: documents.map(({ _id }) => _id) } });
  });
});
