import type { Json } from '../api';
import type { MovableClock } from '../moving-platform';
import { entries, headquarters, signAndVisit, type OpenCase, type Office } from './office';

export interface TimedStage {
  office: Office;
  clock: MovableClock;
}

const hourMs = 3_600_000;
const later = (at: string, ms: number): Date => new Date(Date.parse(at) + ms);

/** What only time brings about, on the calendar of SH01. Every case begins on a Monday morning of its own. */
export function describeMoreTime(stage: () => TimedStage): void {
  let office: Office;
  let clock: MovableClock;
  const handler = 'sh01-eng-1';
  const lead = 'sh01-eng-lead';
  const manager = 'sh01-manager';

  beforeAll(() => {
    ({ office, clock } = stage());
  });

  const worked = async (): Promise<OpenCase & { dueAt: string }> => {
    clock.moveTo(nextMonday(clock.now()));
    const open = await office.open({ unitId: 'sh01-engineering', handlerId: handler });
    await signAndVisit(office, handler, open.number);
    const { dueAt } = await office.clock(open.number, 'resolve', 'running');
    return { ...open, dueAt };
  };

  describe('more time', () => {
    it('is granted to who asks before the deadline, and the complainant is told the new date', async () => {
      const { number, trackingCode, dueAt } = await worked();
      const until = later(dueAt, 48 * hourMs).toISOString();
      await office.act(handler, number, 'request-extension', { until, reason: '等待备件到货。' });
      const { file } = await office.page(number);
      const [asked] = file.extensions;
      expect(asked).toMatchObject({ until, dueAt });
      const decision = { extensionId: asked.id, granted: true };
      expect(await office.refused(handler, number, 'decide-extension', decision)).toMatchObject({ status: 403 });
      await office.act(lead, number, 'decide-extension', decision);
      await office.until(number, 'the new deadline', ({ clocks }) =>
        clocks.some((one: Json) => one.name === 'resolve' && one.dueAt === until && one.deadlineNumber === 2),
      );
      expect(await office.clock(number, 'resolve', 'running')).toMatchObject({ firstDueAt: dueAt, breached: false });
      const { body } = await office.api.track(number, trackingCode);
      expect(body.timeline.filter(({ type }: Json) => type === 'ExtensionGranted')).toMatchObject([
        { text: '等待备件到货。' },
      ]);
    });

    it('lapses where nobody has decided by the deadline, and is refused to who asks after it', async () => {
      const { number, dueAt } = await worked();
      const until = later(dueAt, 24 * hourMs).toISOString();
      await office.act(handler, number, 'request-extension', { until, reason: '等待供应商。' });
      clock.moveTo(later(dueAt, 60_000));
      const found = await office.until(
        number,
        'the extension to lapse',
        (page) => entries(page, 'ExtensionLapsed').length > 0,
      );
      expect(found.file.extensions[0].lapsedAt).toBeDefined();
      expect(found.case).toMatchObject({ escalationLevel: 100, extensionRequested: false });
      const extensionId = found.file.extensions[0].id;
      expect(await office.refused(lead, number, 'decide-extension', { extensionId, granted: true })).toMatchObject({
        status: 409,
        code: 'extension_lapsed',
      });
      expect(await office.refused(handler, number, 'request-extension', { until, reason: '还要时间。' })).toMatchObject(
        {
          status: 409,
          code: 'extension_late',
        },
      );
      expect(await office.clock(number, 'resolve', 'running')).toMatchObject({ dueAt, breached: true });
    });
  });

  it('a suspended case comes back by itself on the review date, and its deadline is as much later', async () => {
    const { number } = await worked();
    const suspendedAt = clock.now();
    const reviewAt = later(suspendedAt.toISOString(), 50 * hourMs).toISOString();
    const suspension = { reason: 'third_party', reviewAt, note: '等待供电公司。' };
    expect(await office.refused(handler, number, 'suspend', suspension)).toMatchObject({ status: 403 });
    await office.act(handler, number, 'request-suspension', suspension);
    const { file } = await office.page(number);
    const suspended = await office.act(manager, number, 'decide-suspension', {
      suspensionId: file.suspensions[0].id,
      approved: true,
    });
    expect(suspended).toMatchObject({ state: 'suspended', reviewAt });
    expect((await office.clock(number, 'resolve', 'paused')).dueAt).toBeUndefined();

    clock.moveTo(later(reviewAt, 1));
    const back = await office.until(number, 'to come back', ({ case: item }) => item.state === 'in_progress');
    expect(entries(back, 'CaseResumed')).toMatchObject([{ actor: { kind: 'service', id: 'casework' } }]);
    const resumed = await office.clock(number, 'resolve', 'running');
    expect(resumed.pauses).toEqual([{ from: suspended.stateSince, to: back.case.stateSince }]);
    const { token } = await office.person(headquarters);
    const preview = await office.api.request('POST', '/v1/sla/preview', {
      token,
      body: { parkCode: 'SH01', startAt: resumed.startedAt, priority: back.case.priority, pauses: resumed.pauses },
    });
    expect(preview.body.clocks.find(({ name }: Json) => name === 'resolve')).toMatchObject({ dueAt: resumed.dueAt });
  });

  describe('supervision', () => {
    it('begins with an urge notice, is answered, and becomes a criticism after five working days', async () => {
      const { number } = await worked();
      await office.act(headquarters, number, 'supervise', { note: '请尽快处理。' });
      const { file } = await office.page(number);
      const [urged] = file.supervisions;
      expect(urged).toMatchObject({ reason: 'hq_flag', by: headquarters });
      expect(await numbersIn(office, 'supervised')).toContain(number);
      expect(await office.refused(manager, number, 'supervise', { note: '再催。' })).toMatchObject({
        status: 409,
        code: 'already_supervised',
      });
      await office.act(handler, number, 'answer-supervision', { supervisionId: urged.id, text: '备件周五到。' });

      clock.moveTo(later(urged.criticiseAt, -60_000));
      await office.until(number, 'the clock to be overdue', ({ case: item }) => item.escalationLevel > 0);
      expect((await office.page(number)).case.criticised).toBe(false);
      clock.moveTo(later(urged.criticiseAt, 1));
      const criticised = await office.until(number, 'the criticism', ({ case: item }) => item.criticised);
      expect(entries(criticised, 'CriticismGiven')).toMatchObject([{ actor: { kind: 'service', id: 'casework' } }]);
      expect(criticised.file.supervisions).toMatchObject([{ answers: [{ by: handler, text: '备件周五到。' }] }]);
      expect(await office.refused(lead, number, 'lift-supervision', { supervisionId: urged.id })).toMatchObject({
        status: 403,
      });
      await office.act(headquarters, number, 'lift-supervision', { supervisionId: urged.id });
      expect(await numbersIn(office, 'supervised')).not.toContain(number);
    });

    it('begins by itself the day after the deadline, once', async () => {
      const { number, dueAt } = await worked();
      clock.moveTo(later(dueAt, 60_000));
      await office.until(number, 'to be overdue', ({ case: item }) => item.escalationLevel >= 100);
      expect((await office.page(number)).case.supervised).toBe(false);
      // A working day: from Tuesday to Wednesday at the same hour.
      clock.moveTo(later(dueAt, 25 * hourMs));
      await office.until(number, 'to be supervised', ({ case: item }) => item.supervised);
      clock.moveTo(later(dueAt, 30 * hourMs));
      await office.act(handler, number, 'add-note', { text: '仍在处理。' });
      expect((await office.page(number)).file.supervisions).toMatchObject([{ reason: 'overdue', by: 'casework' }]);
    });
  });

  it('a return that nobody decides about within four working hours is for headquarters', async () => {
    clock.moveTo(nextMonday(clock.now()));
    const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: handler });
    const body = { reason: 'lacks_authority', proposedUnitId: 'sh01-finance', note: '需财务部确认。', evidence: [] };
    await office.act(handler, number, 'request-return', body);
    const { decideBy } = (await office.page(number)).file.returns[0];
    clock.moveTo(later(decideBy, 1));
    const found = await office.until(number, 'arbitration', ({ case: item }) => item.arbitration);
    expect(entries(found, 'ReturnSentToArbitration')).toHaveLength(1);
    expect(await office.refused('dispatch-1', number, 'decide-return', { accepted: true })).toMatchObject({
      code: 'arbitration',
    });
    expect(await office.act(headquarters, number, 'decide-return', { accepted: true })).toMatchObject({
      state: 'dispatched',
      unitId: 'sh01-finance',
    });
  });
}

async function numbersIn(office: Office, queue: string): Promise<string[]> {
  const { token } = await office.person(headquarters);
  return (await office.api.list(queue, token, 'SH01')).map(({ case: item }) => item.number);
}

/** Mondays of 2026 on which SH01 rests. */
const holidays = ['2026-04-06', '2026-05-04', '2026-10-05'];

/** The next Monday of 2026 at 10:00 in Shanghai that is a working day, with seven hours left; from 2 March on. */
export function nextMonday(now: Date): Date {
  const weekMs = 7 * 24 * hourMs;
  let monday = Date.parse('2026-03-02T10:00:00+08:00');
  while (monday < now.getTime() || holidays.includes(new Date(monday).toISOString().slice(0, 10))) monday += weekMs;
  return new Date(monday);
}
