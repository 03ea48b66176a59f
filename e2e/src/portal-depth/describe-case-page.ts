import type { Locator } from 'playwright-core';
import { signAndVisit, desk, headquarters } from '../casework/office';
import { give, phone, submit, violations, type Visitor } from '../portal';
import type { PortalStage } from './stage';

const handler = 'sh01-eng-1';
const lead = 'sh01-eng-lead';
const manager = 'sh01-manager';
const hourMs = 3_600_000;

/** What a case page shows and lets people do beyond the simple path: each by the hand of who may. */
export function describeCasePage(stage: () => PortalStage): void {
  const office = () => stage().office;
  const opened = async (wanted: object = {}) =>
    (await office().open({ unitId: 'sh01-engineering', handlerId: handler, ...wanted })).number;

  /** Somebody in front of a case. */
  const onCase = async (staffId: string, number: string, options?: object): Promise<Visitor> => {
    const visitor = await stage().as(staffId, options);
    await visitor.go(`/office/cases/${number}`);
    await visitor.at('case-timeline').waitFor();
    return visitor;
  };

  describe('the clocks of a case page', () => {
    it('show a pause, a provisional deadline, an extension that was asked and granted, and the promise to the complainant', async () => {
      const { clock } = stage().platform;
      const { number, trackingCode } = await office().open({
        ...{ unitId: 'sh01-engineering', handlerId: handler, urgency: 'low' },
      });
      await signAndVisit(office(), handler, number);
      await office().act(handler, number, 'wait-for-complainant', { question: '请问几点方便？' });
      await office().clock(number, 'resolve', 'paused');
      clock.moveTo(new Date(clock.now().getTime() + 3 * hourMs));
      await office().act(handler, number, 'resume');
      await office().clock(number, 'resolve', 'running');

      const asking = await onCase(handler, number);
      const bar = asking.at('clock-resolve');
      await bar.locator('.bar-pause').waitFor();
      await bar.getByTestId('provisional').waitFor();
      expect(await bar.getByRole('meter').getAttribute('aria-valuenow')).toBe('0');
      expect(await violations(asking)).toEqual([]);
      await give(asking, 'request-extension', { until: '2027-01-20T18:00', reason: '等待备件到货。' });
      await asking.says('file-extensions', '待决定');

      const deciding = await onCase(lead, number);
      await deciding.at('act-decide-extension').click();
      await submit(deciding, 'decide-extension', { granted: { card: 'yes' } });
      await deciding.says('file-extensions', '已同意');
      await deciding.at('clock-first-due').waitFor();
      await deciding.says('clock-resolve', '2027/1/20');

      const complainant = await stage().stranger(phone);
      await complainant.go(`/t/${number}#${trackingCode}`);
      await complainant.says('track-promise', '2027/1/20 18:00');
      expect(await violations(complainant)).toEqual([]);
    });

    it('stand still in a suspension that the handler asked for and the park manager approved', async () => {
      const number = await opened();
      await signAndVisit(office(), handler, number);
      const asking = await onCase(handler, number);
      await give(asking, 'request-suspension', {
        reason: { card: 'third_party' },
        reviewAt: '2027-01-11T09:00',
        note: '等待供电公司。',
      });
      await asking.says('file-suspensions', '待决定');
      const deciding = await onCase(manager, number, phone);
      await give(deciding, 'decide-suspension', { approved: { card: 'yes' } });
      await deciding.state('case-state', 'suspended');
      await deciding.says('case-review', '2027/1/11');
      await deciding.has('clock-resolve', 'data-status', 'paused');
      expect(await violations(deciding)).toEqual([]);
      expect(await overflow(deciding)).toBe(0);
    });
  });

  it('a case is given back to the desk, and a second time to headquarters, whose word is final', async () => {
    const number = await opened();
    const giving = await onCase(handler, number);
    await give(giving, 'request-return', {
      reason: { option: '不属本部门' },
      proposedUnitId: { option: '客户服务部' },
      note: '属于前台服务。',
    });
    await giving.state('case-state', 'return_requested');
    const dispatching = await onCase(desk, number);
    await dispatching.says('file-returns', '客户服务部');
    await give(dispatching, 'decide-return', { accepted: { card: 'yes' }, note: '同意。' });
    await dispatching.state('case-state', 'dispatched');

    await office().act('sh01-cs-lead', number, 'request-return', {
      ...{ reason: 'wrong_unit', proposedUnitId: 'sh01-security', note: '属于秩序维护。' },
    });
    const arbitrating = await onCase(headquarters, number);
    await arbitrating.at('arbitration').waitFor();
    expect(await violations(arbitrating)).toEqual([]);
    await give(arbitrating, 'decide-return', { accepted: { card: 'no' }, note: '由客户服务部办理。' });
    await arbitrating.state('case-state', 'dispatched');
    await arbitrating.says('file-returns', '未同意');
  });

  it('another unit does its task, and a colleague takes the case over at the end of the shift', async () => {
    const number = await opened({ urgency: 'urgent', severity: 'significant' });
    await signAndVisit(office(), handler, number);
    const coordinating = await onCase(handler, number);
    await give(coordinating, 'add-task', { unitId: { option: '秩序维护部' }, text: '请封闭通道两小时。' });
    await coordinating.says('file-cooperation', '进行中');
    const helping = await onCase('sh01-sec-lead', number);
    await helping.at('act-complete-task').click();
    await submit(helping, 'complete-task', { note: '已封闭。' });
    await coordinating.says('file-cooperation', '已完成');

    await give(coordinating, 'hand-over', { toHandlerId: { option: '何承泽 · 处理人' }, note: '备件夜里到。' });
    await coordinating.at('file-handover').waitFor();
    const taking = await onCase('sh01-eng-2', number);
    await taking.at('act-accept-handover').click();
    await taking.says('case-handler', '何承泽');
    await taking.at('file-handover').waitFor({ state: 'hidden' });
    expect(await violations(taking)).toEqual([]);
  });

  it('a case is linked to the master of its incident, and both say so', async () => {
    const master = await opened();
    const number = await opened();
    const linking = await onCase(desk, number);
    await give(linking, 'link', { master });
    await linking.state('case-state', 'linked');
    await linking.says('master-link', master);
    expect(await violations(linking)).toEqual([]);
    await linking.at('master-link').click();
    await linking.says('linked-cases', number);
  });

  it('headquarters urges, the unit answers, and headquarters lifts the supervision', async () => {
    const number = await opened();
    await signAndVisit(office(), handler, number);
    const urging = await onCase(headquarters, number);
    await give(urging, 'supervise', { note: '客户多次来电，请尽快处理。' });
    await urging.says('file-supervisions', '已催办');
    const answering = await onCase(lead, number);
    await answering.at('act-answer-supervision').click();
    await submit(answering, 'answer-supervision', { text: '今日下班前完成。' });
    await urging.says('file-supervisions', '今日下班前完成。');
    expect(await violations(urging)).toEqual([]);
    await urging.at('act-lift-supervision').click();
    await submit(urging, 'lift-supervision', { note: '已落实。' });
    await urging.says('file-supervisions', '已解除');
  });

  it('the solution of a major case is approved by the park manager before it is resolved', async () => {
    const number = await opened({ severity: 'major' });
    await signAndVisit(office(), handler, number);
    const proposing = await onCase(handler, number);
    await give(proposing, 'propose-solution', { text: '更换主回路。', promisedBy: '2026-12-30T18:00' });
    await proposing.says('file-solutions', '待决定');
    const approving = await onCase(manager, number);
    await approving.at('act-decide-solution').click();
    await submit(approving, 'decide-solution', { approved: { card: 'yes' }, note: '同意。' });
    await proposing.says('file-solutions', '已同意');
    await give(proposing, 'resolve', { rootCause: { option: '设施维护' }, answer: '已更换主回路。' });
    await proposing.state('case-state', 'resolved', 'revisiting');
  });

  it('a form stands still on a slow machine: a click at once is taken, and stays while others write on the case', async () => {
    const number = await opened();
    await signAndVisit(office(), handler, number);
    const acting = await onCase(handler, number);
    const { page } = acting;
    const machine = await page.context().newCDPSession(page);
    await machine.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await page.evaluate(`window.moved = []; document.addEventListener('animationstart', ({ target }) => {
      if (target.matches('.ant-modal, .ant-select-dropdown')) window.moved.push(target.className);
    }, true)`);
    await give(acting, 'resolve');
    await press(acting, acting.at('field-rootCause'));
    await press(acting, page.getByTitle('设施维护', { exact: true }).last());
    await acting.says('field-rootCause', '设施维护');
    expect(await page.evaluate('window.moved')).toEqual([]);
    await acting.at('field-answer').fill('已更换镇流器。');
    await office().act(lead, number, 'add-note', { text: '备件已到。' });
    await acting.says('case-timeline', '备件已到。');
    await acting.says('field-rootCause', '设施维护');
    expect(await acting.at('field-answer').inputValue()).toBe('已更换镇流器。');
    await acting.at('command-submit').click();
    await acting.state('case-state', 'resolved', 'revisiting');
  });

  it('a command is given by the keyboard alone: its form begins at the first field, and leads back to where it began', async () => {
    const number = await opened();
    await signAndVisit(office(), handler, number);
    const acting = await onCase(handler, number);
    const { keyboard } = acting.page;
    const focused = (selector: string) => acting.page.locator(`${selector}:focus, ${selector} :focus`).waitFor();
    await acting.at('command-add-note').press('Enter');
    await focused('[data-testid=field-text]');
    await keyboard.press('Escape');
    await focused('[data-testid=command-add-note]');
    await acting.at('command-resolve').press('Enter');
    await focused('[data-testid=field-rootCause]');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await keyboard.press(key);
    await acting.says('field-rootCause', '设施维护');
    await keyboard.press('Tab');
    await keyboard.type('已更换镇流器。');
    await acting.at('command-submit').press('Enter');
    await acting.state('case-state', 'resolved', 'revisiting');
  });

  it('who acts on a stale screen is told what changed, keeps what he wrote, and may go on', async () => {
    const number = await opened();
    await signAndVisit(office(), handler, number);
    const acting = await stage().as(handler);
    acting.expected.add(409);
    // What the stream would tell is kept from the page, as on a line that has just broken.
    await acting.page.route('**/v1/events', (request) => request.abort());
    await acting.go(`/office/cases/${number}`);
    await give(acting, 'wait-for-complainant');
    await acting.at('field-question').fill('请问几号会议室？');
    const grade = { category: 'facility.power', severity: 'significant', urgency: 'urgent', reason: '影响扩大。' };
    await office().act(desk, number, 'regrade', grade);
    await acting.at('command-submit').click();
    await acting.says('conflict', /优先级.*P3.*→.*P\d/s);
    await acting.says('conflict', '重新定级');
    expect(await acting.at('field-question').inputValue()).toBe('请问几号会议室？');
    expect(await violations(acting)).toEqual([]);
    await acting.at('conflict-continue').click();
    await acting.state('case-state', 'waiting_complainant');
  });
}

/** Clicks like a hand: where a thing is seen, without waiting until it has come to rest. */
async function press({ page }: Visitor, target: Locator): Promise<void> {
  await target.waitFor();
  const { x, y, width, height } = (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(x + width / 2, y + height / 2);
}

/** By how many pixels a page is wider than its screen. */
export function overflow({ page }: Visitor): Promise<number> {
  return page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - screen.width)');
}
