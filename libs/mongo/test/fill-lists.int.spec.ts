import { openTestStore, type TestStore } from './support/test-store';
import { recordingBus, tallyRepository } from './support/tally';

let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

it('aggregates stored before their kind kept lists are put into theirs when a service starts, and kept there', async () => {
  const bus = recordingBus();
  const at = new Date('2026-03-02T08:00:00Z');
  const add = (n: number) => ({ events: [{ add: n }] });
  const former = tallyRepository(test.store, bus.publish, { name: 'listed' });
  await former.sync();
  for (const id of ['small', 'large', 'growing'])
    await former.execute({ id, at, decide: () => add(id === 'large' ? 9 : 1) });
  const present = tallyRepository(test.store, bus.publish, {
    name: 'listed',
    listsOf: ({ sum }) => (sum > 5 ? ['all', 'large'] : ['all']),
  });
  await present.sync();
  const inList = async (list: string) =>
    (await present.collection.find({ lists: list }).toArray()).map(({ _id }) => _id).sort();
  expect(await inList('all')).toEqual(['growing', 'large', 'small']);
  expect(await inList('large')).toEqual(['large']);
  await present.execute({ id: 'growing', at, decide: () => add(8) });
  await present.sync();
  expect(await inList('large')).toEqual(['growing', 'large']);
});
