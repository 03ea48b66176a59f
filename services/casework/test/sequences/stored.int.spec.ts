import { connectStore, createRepository, type Repository, type Store } from '@parkline/mongo';
import { createLogger } from '@parkline/service-kit';
import { startTestStore, type TestStore } from '@parkline/testing';
import { Registry } from 'prom-client';
import type { QueueName } from '../../src/application/ports';
import type { Case, CaseEvent } from '../../src/domain';
import { createCaseLists } from '../../src/outbound/case-lists';
import { caseType } from '../../src/outbound/case-type';
import { createQueues } from '../../src/outbound/queues';
import { createCoverage } from './coverage';
import { groupId } from './park';
import { naiveLists } from './rules/lists';
import type { Saved } from './shelf';
import { walker } from './walk';
import { createWorld, type World } from './world';

let server: TestStore;
let store: Store;
let cases: Repository<Case, CaseEvent>;

beforeAll(async () => {
  server = await startTestStore();
  const logger = createLogger({ service: 'casework', level: 'silent' });
  store = await connectStore({ uri: server.uri, database: `sequences_${process.pid}`, logger });
  cases = createRepository(store, caseType, { publish: () => Promise.resolve(), logger, metrics: new Registry() });
  await cases.sync();
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
  await server.stop();
});

/** The same events once more, in the store; and each command twice. */
async function keep({ id, events, at, actor }: Saved, commandId: string): Promise<void> {
  const execution = { id, commandId, at, actor, decide: () => ({ events: [...events], answer: () => commandId }) };
  const first = await cases.execute(execution);
  const again = await cases.execute(execution);
  expect({ ...again, repeated: false }).toEqual(first);
  expect([first.repeated, again.repeated]).toEqual([false, true]);
}

/** Everybody's lists as domain.md has them. */
function listsIn(world: World): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { id, state } of world.shelf.cases.values()) {
    for (const list of naiveLists(state)) lists.set(list, [...(lists.get(list) ?? []), id]);
  }
  return lists;
}

it('is in the store, and in the lists that are read from it, what a walk has made of the cases', async () => {
  const world = createWorld();
  const going = walker(world, 7, createCoverage());
  let commands = 0;
  for (let step = 0; step < 250; step++) {
    const { saved } = await world.perform(going.next());
    for (const one of saved) await keep(one, `command-${++commands}`);
  }
  for (const { id, state, version, lines } of world.shelf.cases.values()) {
    expect(await cases.load(id)).toMatchObject({ state, version });
    expect((await cases.timeline(id)).map(({ id: _eventId, ...line }) => line)).toEqual(lines);
  }

  const queues = createQueues(createCaseLists(cases.collection, () => world.now()));
  const scope = { groupId, parks: 'all' as const };
  const lists = listsIn(world);
  expect(lists.size).toBeGreaterThan(5);
  for (const [list, ids] of lists) {
    const [queue, of] = list.split('/') as [QueueName, string | undefined];
    const rows = await queues.rows(scope, { queue, of, order: 'oldest', limit: 100 });
    expect([list, rows.map(({ id }) => id).sort()]).toEqual([list, ids.sort()]);
  }
});
