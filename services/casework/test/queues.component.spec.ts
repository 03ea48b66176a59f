import { casework, common } from '@parkline/proto';
import { dispatchTo, type Rig, startRig } from './rig';

const { Queue, Sort } = casework;
const dayMs = 24 * 60 * 60 * 1000;

let rig: Rig;
/** Ids of the cases that every test looks at, by what they are. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  rig = await startRig();
  const add = async (name: string, parkCode: string, daysAgo: number) => {
    const receivedAt = new Date(rig.clock().getTime() - daysAgo * dayMs);
    [ids[name]] = (await rig.register(1, { parkCode, receivedAt })) as [string];
    return ids[name];
  };
  await add('untouched', 'SH01', 0);
  await rig.command('routing', await add('wangs', 'SH01', 2), dispatchTo('sh01-eng', 'wang'));
  await rig.command('routing', await add('flagged', 'SH01', 20), dispatchTo('sh01-eng', 'zhao', { flag: true }));
  await rig.command('routing', await add('unit only', 'SH01', 100), dispatchTo('sh01-eng'));
  await rig.command('routing', await add('beijing', 'BJ01', 300), dispatchTo('bj01-eng', 'beijing'));
  const waiting = await add('waiting', 'SH01', 400);
  await rig.command('routing', waiting, dispatchTo('sh01-eng', 'wang'));
  await rig.command('wang', waiting, { $case: 'sign', value: {} });
  await rig.command('wang', waiting, { $case: 'start', value: {} });
  await rig.command('wang', waiting, { $case: 'waitForComplainant', value: { question: 'Which one?' } });
  const returned = await add('returned', 'SH01', 500);
  await rig.command('routing', returned, dispatchTo('sh01-eng', 'zhao', { category: 'security.parking' }));
  const back = { reason: 'wrong_unit', proposedUnitId: 'sh01-sec', note: 'the barrier', evidence: [] };
  await rig.command('zhao', returned, { $case: 'requestReturn', value: back });
  const suspended = await add('suspended', 'SH01', 600);
  await rig.command('routing', suspended, dispatchTo('sh01-eng', 'wang', { priority: common.Priority.P4 }));
  await rig.command('wang', suspended, { $case: 'sign', value: {} });
  await rig.command('wang', suspended, { $case: 'start', value: {} });
  const reviewAt = new Date(rig.clock().getTime() + 30 * dayMs);
  await rig.command('manager', suspended, { $case: 'suspend', value: { reason: 'season', reviewAt, note: 'frost' } });
  const supervised = await add('supervised', 'SH01', 700);
  await rig.command('routing', supervised, dispatchTo('sh01-eng', 'wang', { priority: common.Priority.P1 }));
  await rig.command('officer', supervised, { $case: 'supervise', value: { reason: 'hq_flag', note: 'look at it' } });
  const linked = await add('linked', 'SH01', 800);
  await rig.command('desk', linked, { $case: 'link', value: { master: supervised, as: 'incident' } });
  const closed = await add('closed', 'SH01', 3_000);
  await rig.command('routing', closed, dispatchTo('sh01-eng', 'wang', { flag: true }));
  await rig.command(`complainant:${closed}`, closed, { $case: 'withdraw', value: { reason: '' } });
});
afterAll(() => rig.end());

interface Asked extends Partial<casework.ListCasesRequest> {
  size?: number;
  cursor?: string;
}

async function list(who: string, queue: casework.Queue, { size = 50, cursor = '', ...more }: Asked = {}) {
  const request = casework.ListCasesRequest.create({ queue, page: { size, cursor }, ...more });
  const answer = await rig.client.listCases(request, await rig.as(who));
  const nameOf = (id = '') => Object.keys(ids).find((name) => ids[name] === id);
  // The rig itself has made one more case, which is no test's concern.
  return {
    names: answer.cases.flatMap((c) => nameOf(c.case?.id) ?? []),
    cursor: answer.nextCursor,
    cases: answer.cases,
    truncated: answer.truncated,
  };
}

const filter = (one: Partial<casework.CaseFilter>): Asked => ({ filter: casework.CaseFilter.create(one) });
const older = ['waiting', 'returned', 'suspended', 'supervised'];

it.each<[string, casework.Queue, string[]]>([
  ['wang', Queue.MINE, ['wangs', 'waiting', 'suspended', 'supervised']],
  ['wang', Queue.UNIT, ['wangs', 'flagged', 'unit only', ...older]],
  ['wang', Queue.UNASSIGNED, ['untouched', 'unit only']],
  ['wang', Queue.RETURNED, ['returned']],
  ['wang', Queue.WAITING, ['waiting']],
  ['wang', Queue.SUSPENDED, ['suspended']],
  ['wang', Queue.SUPERVISED, ['supervised']],
  ['wang', Queue.LINKED, ['linked']],
  ['wang', Queue.ALL, ['untouched', 'wangs', 'flagged', 'unit only', ...older, 'linked', 'closed']],
  ['desk', Queue.FLAGGED, ['flagged']],
  ['desk', Queue.ALL, ['untouched', 'wangs', 'flagged', 'unit only', 'beijing', ...older, 'linked', 'closed']],
  ['region', Queue.ALL, ['untouched', 'wangs', 'flagged', 'unit only', 'beijing', ...older, 'linked', 'closed']],
  ['beijing', Queue.ALL, ['beijing']],
  ['officer', Queue.MINE, []],
  ['stranger', Queue.ALL, []],
])('shows %s in the queue %s: %s, newest first', async (who, queue, names) => {
  expect((await list(who, queue)).names).toEqual(names);
});

it.each<[string, casework.Queue, Asked, string[]]>([
  ['the oldest first', Queue.UNIT, { sort: Sort.OLDEST }, [...older].reverse().concat('unit only', 'flagged', 'wangs')],
  ['all, the oldest first', Queue.ALL, { sort: Sort.OLDEST, parkCode: 'SH01', size: 2 }, ['closed', 'linked']],
  [
    'a priority',
    Queue.UNIT,
    filter({ priorities: [common.Priority.P4, common.Priority.P1] }),
    ['suspended', 'supervised'],
  ],
  ['a state', Queue.ALL, filter({ states: [common.CaseState.CLOSED] }), ['closed']],
  ['a category', Queue.UNIT, filter({ category: 'security' }), ['returned']],
  ['no half category', Queue.UNIT, filter({ category: 'secur' }), []],
  ['a handler', Queue.UNIT, filter({ handlerId: 'zhao' }), ['flagged', 'returned']],
  ['a unit', Queue.ALL, filter({ unitId: 'bj01-eng' }), ['beijing']],
  ['a channel', Queue.UNIT, filter({ channel: common.Channel.WEB }), []],
  ['a kind', Queue.UNASSIGNED, filter({ kind: common.Kind.COMPLAINT }), ['untouched', 'unit only']],
])('shows the desk %s of a queue', async (_label, queue, asked, names) => {
  const who = queue === Queue.UNIT ? 'lead' : 'desk';
  expect(await list(who, queue, asked)).toMatchObject({ names, truncated: false });
});

it('shows P1 first, and within a priority the oldest', async () => {
  const { cases } = await list('lead', Queue.UNIT, { sort: Sort.PRIORITY });
  const order = cases.map(({ case: c }) => `${c!.priority} ${c!.receivedAt!.toISOString()}`);
  expect(order).toEqual([...order].sort());
  expect(new Set(cases.map(({ case: c }) => c!.priority)).size).toBeGreaterThan(2);
});

const lists: [string, Asked][] = [
  ['newest', {}],
  ['oldest', { sort: Sort.OLDEST }],
  ['priority', { sort: Sort.PRIORITY }],
  ['filtered', filter({ priorities: [common.Priority.P2] })],
  ['filtered and oldest', { sort: Sort.OLDEST, ...filter({ priorities: [common.Priority.P2] }) }],
];

it.each(lists)('gives every case once in pages of one, two and three: %s', async (_label, asked) => {
  const whole = (await list('lead', Queue.UNIT, asked)).cases.map((c) => c.case?.id);
  for (const size of [1, 2, 3]) {
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const page = await list('lead', Queue.UNIT, { ...asked, size, cursor });
      seen.push(...page.cases.map((c) => c.case?.id));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual(whole);
  }
});

it('refuses the cursor of another queue, order, filter or park', async () => {
  const { cursor } = await list('lead', Queue.UNIT, { size: 1 });
  const others: [casework.Queue, Asked][] = [
    [Queue.ALL, {}],
    [Queue.UNIT, { parkCode: 'SH01' }],
  ];
  for (const [queue, asked] of [...others, ...lists.slice(1).map(([, one]) => [Queue.UNIT, one] as const)]) {
    await expect(list('lead', queue, { ...asked, cursor })).rejects.toMatchObject({
      ...{ kind: 'InvalidInput', code: 'cursor_of_another_list', field: 'cursor' },
    });
  }
});

it('shows one park of several', async () => {
  expect((await list('desk', Queue.ALL, { parkCode: 'BJ01' })).names).toEqual(['beijing']);
  expect((await list('wang', Queue.ALL, { parkCode: 'BJ01' })).names).toEqual([]);
});

it.each([1, 2, 3])('gives every case once in pages of %i', async (size) => {
  const whole = (await list('region', Queue.ALL)).cases.map((c) => c.case?.id);
  const seen: unknown[] = [];
  let cursor = '';
  do {
    const page = await list('region', Queue.ALL, { size, cursor });
    seen.push(...page.cases.map((c) => c.case?.id));
    cursor = page.cursor;
  } while (cursor);
  expect(seen).toEqual(whole);
});

it('gives every case once where many came at the same moment', async () => {
  const same = await rig.register(25, { parkCode: 'BJ01', receivedAt: new Date('2026-03-01T12:00:00Z') });
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await list('beijing', Queue.UNASSIGNED, { size: 10, cursor });
    seen.push(...page.cases.map((c) => c.case!.id));
    cursor = page.cursor;
  } while (cursor);
  expect(seen).toEqual([...same].sort().reverse());
});

it('shows the beginning of what was said', async () => {
  const [id] = await rig.register(1, { description: `a${'😀'.repeat(500)}` });
  const { cases } = await rig.client.getCases({ ids: [id!, 'unknown', id!] }, await rig.as('wang'));
  expect(cases.map((c) => c.excerpt)).toEqual([`a${'😀'.repeat(199)}`]);
});

it('shows a case that an earlier release stored, with nothing on it', async () => {
  const [id] = await rig.register(1, { parkCode: 'SH01' });
  const sinceThen = { 'state.extensions': '', 'state.linkedCases': '', 'state.suspended': '', 'state.tasks': '' };
  await rig.store.collection<{ _id: string }>('cases').updateOne({ _id: id! }, { $unset: sinceThen } as never);
  const { cases } = await rig.client.getCases({ ids: [id!] }, await rig.as('wang'));
  expect(cases.map(({ case: c }) => c)).toMatchObject([{ id, extensionsGranted: 0, linkedCount: 0, suspensions: [] }]);
});

it.each([
  ['a cursor that we did not give', { page: { size: 1, cursor: 'bm9uc2Vuc2U' } }, 'cursor'],
  ['a page that is too large', { page: { size: 201, cursor: '' } }, 'page.size'],
  ['a queue that does not exist', { queue: Queue.UNSPECIFIED }, 'queue'],
])('refuses %s', async (_label, wrong, field) => {
  const request = casework.ListCasesRequest.create({ queue: Queue.ALL, ...wrong });
  const asked = rig.client.listCases(request, await rig.as('wang'));
  await expect(asked).rejects.toMatchObject({ kind: 'InvalidInput', field });
});

it.each(['complainant:01JNA000000000000000000001', 'public', 'routing'])('is not for %s', async (who) => {
  await expect(list(who, Queue.ALL)).rejects.toMatchObject({ kind: 'Forbidden' });
});
