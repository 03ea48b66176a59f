import { newAggregate, type Loaded } from '../src';
import { openTestStore, type TestStore } from './support/test-store';
import { recordingBus, tallyRepository, type Tally } from './support/tally';

const DOCUMENTS = 20_000;
const at = new Date('2026-03-02T08:00:00Z');
let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

/**
 * By time and not by `explain`, whose answer differs between servers: a scan of so many documents takes tens to
 * hundreds of milliseconds on every machine on which an indexed look-up takes a few.
 */
async function fastestMs(work: () => Promise<unknown>, enoughMs = 0): Promise<number> {
  let best = Infinity;
  // A busy machine makes every look-up slow now and then, but no number of tries makes a scan fast.
  for (let i = 0; i < 7 || (best > enoughMs && i < 100 && enoughMs > 0); i++) {
    const began = performance.now();
    await work();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

describe('with 20,000 documents', () => {
  it('no query of the repository scans', async () => {
    const repo = tallyRepository(test.store, recordingBus().publish, { name: 'many' });
    await repo.sync();
    for (let from = 0; from < DOCUMENTS; from += 2000) {
      await repo.collection.insertMany(
        Array.from({ length: 2000 }, (_, i) => ({
          _id: `id-${from + i}`,
          version: 1,
          state: { sum: 1, label: `label-${from + i}`, note: 'x'.repeat(200) },
          dueAt: new Date(at.getTime() + from + i),
          savedBy: 'seed',
          pending: [],
        })),
      );
      await test.store.collection<{ _id: string }>('many_journal').insertMany(
        Array.from({ length: 2000 }, (_, i) => ({
          _id: `id-${from + i}/0000000001`,
          agg: `id-${from + i}`,
          ...{ seq: 1, id: `tally/id-${from + i}/1`, type: 'Added', time: at, entry: {} },
        })),
      );
    }
    const scan = await fastestMs(() => repo.collection.findOne({ 'state.sum': -1 }));
    let hot: Loaded<Tally> = await repo.load('id-777');
    const lookUpMs = (work: () => Promise<unknown>) => fastestMs(work, scan / 3);
    const timings = {
      load: await lookUpMs(() => repo.load('id-12345')),
      findBy: await lookUpMs(() => repo.findBy({ 'state.label': 'label-19999' })),
      save: await lookUpMs(async () => {
        hot = await repo.save({ loaded: hot, events: [{ add: 1 }], at });
      }),
      conflict: await lookUpMs(() =>
        repo
          .save({ loaded: { ...newAggregate<Tally>('id-9'), version: 99 }, events: [{ add: 1 }], at })
          .catch(() => undefined),
      ),
      due: await lookUpMs(() => repo.due({ now: new Date(at.getTime() + 4), decide: () => undefined })),
      timeline: await lookUpMs(() => repo.timeline('id-15000')),
      sweep: await lookUpMs(() =>
        repo.collection
          .find({ pendingSince: { $lte: new Date() } })
          .sort({ pendingSince: 1 })
          .limit(100)
          .toArray(),
      ),
    };
    const slow = Object.entries(timings).filter(([, ms]) => ms > scan / 3);
    expect({ slow, timings, scan }).toMatchObject({ slow: [] });
  });
});
