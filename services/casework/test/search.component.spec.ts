import type { casework } from '@parkline/proto';
import { dispatchTo, type Rig, startRig } from './rig';

let rig: Rig;
const ids: Record<string, string> = {};

beforeAll(async () => {
  rig = await startRig();
  const add = async (name: string, complaint: Parameters<Rig['register']>[1]) => {
    [ids[name]] = (await rig.register(1, complaint)) as [string];
    rig.clock.advance(60_000);
  };
  await add('lift', { number: 'SH01-20260302-70001', description: '3号楼电梯又坏了，有人被困', place: '3号楼大堂' });
  await add('other lift', { number: 'SH01-20260302-70002', description: '13号楼电梯异响', place: '桂花苑13号楼' });
  // Holds every two neighbours of 电梯困人, and not the word.
  await add('bigrams', { number: 'SH01-20260302-70003', description: '电梯困 梯困 困人', place: '' });
  await add('trap', { number: 'SH01-20260302-70004', description: '今晚电梯困人半小时', place: '' });
  await add('parking', {
    ...{ number: 'BJ01-20260302-70005', parkCode: 'BJ01', description: 'The Barrier at Gate B2 is broken', place: '' },
    searchTokens: ['blind-王小明', 'blind-wangxiaoming', 'blind-8000'],
  });
  await rig.command('routing', ids.trap!, dispatchTo('sh01-eng', 'zhao'));
});
afterAll(() => rig.end());

async function search(
  who: string,
  text: string,
  page: Partial<casework.SearchCasesRequest['page'] & object> = {},
  parkCode = '',
) {
  const request = { text, parkCode, page: { size: 50, cursor: '', ...page } };
  const answer = await rig.client.searchCases(request, await rig.as(who));
  const nameOf = (id = '') => Object.keys(ids).find((name) => ids[name] === id) ?? [];
  // The rig itself has made one more case, which is no test's concern.
  return { names: answer.cases.flatMap((c) => nameOf(c.case?.id)), cursor: answer.nextCursor, cases: answer.cases };
}

it.each<[string, string, string[]]>([
  ['a number', 'SH01-20260302-70001', ['lift']],
  ['a number in small letters', 'sh01-20260302-70001', ['lift']],
  ['the end of a number', '70002', ['other lift']],
  ['park and serial', 'sh01 70002', ['other lift']],
  ['a Chinese word', '电梯困人', ['trap']],
  ['all of several words', '电梯 异响', ['other lift']],
  ['a building, and no other that ends like it', '3号楼 电梯', ['lift']],
  ['wide figures', '１３号楼', ['other lift']],
  ['a place by pinyin', 'guihuayuan', ['other lift']],
  ['a place by initials', 'ghy', ['other lift']],
  ['English words', 'barrier GATE', ['parking']],
  ['a word with a figure', 'b2', ['parking']],
  ['a single character beside a word', '电梯 困', ['trap', 'bigrams', 'lift']],
  ['the complainant by name', '王小明', ['parking']],
  ['the complainant by pinyin', 'wangxiaoming', ['parking']],
  ['the end of the phone number', '8000', ['parking']],
  ['the complainant and a word', '王小明 barrier', ['parking']],
  ['the handler', '赵敏', ['trap']],
  ['the handler by initials', 'zm', ['trap']],
  ['the handler and a word', 'zhaomin 电梯', ['trap']],
  ['nothing', '没有这样的词', []],
  ['only one of two words', '电梯 没有这样', []],
])('finds by %s: %s', async (_label, text, names) => {
  expect((await search('officer', text)).names).toEqual(names);
});

it('finds the newest first, by pages, each case once', async () => {
  const whole = (await search('officer', '电梯')).names;
  expect(whole).toEqual(['trap', 'bigrams', 'other lift', 'lift']);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await search('officer', '电梯', { size: 2, cursor });
    seen.push(...page.names);
    cursor = page.cursor;
  } while (cursor);
  expect(seen).toEqual(whole);
});

it('finds only what the caller may see', async () => {
  expect((await search('wang', 'barrier')).names).toEqual([]);
  expect((await search('wang', '王小明')).names).toEqual([]);
  expect((await search('beijing', 'barrier')).names).toEqual(['parking']);
  expect((await search('officer', 'barrier', {}, 'SH01')).names).toEqual([]);
  expect((await search('stranger', 'barrier')).names).toEqual([]);
});

it.each(['complainant:01JNA000000000000000000001', 'public', 'routing'])('is not for %s', async (who) => {
  await expect(search(who, '电梯')).rejects.toMatchObject({ kind: 'Forbidden' });
});

it('follows the case to its next handler', async () => {
  await rig.command('lead', ids.trap!, {
    $case: 'redispatch',
    value: { unitId: 'sh01-eng', handlerId: 'wang', reason: 'shift' },
  });
  expect((await search('officer', '赵敏')).names).toEqual([]);
  await rig.command('lead', ids.trap!, {
    $case: 'redispatch',
    value: { unitId: 'sh01-eng', handlerId: 'zhao', reason: 'shift' },
  });
  expect((await search('officer', '赵敏')).names).toEqual(['trap']);
});

it('goes on without names while intake is away', async () => {
  rig.intake.away = true;
  expect((await search('officer', '电梯困人')).names).toEqual(['trap']);
  expect((await search('officer', '王小明')).names).toEqual([]);
  rig.intake.away = false;
});

it.each(['', '   ', '。，！', '😀😀', '.*', '(((', '$where', '\u0000', '{"$gt":""}'])(
  'answers an empty page to what holds no word: %j',
  async (text) => {
    expect((await search('officer', text)).names).toEqual([]);
  },
);

it.each<[string, string, string]>([
  ['5,000 characters', '电'.repeat(5_000), 'search_too_long'],
  ['too many words', 'a1 b2 c3 d4 e5 f6 g7 h8 i9', 'search_too_long'],
  ['a single Chinese character', '漏', 'search_too_short'],
])('refuses %s, saying why', async (_label, text, code) => {
  await expect(search('officer', text)).rejects.toMatchObject({ kind: 'InvalidInput', code, field: 'text' });
});

it('refuses the cursor of another search', async () => {
  const { cursor } = await search('officer', '电梯', { size: 1 });
  const refused = { kind: 'InvalidInput', code: 'cursor_of_another_list' };
  await expect(search('officer', '电梯困人', { cursor })).rejects.toMatchObject(refused);
});

it('tells nobody the tokens', async () => {
  const { cases } = await search('officer', '王小明');
  expect(JSON.stringify(cases)).not.toContain('blind');
  const events = rig.published(ids.parking!);
  expect(JSON.stringify(events)).not.toContain('blind');
});
