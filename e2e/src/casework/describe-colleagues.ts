import type { Json } from '../api';
import { desk, entries, type Office } from './office';

/** Several people at one case: at the end of a shift, and at the same moment. */
export function describeColleagues(stage: () => Office): void {
  let office: Office;
  const handler = 'sh01-eng-1';
  const colleague = 'sh01-eng-2';
  const third = 'sh01-eng-3';

  beforeAll(() => {
    office = stage();
  });

  /** Without how much is used, which grows by itself. */
  const clocksOf = async (number: string): Promise<Json[]> =>
    (await office.page(number)).clocks.map(({ percentUsed: _percentUsed, ...clock }: Json) => clock);

  it('an urgent case changes hands at the end of a shift when the colleague accepts; its clocks go on', async () => {
    const { act, refused } = office;
    const wanted = { unitId: 'sh01-engineering', severity: 'significant', urgency: 'urgent' } as const;
    const { number } = await office.open({ ...wanted, handlerId: handler });
    await act(handler, number, 'sign');
    await act(handler, number, 'start');
    await office.clock(number, 'sign', 'stopped');
    const before = await clocksOf(number);
    expect(await refused(handler, number, 'hand-over', { toHandlerId: colleague, note: '' })).toMatchObject({
      status: 400,
      field: 'note',
    });
    const offer = { toHandlerId: colleague, note: '已断电，等待备件。' };
    expect(await act(handler, number, 'hand-over', offer)).toMatchObject({ handlerId: handler, handoverTo: colleague });
    expect(await refused(third, number, 'accept-handover')).toMatchObject({ status: 403 });
    const taken = await act(colleague, number, 'accept-handover');
    expect(taken).toMatchObject({ state: 'in_progress', handlerId: colleague });
    expect(taken.handoverTo).toBeUndefined();
    expect(await refused(handler, number, 'add-task', { unitId: 'sh01-security', text: '看守。' })).toMatchObject({
      status: 403,
    });

    await act(colleague, number, 'hand-over', { ...offer, toHandlerId: third });
    expect(await act(third, number, 'refuse-handover', { reason: '手上已有两件。' })).toMatchObject({
      handlerId: colleague,
    });
    await act(colleague, number, 'add-note', { text: '备件已到。' });
    expect(await clocksOf(number)).toEqual(before);
  });

  it('a case that is not urgent waits for the morning', async () => {
    const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: handler });
    await office.act(handler, number, 'sign');
    expect(
      await office.refused(handler, number, 'hand-over', { toHandlerId: colleague, note: '明早继续。' }),
    ).toMatchObject({ status: 409, code: 'handover_not_needed' });
  });

  it('who acts on a stale screen is told what has changed meanwhile, and nothing happens', async () => {
    const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: handler });
    const { version } = await office.act(handler, number, 'sign');
    await office.act(desk, number, 'add-note', { text: '来电催促。' });
    await office.act(desk, number, 'regrade', {
      ...{ category: 'facility.power', severity: 'significant', urgency: 'urgent', reason: '影响面扩大' },
      expectedVersion: (await office.page(number)).case.version,
    });
    const stale = await office.refused(handler, number, 'start', { expectedVersion: version });
    expect(stale).toMatchObject({ status: 409, code: 'stale_version' });
    expect(JSON.parse(stale.details?.changes ?? '[]')).toMatchObject([
      { type: 'NoteAdded', actor: { id: desk } },
      { type: 'CaseRegraded', actor: { id: desk } },
    ]);
    const { case: item } = await office.page(number);
    expect(item).toMatchObject({ state: 'signed', version: Number(stale.details?.version) });
    expect(await office.act(handler, number, 'start', { expectedVersion: item.version })).toMatchObject({
      state: 'in_progress',
    });
  });

  it('of two contacts at once one is the first; both are recorded, and the clock stops once', async () => {
    const { number } = await office.open({ unitId: 'sh01-engineering', handlerId: handler });
    await office.act(handler, number, 'sign');
    const contacts = [handler, 'hotline-1', 'hotline-2'].map((who) =>
      office.act(who, number, 'log-contact', { means: 'phone', note: who }),
    );
    await Promise.all(contacts);
    const stopped = await office.clock(number, 'first_contact', 'stopped');
    const found = await office.page(number);
    const logged = entries(found, 'ContactLogged');
    expect(logged.map(({ text }) => text).sort()).toEqual(['hotline-1', 'hotline-2', handler].sort());
    expect(logged.map(({ facts }) => facts.first)).toEqual(['true', undefined, undefined]);
    expect(found.case).toMatchObject({ state: 'in_progress', firstContactAt: logged[0].at });
    expect(stopped.stoppedAt).toBe(logged[0].at);
    expect(found.clocks.filter(({ name }: Json) => name === 'first_contact')).toHaveLength(1);
  });
}
