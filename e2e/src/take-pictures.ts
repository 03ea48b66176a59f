import { mkdir, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { waitFor } from '@parkline/testing';
import { createApi, type Json } from './api';
import { startBrowser } from './browser';
import { createOffice } from './casework/office';
import { startLocal } from './local';
import { longestPaused, fillCase } from './picture-case';
import { desk, visit, type Visitor } from './portal';

// `node e2e/dist/take-pictures.js [folder]`: the pictures of the docs, from a fresh platform with its demo cases.

const target = resolve(process.argv[2] ?? join(__dirname, '..', '..', 'docs', 'images'));

/** What comes in while the pictures are taken, so that the queue of one park is full. */
const fresh = [
  {
    channel: 'web',
    place: 'B座12层',
    description: '今天十点的 1203 会议室我们上周就订好了，到了发现另一家公司也拿着预订单。',
  },
  { channel: 'app', place: 'B座17层', description: '办公区无线网络又断了，会议室也连不上，已经是这周第三次。' },
  { channel: 'wechat', place: '服务中心前台', description: '前台态度很冷，问快递柜的事头都不抬，只说自己看公告。' },
  { channel: 'bulletin', place: '地下一层车库', description: '停车场收费机扫码付了两次钱还是不抬杆，后面堵成一片。' },
  {
    channel: 'app',
    place: 'A座3号客梯',
    description: '三号电梯停在 11 楼和 12 楼之间不动，里面有四个人，其中一位说胸口闷，快来人！',
  },
];

/** Of the last incident others tell too. */
const alsoTold = ['三号电梯又停了，里面好像有人在喊。', '三号电梯关着门不动，按铃没人应。'];

/** Takes the picture once everything on it stands still. @param testId of the part to show; else what fits the screen */
async function take({ page, at }: Visitor, name: string, testId?: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await waitFor(async () => (await page.locator('.ant-skeleton, .ant-spin-spinning').count()) === 0);
  await page.mouse.move(0, 0);
  const shown = testId === undefined ? page : at(testId);
  await shown.screenshot({ path: join(target, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`${name}.png\n`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-pictures-'));
  await mkdir(target, { recursive: true });
  const run = await startLocal({ folder, env: { PARKLINE_DEMO: 'true' } });
  const browser = await startBrowser();
  try {
    const api = createApi(run.url, run.developmentKey);
    const manager = await api.person({ role: 'park-manager', park: 'SH01' });
    const hq = await api.person({ role: 'hq-officer' });
    const file = async (complaint: Json): Promise<string> => {
      const named = { identity: 'named', contact: { name: '李先生', phone: '13800000000' }, kind: 'complaint' };
      return (await api.file({ parkCode: 'SH01', ...named, ...complaint })).body.number;
    };
    let incident = '';
    for (const complaint of fresh) incident = await file(complaint);
    await waitFor(async () => {
      const rows = await api.list('all', manager.token, 'SH01');
      return rows.length > fresh.length && rows.every(({ case: item }) => item.handlerId);
    });
    const office = await visit(browser, run.url, desk);
    await office.signIn(manager.staffId);
    await office.go('/office/queues/all');
    await office.at('queue-row').waitFor();
    await take(office, 'portal');
    const others: string[] = [];
    for (const description of alsoTold) others.push(await file({ channel: 'app', place: 'A座3号客梯', description }));
    await fillCase(createOffice(api), incident, others);
    await office.go(`/office/cases/${incident}`);
    await office.at('case-timeline').waitFor();
    await take(office, 'case');
    await office.signOut();
    await office.signIn(hq.staffId);
    await office.go('/office/summary');
    await office.at('park-table').waitFor();
    await take(office, 'summary');
    await office.go(`/office/cases/${await longestPaused(api, hq.token)}`);
    await office.at('clock-resolve').waitFor();
    await take(office, 'clocks', 'case-clocks');
    const person = await visit(browser, run.url, { viewport: { width: 390, height: 620 }, deviceScaleFactor: 2 });
    await person.go('/file?park=SH01');
    await person.at('file-submit').waitFor();
    await person.at('file-description').fill('二号楼一号电梯今早又停了，里面有老人，请尽快来看。');
    await take(person, 'file');
  } finally {
    await browser.close();
    run.signal('SIGTERM');
    await run.ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
