import { casework } from '@parkline/proto';
import { dispatchTo, type Rig, startRig } from './rig';

const { Queue } = casework;
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
  const closed = await add('closed', 'SH01', 3_000);
  await rig.command('routing', closed, dispatchTo('sh01-eng', 'wang', { flag: true }));
  await rig.command(`complainant:${closed}`, closed, { $case: 'withdraw', value: { reason: '' } });
}, 120_000);
afterAll(() => rig.end());

async function list(
  who: string,
  queue: casework.Queue,
  more: { parkCode?: string; size?: number; cursor?: string } = {},
) {
  const { parkCode = '', size = 50, cursor = '' } = more;
  const answer = await rig.client.listCases({ queue, parkCode, page: { size, cursor } }, await rig.as(who));
  const nameOf = (id = '') => Object.keys(ids).find((name) => ids[name] === id);
  // The rig itself has made one more case, which is no test's concern.
  return {
    names: answer.cases.flatMap((c) => nameOf(c.case?.id) ?? []),
    cursor: answer.nextCursor,
    cases: answer.cases,
  };
}

it.each<[string, casework.Queue, string[]]>([
  ['wang', Queue.MINE, ['wangs', 'waiting']],
  ['wang', Queue.UNIT, ['wangs', 'flagged', 'unit only', 'waiting']],
  ['wang', Queue.UNASSIGNED, ['untouched', 'unit only']],
  ['wang', Queue.WAITING, ['waiting']],
  ['wang', Queue.ALL, ['untouched', 'wangs', 'flagged', 'unit only', 'waiting', 'closed']],
  ['desk', Queue.FLAGGED, ['flagged']],
  ['desk', Queue.ALL, ['untouched', 'wangs', 'flagged', 'unit only', 'beijing', 'waiting', 'closed']],
  ['region', Queue.ALL, ['untouched', 'wangs', 'flagged', 'unit only', 'beijing', 'waiting', 'closed']],
  ['beijing', Queue.ALL, ['beijing']],
  ['officer', Queue.MINE, []],
  ['stranger', Queue.ALL, []],
])('shows %s in the queue %s: %s, newest first', async (who, queue, names) => {
  expect((await list(who, queue)).names).toEqual(names);
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

it.each([
  ['a cursor that we did not give', { page: { size: 1, cursor: 'bm9uc2Vuc2U' } }, 'cursor'],
  ['a page that is too large', { page: { size: 201, cursor: '' } }, 'page.size'],
  ['a queue that does not exist', { queue: Queue.UNSPECIFIED }, 'queue'],
])('refuses %s', async (_label, wrong, field) => {
  const request = { queue: Queue.ALL, parkCode: '', page: undefined, ...wrong };
  const asked = rig.client.listCases(request, await rig.as('wang'));
  await expect(asked).rejects.toMatchObject({ kind: 'InvalidInput', field });
});

it.each(['complainant:01JNA000000000000000000001', 'public', 'routing'])('is not for %s', async (who) => {
  await expect(list(who, Queue.ALL)).rejects.toMatchObject({ kind: 'Forbidden' });
});
