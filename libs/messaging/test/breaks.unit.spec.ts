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

describe.each([
  ['prompt', 5, 40, 50],
  ['steady', 20, 80, 250],
  ['leisurely', 100, 160, 500],
] as const)('a %s break', (pace, shortest, afterEighty, longest) => {
  it.each([
    ['by the work before it', 80, afterEighty],
    ['long enough for something to come together after work that took no time', 0, shortest],
    ['no longer than allowed after very long work', 5_000, longest],
  ])('lasts %s', async (_, workedMs, wanted) => {
    expect(await lengthOf(createBreaks(pace).take(workedMs))).toBe(wanted);
  });
});

it('breaks are over at once, and there are no more, when the consumer stops', async () => {
  const breaks = createBreaks('steady');
  const present = breaks.take(200);
  breaks.end();
  await present;
  await breaks.take(200);
  expect(jest.getTimerCount()).toBe(0);
});
