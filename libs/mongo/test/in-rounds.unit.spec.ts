import { inRounds } from '../src';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('does together what comes in one turn, and what comes while a round is under way in the next', async () => {
  const rounds: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const double = inRounds<number, number>(async (items) => {
    rounds.push(items);
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map((item) => 2 * item);
  });
  const first = [double(1), double(2)];
  while (ends.length < 1) await turn();
  const second = [double(3), double(4), double(5)];
  await turn();
  expect(rounds).toEqual([[1, 2]]);
  ends[0]?.();
  expect(await Promise.all(first)).toEqual([2, 4]);
  while (ends.length < 2) await turn();
  ends[1]?.();
  expect(await Promise.all(second)).toEqual([6, 8, 10]);
  expect(rounds).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

it('tells a failed round to its own callers only, and goes on', async () => {
  const work = inRounds<string, string>((items) =>
    items.includes('bad') ? Promise.reject(new Error('no')) : Promise.resolve(items),
  );
  const results = await Promise.allSettled([work('bad'), work('beside it')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await work('later')).toBe('later');
});

it('lets one item of a round fail alone', async () => {
  const work = inRounds<string, string>((items) =>
    Promise.resolve(items.map((item) => (item === 'bad' ? Promise.reject(new Error('no')) : item))),
  );
  const results = await Promise.allSettled([work('good'), work('bad')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

it('takes at most 100 into one round', async () => {
  const sizes: number[] = [];
  const work = inRounds<number, number>((items) => {
    sizes.push(items.length);
    return Promise.resolve(items);
  });
  await Promise.all(Array.from({ length: 250 }, (_, n) => work(n)));
  expect(sizes).toEqual([100, 100, 50]);
});
