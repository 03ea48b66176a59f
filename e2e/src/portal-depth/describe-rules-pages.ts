import { waitFor } from '@parkline/testing';
import { headquarters, signAndVisit } from '../casework/office';
import { choose, phone, violations, type Visitor } from '../portal';
import { overflow } from './describe-case-page';
import type { PortalStage } from './stage';

const handler = 'sh01-eng-1';

/** An .ics file as a government publishes it: whole days, told by their summary. */
const holidays = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20270101',
  'DTEND;VALUE=DATE:20270102',
  'SUMMARY:元旦 放假',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:2',
  'DTSTART;VALUE=DATE:20270103',
  'SUMMARY:元旦 补班',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:3',
  'DTSTART;VALUE=DATE:20270214',
  'SUMMARY:情人节',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

/** How headquarters keeps calendars and policies, and tries them. */
export function describeRulesPages(stage: () => PortalStage): void {
  const office = () => stage().office;
  const officer = async (path: string, options?: object): Promise<Visitor> => {
    const visitor = await stage().as(headquarters, options);
    await visitor.go(path);
    return visitor;
  };

  describe('trying deadlines', () => {
    it('counts over a make-up workday', async () => {
      const trying = await officer('/office/try-deadlines');
      await choose(trying, 'try-park', '星澜商务园 (SH01)');
      await trying.at('try-start').fill('2026-10-09T17:00');
      await trying.page.getByText('一段工作时间').click();
      await trying.at('try-hours').fill('2');
      await trying.at('try-submit').click();
      // One hour on Friday, one on the Saturday that is worked for the national holidays.
      await trying.has('try-answer', 'data-due', '2026-10-10T02:00:00.000Z');
      expect(await violations(trying)).toEqual([]);
    });

    it('says which is the last day that is known, and gives a provisional date to who asks for one', async () => {
      const trying = await officer('/office/try-deadlines');
      trying.expected.add(400);
      await choose(trying, 'try-park', '星澜商务园 (SH01)');
      await trying.at('try-start').fill('2026-12-31T17:00');
      await trying.at('try-submit').click();
      await trying.says('problem', '2026-12-31');
      expect(await violations(trying)).toEqual([]);
      await trying.at('try-provisional').click();
      await trying.at('try-submit').click();
      const resolve = trying.at('try-resolve');
      await resolve.getByText('暂定').waitFor();
      await trying.has('try-resolve', 'data-due', '2027-01-04T04:00:00.000Z');
    });
  });

  it('a policy is changed, tried, published, looked at for its effect on running clocks, and applied with a reason', async () => {
    const { number } = await office().open({ unitId: 'sh01-engineering', handlerId: handler });
    await signAndVisit(office(), handler, number);
    const { dueAt } = await office().clock(number, 'resolve', 'running');

    const ruling = await officer('/office/policies');
    await ruling.at('policy-edit').click();
    await writeTheTable(ruling);
    await ruling.at('rule-add').click();
    await ruling.at('rule-amount').fill('4');
    await ruling.at('policy-save').click();
    await ruling.says('draft-problems', '请选择适用范围');
    expect(await violations(ruling)).toEqual([]);
    await choose(ruling, 'rule-parkCode', '星澜商务园');
    await choose(ruling, 'rule-priority', 'P3 一般');
    await ruling.at('draft-problems').waitFor({ state: 'hidden' });
    await ruling.at('rule-add').click();
    await ruling.says('rule', /^星澜商务园 · P3: .*4 工作小时/);
    await choose(ruling, 'rule-contract', '申捷电梯维保 · 星澜商务园');
    await choose(ruling, 'rule-priority', 'P3 一般');
    await ruling.at('rule-amount').fill('6');
    await choose(ruling, 'draft-park', '星澜商务园');
    await ruling.at('draft-try').click();
    await ruling.at('comparison').locator('del').first().waitFor();
    await choose(ruling, 'draft-contract', '申捷电梯维保');
    await ruling.at('comparison').waitFor({ state: 'hidden' });
    await ruling.at('draft-try').click();
    await ruling.at('comparison').locator('del').first().waitFor();
    await ruling.at('draft-running-try').click();
    await ruling.at('draft-running-effect').getByText(number).waitFor();
    expect(await violations(ruling)).toEqual([]);
    expect((await office().clock(number, 'resolve', 'running')).dueAt).toBe(dueAt);
    await ruling.at('policy-note').fill('星澜商务园一般投诉四个工作小时内办结');
    await ruling.at('policy-save').click();
    await ruling.has('policy', 'data-version', '2');
    await ruling.says('allowances', /办结24 小时8 工作小时10 工作小时5 工作日/);
    await ruling.says('allowances', /临时补救4 小时6 小时——/);
    await ruling.says('special-rule', /^星澜商务园 · P3: .*4 工作小时$/);
    await ruling.says('special-rule', /^申捷电梯维保 · 星澜商务园 · P3: .*6 工作小时$/);
    expect((await office().clock(number, 'resolve', 'running')).dueAt).toBe(dueAt);

    await ruling.at('apply-preview').click();
    await ruling.at('apply-effect').getByText(number).waitFor();
    expect(await violations(ruling)).toEqual([]);
    await ruling.at('apply-submit').click();
    await ruling.page.getByText('请写明原因').waitFor();
    await ruling.at('apply-reason').fill('业主委员会约定。');
    await ruling.at('apply-submit').click();
    await ruling.at('applications').getByText('已完成').waitFor();
    await ruling.says('applications', '业主委员会约定。');
    await waitFor(
      async () => Date.parse((await office().clock(number, 'resolve', 'running')).dueAt) < Date.parse(dueAt),
      { what: 'the new policy to move the deadline' },
    );
  });

  it('a policy that somebody else has published meanwhile is not written over', async () => {
    const ruling = await officer('/office/policies');
    ruling.expected.add(409);
    await ruling.at('policy-edit').click();
    await ruling.at('allowance-revisit-P4').fill('2');
    const { token } = await office().person(headquarters);
    const { policies } = (await office().api.request('GET', '/v1/sla/policies', { token })).body;
    const { version, at: _at, by: _by, ...content } = policies[0];
    const body = { ...content, note: '同时发布', expectedVersion: version };
    expect((await office().api.request('POST', '/v1/sla/policies', { token, body })).status).toBe(200);
    // After a break of its stream the page loads everything anew; the draft stays what it was made from.
    const reset = { contentType: 'text/event-stream', body: 'event: reset\ndata: {}\n\n' };
    await ruling.page.route('**/v1/events', (request) => request.fulfill(reset), { times: 1 });
    const loaded = ruling.page.waitForResponse((answer) => answer.url().includes('/v1/sla/policies'));
    await ruling.page.evaluate(`window.dispatchEvent(new Event('offline'))`);
    await loaded;
    await ruling.at('policy-save').click();
    await ruling.says('policy-outrun', '别人刚刚发布了新版本');
    expect(await ruling.at('allowance-revisit-P4').inputValue()).toBe('2');
  });

  it('cases that could not be measured are shown with the application that set them aside, and counted in its preview', async () => {
    const ruling = await stage().as(headquarters);
    const counts = { cases: 2, clocks: 3, earlier: 1, later: 0, overdueAtOnce: 0, examples: [], truncated: false };
    await ruling.page.route('**/preview-application', (request) =>
      request.fulfill({ json: { ...counts, notMeasured: 2 } }),
    );
    const done = { by: headquarters, reason: '国庆调整', policyVersion: 2, casesDone: 9, finished: true, setAside: 2 };
    const casesSetAside = [{ caseId: 'c1', number: 'SH01-20260213-00001' }, { caseId: 'c2' }];
    await ruling.page.route('**/v1/sla/applications', (request) =>
      request.fulfill({ json: { applications: [{ ...done, id: 'a1', casesSetAside }] } }),
    );
    await ruling.go('/office/policies');
    await ruling.says('set-aside', /^2 件无法计算.*SH01-20260213-00001$/);
    await ruling.at('apply-preview').click();
    await ruling.says('apply-effect', '有 2 件无法计算');
    expect(await violations(ruling)).toEqual([]);
  });

  it('a policy is written on a phone without scrolling sideways, and an empty rule asks for what it applies to', async () => {
    const ruling = await officer('/office/policies', phone);
    await ruling.at('policy-edit').click();
    await ruling.at('allowance-revisit-P4').fill('2');
    await ruling.at('rule-add').click();
    await ruling.says('rule-scope-missing', '请选择适用范围');
    expect(await ruling.at('draft-try').isDisabled()).toBe(true);
    expect(await violations(ruling)).toEqual([]);
    expect(await overflow(ruling)).toBe(0);
  });

  it('a calendar takes the holidays of a file once they were looked at, and what was provisional is so no more', async () => {
    const { number } = await office().open({ unitId: 'sh01-engineering', handlerId: handler, urgency: 'low' });
    expect(await office().clock(number, 'resolve', 'running')).toMatchObject({ provisional: true });
    const keeping = await officer('/office/calendars?id=cn-office');
    await keeping.says('coverage-warning', /星澜商务园 \d+ 个暂定时限/);
    await keeping.at('month-after').click();
    await day(keeping, '2027-01-01', 'work').waitFor();
    await keeping
      .at('import-file')
      .setInputFiles({ name: '2027.ics', mimeType: 'text/calendar', buffer: Buffer.from(holidays) });
    await keeping.at('import-until').fill('2027-12-31');
    await keeping.at('import-try').click();
    const effect = keeping.at('import-effect');
    await effect.getByText('2027-01-01').waitFor();
    await keeping.says('import-effect', '2027-01-03');
    await keeping.says('import-effect', /未识别\s*1/);
    expect(await violations(keeping)).toEqual([]);
    await keeping.at('import-take').click();
    await keeping.has('calendar', 'data-version', '2');
    await day(keeping, '2027-01-01', 'holiday').waitFor();
    await day(keeping, '2027-01-03', 'make_up_workday').waitFor();

    await office().until(number, 'a final deadline', ({ clocks }) =>
      clocks.every((one: { provisional?: boolean }) => !one.provisional),
    );
    await keeping.go(`/office/cases/${number}`);
    await keeping.at('clock-resolve').waitFor();
    await keeping.at('clock-resolve').getByTestId('provisional').waitFor({ state: 'detached' });
  });
}

/** Writes into the table of general rules by the keyboard, and what is not allowed first. */
async function writeTheTable(ruling: Visitor): Promise<void> {
  const { page } = ruling;
  const resolve = page.getByRole('textbox', { name: '办结时限 P3', exact: true });
  for (const amount of ['0', '-2', '1001', '']) {
    await resolve.fill(amount);
    await ruling.has('allowance-resolve-P3', 'aria-invalid', 'true');
  }
  await ruling.says('allowance-editor', '不能留空');
  await ruling.at('policy-save').click();
  await ruling.at('draft-problems').getByRole('button', { name: '办结时限 P3' }).click();
  await page.keyboard.type('10');
  await ruling.at('draft-problems').waitFor({ state: 'hidden' });
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('8');
  await page.getByRole('textbox', { name: '临时补救时限 P2', exact: true }).fill('6');
  await page.getByRole('textbox', { name: '临时补救时限 P3', exact: true }).fill('7');
  await page.getByRole('textbox', { name: '临时补救时限 P3', exact: true }).fill('');
  await ruling.has('allowance-relief-P3', 'aria-invalid', 'false');
}

const day = ({ page }: Visitor, date: string, kind: string) =>
  page.locator(`[data-testid=day][data-date="${date}"][data-kind=${kind}]`);
