import { inOrderPerKey } from '../src';

const items = ['a1', 'b1', 'a2', 'c1', 'b2'];
const keyOf = (item: string): string => item.slice(0, 1);

it('does the items of one key one after another, and others meanwhile, within the limit', async () => {
  const ended: string[] = [];
  let running = 0;
  let most = 0;
  await inOrderPerKey(items, keyOf, 2, async (item) => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running -= 1;
    ended.push(item);
  });
  expect(most).toBe(2);
  expect([...ended].sort()).toEqual([...items].sort());
  for (const key of ['a', 'b']) expect(ended.filter((item) => keyOf(item) === key)).toEqual([`${key}1`, `${key}2`]);
});

it('begins nothing new after a failure, and throws the first once all under way has ended', async () => {
  const begun: string[] = [];
  await expect(
    inOrderPerKey(items, keyOf, 1, (item) => {
      begun.push(item);
      return item === 'a2' ? Promise.reject(new Error(item)) : Promise.resolve();
    }),
  ).rejects.toThrow('a2');
  expect(begun).toEqual(['a1', 'a2']);
});
