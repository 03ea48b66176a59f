import { createBreaks } from '../src/kafka/breaks';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Ms after which a break is over. */
async function lengthOf(taken: Promise<void>): Promise<number> {
  let over = false;
  void taken.then(() => (over = true));
  const from = Date.now();
  for (let passed = 0; !over && passed < 1_000; passed += 1) await jest.advanceTimersByTimeAsync(1);
  return Date.now() - from;
}

it.each([
  ['as long as the work before it', 80, 80],
  ['long enough for something to come together after work that took no time', 0, 20],
  ['no longer than allowed after very long work', 5_000, 250],
])('a break lasts %s', async (_, workedMs, wanted) => {
  expect(await lengthOf(createBreaks(250).take(workedMs))).toBe(wanted);
});

it('breaks are over at once, and there are no more, when the consumer stops', async () => {
  const breaks = createBreaks(250);
  const present = breaks.take(200);
  breaks.end();
  await present;
  await breaks.take(200);
  expect(jest.getTimerCount()).toBe(0);
});
