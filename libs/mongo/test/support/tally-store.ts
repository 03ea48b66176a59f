import type { Repository, Store } from '../../src';
import { recordingBus, tallyRepository, type Added, type Bus, type Tally } from './tally';
import { openTestStore, type TestStore } from './test-store';

/** Tallies on a database of one test file alone. */
export interface TallyStore extends Omit<TestStore, 'close'> {
  bus: Bus;
  /** Another replica's. */
  repository(): Repository<Tally, Added>;
}

/** Opens it before the tests of the file that calls this, and drops it after them. */
export function tallyStore(): TallyStore {
  const bus = recordingBus();
  let opened: TestStore;
  const repository = () => tallyRepository(opened.store, bus.publish);
  beforeAll(async () => {
    opened = await openTestStore();
    await repository().sync();
  });
  afterAll(() => opened.close());
  return {
    bus,
    repository,
    connect: () => opened.connect(),
    get uri(): string {
      return opened.uri;
    },
    get store(): Store {
      return opened.store;
    },
  };
}
