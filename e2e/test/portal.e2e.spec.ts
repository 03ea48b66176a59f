import { waitFor } from '@parkline/testing';
import { createApi, type Api, type Json, type Person } from '../src/api';
import { startBrowser, type TestBrowser } from '../src/browser';
import { approveSolution } from '../src/journey';
import { startLocal, type LocalRun } from '../src/local';
import { temporaryFolder } from '../src/platform-under-test';
import { choose, desk, phone, violations, visit, type Visitor } from '../src/portal';

let folder: { path: string; remove(): Promise<void> };
let run: LocalRun;
let browser: TestBrowser;
let api: Api;
let hq: Person;
const visitors: Visitor[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('portal');
  run = await startLocal({ folder: folder.path, env: { PARKLINE_DEMO: 'true' } });
  api = createApi(run.url, run.developmentKey);
  hq = await api.person({ role: 'hq-officer' });
  browser = await startBrowser();
}, 240_000);
afterEach(async () => {
  const faults = visitors.flatMap((visitor) => visitor.faults);
  await Promise.all(visitors.splice(0).map((visitor) => visitor.leave()));
  // Whatever a journey shows: no error on the console, no unexpected answer, nothing asked of anybody else.
  expect(faults).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  run?.signal('SIGTERM');
  await run?.ended;
  await folder.remove();
});

const open = async (options: Parameters<TestBrowser['context']>[0] = desk): Promise<Visitor> => {
  const visitor = await visit(browser, run.url, options);
  visitors.push(visitor);
  return visitor;
};

interface Filed {
  number: string;
  trackingCode: string;
}

const file = async (complaint: Json = {}): Promise<Filed> => {
  const { status, body } = await api.file({
    parkCode: 'SH01',
    channel: 'web',
    description: '三号楼二号电梯门关不上，按了没反应。',
    identity: 'anonymous',
    ...complaint,
  });
  expect(status).toBe(201);
  return body;
};

/** The person whom routing gave the case. */
const handlerOf = (number: string): Promise<Person> =>
  waitFor(
    async () => {
      const { case: item } = await api.getCase(number, hq.token);
      if (!item.handlerId) return false;
      const { body } = await api.request('GET', '/v1/directory', { token: hq.token });
      const { id, role } = body.staff.find((one: Json) => one.id === item.handlerId);
      return api.person({ staffId: id, role });
    },
    { everyMs: 100, what: `a person for ${number}` },
  );

/** Brings a case to where its complainant is asked, over the API. */
const resolve = async (number: string): Promise<void> => {
  const handler = await handlerOf(number);
  for (const [command, body] of [
    ['sign', {}],
    ['log-contact', { means: 'visit', note: '' }],
    ['resolve', { rootCause: 'facility_maintenance', answer: '已修好。' }],
  ] as const) {
    if (command === 'resolve') await approveSolution(api, number, handler, hq);
    expect(await api.command(number, command, handler.token, body)).toMatchObject({ status: 200 });
  }
};

/** Asks the tracking page anew until it shows one of the states. */
const trackUntil = async (visitor: Visitor, ...states: string[]): Promise<void> => {
  await waitFor(
    async () => {
      await visitor.at('track-refresh').click();
      const shown = await visitor.at('track-state').getAttribute('data-state');
      return states.includes(shown ?? '');
    },
    { everyMs: 300, what: `the tracking page to show ${states.join(' or ')}` },
  );
};

const rate = async ({ at, page }: Visitor, resolved: 'yes' | 'no', stars: number): Promise<void> => {
  await at(`rating-resolved-${resolved}`).click();
  await page
    .locator('[data-testid=rating-stars] [role=radio]')
    .nth(stars - 1)
    .click();
  await at('rating-submit').click();
  await at('rating-done').waitFor();
};

describe('a complaint from the phone of its complainant to the desk of its handler, and back', () => {
  it('is filed once, handled, answered, resolved, rated and closed', async () => {
    const person = await open(phone);
    await person.go('/?park=SH01');
    await person.at('home-file').click();
    await person.at('file-description').fill('二号楼一号电梯今早又停了，里面有老人，请马上来看！🛗');
    await person.at('file-place').fill('2号楼1号梯');
    await person.at('file-name').fill('王女士');
    await person.at('file-phone').fill('13812345678');
    await person.at('file-email').fill('wang@example.com');
    const before = (await api.list('all', hq.token)).length;
    await person.at('file-submit').dblclick();
    const number = (await person.at('result-number').innerText()).trim();
    expect((await person.at('result-code').innerText()).replace(/\W/g, '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    await person.at('result-track').click();
    await person.state('track-state', 'registered', 'dispatched');

    const handler = await handlerOf(number);
    expect((await api.list('all', hq.token)).length).toBe(before + 1);
    const office = await open();
    await office.signIn(handler.staffId);
    await office.at('nav-mine').click();
    await office.page.locator(`[data-testid=queue-row][data-number="${number}"]`).click();
    await office.at('command-sign').click();
    await office.state('case-state', 'signed');
    await office.at('command-log-contact').click();
    await office.at('field-means-visit').click();
    await office.at('field-note').fill('已到现场，人已安全出来。');
    await office.at('command-submit').click();
    await office.state('case-state', 'in_progress');
    await office.at('command-wait-for-complainant').click();
    await office.at('field-question').fill('请问被困多久？');
    await office.at('command-submit').click();
    await office.state('case-state', 'waiting_complainant');

    // The office page is not loaded anew from here on: the stream tells it.
    await office.state('live-state', 'live');
    await office.page.evaluate('window.stillTheSamePage = true');
    await trackUntil(person, 'waiting_complainant');
    await person.says('track-question', '请问被困多久？');
    await person.at('track-answer-text').fill('大约十分钟。');
    await person.at('track-answer-submit').click();
    await person.state('track-state', 'in_progress');
    await office.state('case-state', 'in_progress');
    await office.has('timeline-entry', 'data-type', 'ComplainantAnswered');
    expect(await office.page.evaluate('window.stillTheSamePage')).toBe(true);

    await approveSolution(api, number, handler, hq);
    await office.at('command-resolve').click();
    await choose(office, 'field-rootCause', '设施维护');
    await office.at('field-answer').fill('已更换门机皮带并复检，恢复运行。');
    await office.at('command-submit').click();
    await office.state('case-state', 'resolved', 'revisiting');
    await trackUntil(person, 'resolved', 'revisiting');
    await person.says('track-answer', '已更换门机皮带并复检，恢复运行。');
    await rate(person, 'yes', 5);
    await trackUntil(person, 'closed');
    await person.has('track-state', 'data-outcome', 'resolved');
    await office.state('case-state', 'closed');
    expect(await office.page.evaluate('window.stillTheSamePage')).toBe(true);
  });

  it('shows a new complaint in an open queue without a reload', async () => {
    const office = await open();
    await office.signIn(hq.staffId);
    await office.go('/office/queues/all');
    await office.at('queue-row').waitFor();
    await office.state('live-state', 'live');
    const { number } = await file();
    await office.page.locator(`[data-testid=queue-row][data-number="${number}"]`).waitFor();
  });

  it('is withdrawn by who filed it', async () => {
    const { number, trackingCode } = await file();
    await handlerOf(number);
    const person = await open(phone);
    await person.go('/track');
    await person.at('track-number').fill(number.toLowerCase());
    await person.at('track-code').fill(trackingCode.toLowerCase());
    await person.at('track-submit').click();
    await person.at('track-withdraw-open').click();
    await person.at('track-withdraw-reason').fill('已经自己好了');
    await person.at('track-withdraw-submit').click();
    await person.state('track-state', 'closed');
    await person.has('track-state', 'data-outcome', 'withdrawn');
  });

  it('comes back in a second cycle when it is rated as not solved', async () => {
    const { number, trackingCode } = await file();
    await resolve(number);
    const person = await open(phone);
    await person.go(`/t/${number}#${trackingCode}`);
    await trackUntil(person, 'resolved', 'revisiting');
    await rate(person, 'no', 1);
    await person.has('rating-done', 'data-consequence', 'reopen');
    await trackUntil(person, 'dispatched');
    await person.page.locator('[data-testid=track-timeline] [data-type=CaseReopened]').waitFor();
  });

  it('says where else to turn to when it was declined', async () => {
    const { number, trackingCode } = await file({ description: '园区外马路上的路灯坏了。' });
    await handlerOf(number);
    const body = { reason: '路灯属市政管理。', referTo: '市政热线 12345' };
    expect(await api.command(number, 'decline', hq.token, body)).toMatchObject({ status: 200 });
    const person = await open(phone);
    await person.go(`/t/${number}#${trackingCode}`);
    await person.state('track-state', 'closed');
    await person.says('track-refer-to', '市政热线 12345');
  });
});

describe('the office', () => {
  it('tells who acts on what has moved on, and lets him go on', async () => {
    const { number } = await file();
    const handler = await handlerOf(number);
    const office = await open();
    office.expected.add(409);
    await office.signIn(handler.staffId);
    // What the stream would tell is kept from the page, as on a line that has just broken.
    await office.page.route('**/v1/events', (request) => request.abort());
    await office.go(`/office/cases/${number}`);
    await office.at('command-sign').waitFor();
    await api.command(number, 'add-note', hq.token, { text: '总部关注' });
    await office.at('command-sign').click();
    await office.at('conflict').waitFor();
    await office.says('conflict', '内部备注');
    await office.at('conflict-continue').click();
    await office.state('case-state', 'signed');
  });

  it('shows headquarters the figures that the report gives', async () => {
    const office = await open();
    await office.signIn(hq.staffId);
    await waitFor(
      async () => {
        await office.go('/office/summary?days=all');
        await office.at('figure-cases').waitFor();
        const { body } = await api.request('GET', '/v1/reports/summary', { token: hq.token });
        const counts = [
          'cases',
          'open',
          'openOverdue',
          'closed',
          'reopened',
          'escalated',
          'incidents',
          'linkedComplaints',
        ];
        for (const name of counts) {
          expect([name, await office.at(`figure-${name}`).innerText()]).toEqual([name, String(body.total[name])]);
        }
        for (const [shown, of] of [
          ['resolutionRate', 'resolutionRate'],
          ['satisfactionRate', 'satisfactionRate'],
          ['onTimeRate', 'onTimeRate'],
        ] as const) {
          const rated = body.total[of] === undefined ? '—' : `${(body.total[of] * 100).toFixed(1)}%`;
          expect(await office.at(`figure-${shown}`).innerText()).toBe(rated);
        }
        for (const { parkCode, figures } of body.parks) {
          expect(await office.at(`park-${parkCode}`).getAttribute('data-cases')).toBe(String(figures.cases));
        }
        expect(body.byPriority.map(({ key }: Json) => key).sort()).toEqual(['P1', 'P2', 'P3', 'P4']);
        return true;
      },
      { everyMs: 500, what: 'the page to show what the report gives' },
    );
  });
});

describe('what people see', () => {
  it('is English after one click, and stays so', async () => {
    const person = await open(phone);
    await person.go('/file?park=SH01');
    expect(await person.at('file-submit').innerText()).toMatch(/\p{Script=Han}/u);
    await person.at('language-switch').click();
    await waitFor(async () => /^[A-Z]/.test(await person.at('file-submit').innerText()));
    expect(await person.page.locator('html').getAttribute('lang')).toMatch(/^en/);
    const form = await person.at('file-form').innerText();
    expect(form).not.toMatch(/\p{Script=Han}/u);
    await person.go('/track');
    expect(await person.at('track-submit').innerText()).not.toMatch(/\p{Script=Han}/u);
  });

  it('is text, however much it looks like something else', async () => {
    const odd = `<script>window.hacked = 1</script><img src=x onerror="window.hacked=1"> "引號" 'x' {"$where": "1"} {{ code }} 👨‍👩‍👧‍👦 漏\u200b水，電梯壞了 &lt;b&gt;`;
    const { number, trackingCode } = await file({
      description: odd,
      place: '<b>3號樓</b>',
      identity: 'named',
      contact: { name: `<i>O'Neil</i>`, email: 'odd@example.com' },
    });
    const handler = await handlerOf(number);
    for (const [command, body] of [
      ['sign', {}],
      ['reply', { text: odd }],
    ] as const) {
      expect(await api.command(number, command, handler.token, body)).toMatchObject({ status: 200 });
    }
    const person = await open(phone);
    await person.go(`/t/${number}#${trackingCode}`);
    await person.page.getByText('<b>3號樓</b>').waitFor();
    const shown = await person.page.locator('p.free-text').allTextContents();
    expect(shown.filter((text) => text === odd)).toHaveLength(2);

    const office = await open();
    await office.signIn(hq.staffId);
    await office.go(`/office/cases/${number}`);
    await office.has('timeline-entry', 'data-type', 'ReplySent');
    expect(await office.at('case-description').textContent()).toBe(odd);
    await waitFor(
      async () => {
        await office.go('/office/outbox');
        const mail = office.page.locator('.ant-collapse-item', { hasText: number }).filter({ hasText: '回复' }).first();
        await mail.locator('[data-testid=outbox-mail]').click({ timeout: 2_000 });
        const text = mail.locator('p.free-text');
        await text.waitFor({ timeout: 2_000 });
        return (await text.textContent())?.includes(odd);
      },
      { everyMs: 500, what: 'the reply in the outbox' },
    );
    for (const { page } of [person, office]) expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it('has no serious barrier for anybody', async () => {
    const { number, trackingCode } = await file();
    await resolve(number);
    const found: string[] = [];
    const look = async (visitor: Visitor, path: string, testId: string): Promise<void> => {
      await visitor.go(path);
      await visitor.at(testId).waitFor();
      found.push(...(await violations(visitor)));
    };
    const person = await open(phone);
    await look(person, '/', 'home-file');
    await look(person, '/file?park=SH01', 'file-submit');
    await look(person, '/track', 'track-submit');
    await look(person, `/t/${number}#${trackingCode}`, 'track-timeline');
    const office = await open();
    await look(office, '/sign-in', 'person-search');
    await office.signIn(hq.staffId);
    await look(office, '/office/queues/all', 'queue-row');
    await look(office, `/office/cases/${number}`, 'case-timeline');
    await look(office, '/office/summary?days=all', 'park-table');
    await look(office, '/office/inbox', 'inbox-read-all');
    await look(office, '/office/outbox', 'bell');
    await look(office, '/office/file', 'file-submit');
    expect(found).toEqual([]);
  });
});
