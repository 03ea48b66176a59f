import type { casework } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { dispatchTo, type Rig, startRig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());
beforeEach(() => {
  rig.sla.away = false;
  delete rig.sla.dueAt;
});

type Command = Parameters<Rig['command']>[2];

const hourMs = 3_600_000;
const sign: Command = { $case: 'sign', value: {} };
const start: Command = { $case: 'start', value: {} };
const giveBack = (proposedUnitId: string): Command => ({
  $case: 'requestReturn',
  value: { reason: 'wrong_unit', proposedUnitId, note: '他们的事', evidence: ['photo-1'] },
});
const decideReturn = (granted: boolean, unitId = ''): Command => ({
  $case: 'decideReturn',
  value: { granted, unitId, handlerId: '', note: '请处理' },
});

/** A case in wang's hands, dispatched now. */
async function dispatched(): Promise<string> {
  const [id] = await rig.register(1);
  await rig.command('routing', id!, dispatchTo('sh01-eng', 'wang'));
  return id!;
}

async function inProgress(): Promise<string> {
  const id = await dispatched();
  await rig.command('wang', id, sign);
  await rig.command('wang', id, start);
  return id;
}

async function file(who: string, id: string): Promise<casework.GetCaseResponse> {
  return rig.client.getCase({ caseRef: id }, await rig.as(who));
}

/** The names of what was published of a case, once it is this many. */
async function told(id: string, count: number): Promise<(string | undefined)[]> {
  const events = await waitFor(() => rig.published(id).length === count && rig.published(id), { what: 'the events' });
  return events.map(({ change }) => change?.$case);
}

describe('a return', () => {
  it('that is accepted goes to the other unit with a new sign clock; the complainant sees only where', async () => {
    const id = await inProgress();
    const asked = await rig.command('wang', id, giveBack('sh01-sec'));
    expect(asked).toMatchObject({ state: 'RETURN_REQUESTED', returns: 1, arbitration: false });
    const queued = await file('desk', id);
    expect(queued.file?.returns).toMatchObject([{ id: 'return-1', by: 'wang', evidence: ['photo-1'] }]);

    rig.clock.advance(60_000);
    const accepted = await rig.command('desk', id, decideReturn(true));
    expect(accepted).toMatchObject({ state: 'DISPATCHED', unitId: 'sh01-sec', handlerId: '', dispatches: 2 });
    expect(accepted.dispatchedAt).toEqual(rig.clock());
    expect(await told(id, 6)).toEqual([
      'opened',
      'dispatched',
      'signed',
      'started',
      'returnRequested',
      'returnAccepted',
    ]);

    const seen = await file(`complainant:${id}`, id);
    expect(seen.timeline.at(-1)).toMatchObject({ type: 'ReturnAccepted', text: '', facts: { unitId: 'sh01-sec' } });
    expect(JSON.stringify(seen)).not.toMatch(/他们的事|请处理|wang/);
  });

  it('that is refused leads to the state before, with a new sign clock where nobody had signed', async () => {
    const id = await dispatched();
    await rig.command('zhao', id, giveBack('sh01-sec'));
    rig.clock.advance(60_000);
    const back = await rig.command('desk', id, decideReturn(false));
    expect(back).toMatchObject({ state: 'DISPATCHED', unitId: 'sh01-eng', handlerId: 'wang', dispatches: 2 });
    expect(back.dispatchedAt).toEqual(rig.clock());
    await expect(rig.command('wang', id, giveBack('sh01-sec'))).rejects.toMatchObject({ code: 'already_returned' });
  });

  it('that is the second one goes to headquarters, whose word is final', async () => {
    const id = await dispatched();
    await rig.command('wang', id, giveBack('sh01-sec'));
    await rig.command('desk', id, decideReturn(true));
    const second = await rig.command('guard', id, giveBack('sh01-eng'));
    expect(second).toMatchObject({ state: 'RETURN_REQUESTED', returns: 2, arbitration: true });
    await expect(rig.command('desk', id, decideReturn(true))).rejects.toMatchObject({
      kind: 'Refused',
      code: 'arbitration',
    });
    const settled = await rig.command('officer', id, decideReturn(true, 'sh01-office'));
    expect(settled).toMatchObject({ state: 'DISPATCHED', unitId: 'sh01-office', arbitration: false });
    await expect(rig.command('manager', id, giveBack('sh01-eng'))).rejects.toMatchObject({ code: 'return_final' });
  });

  it('is possible within one working day of the park, over the weekend', async () => {
    // Friday 17:00 in Shanghai: an hour on Friday, seven on Monday.
    rig.clock.set(new Date('2026-03-06T09:00:00Z'));
    const [inTime, late] = [await dispatched(), await dispatched()];
    rig.clock.set(new Date('2026-03-09T09:00:00Z'));
    expect((await rig.command('wang', inTime, giveBack('sh01-sec'))).state).toBe('RETURN_REQUESTED');
    rig.clock.advance(1);
    await expect(rig.command('wang', late, giveBack('sh01-sec'))).rejects.toMatchObject({
      kind: 'Refused',
      code: 'return_late',
    });
  });
});

describe('an extension', () => {
  const until = () => new Date(rig.clock().getTime() + 72 * hourMs);
  const ask = (): Command => ({ $case: 'requestExtension', value: { until: until(), reason: '等配件' } });
  const decide = (granted: boolean): Command => ({
    $case: 'decideExtension',
    value: { extensionId: 'extension-1', granted, until: undefined, note: '仅此一次' },
  });

  it('asked before the deadline that sla tells is granted by the lead, and the complainant told until when and why', async () => {
    const id = await inProgress();
    rig.sla.dueAt = new Date(rig.clock().getTime() + hourMs);
    expect(await rig.command('wang', id, ask())).toMatchObject({ extensionRequested: true, extensionsGranted: 0 });
    const granted = await rig.command('lead', id, decide(true));
    expect(granted).toMatchObject({ extensionRequested: false, extensionsGranted: 1, extendedUntil: until() });
    await told(id, 6);
    expect(rig.published(id).at(-1)?.change).toMatchObject({
      $case: 'extensionGranted',
      value: { until: until(), fromDueAt: rig.sla.dueAt },
    });
    const seen = await file(`complainant:${id}`, id);
    expect(seen.timeline.at(-1)).toMatchObject({
      type: 'ExtensionGranted',
      text: '等配件',
      facts: { until: until().toISOString() },
    });
    expect(JSON.stringify(seen)).not.toMatch(/仅此一次|"lead"/);
  });

  it('asked again under the same command id gets the first answer, without a question to sla', async () => {
    const id = await inProgress();
    rig.sla.dueAt = new Date(rig.clock().getTime() + hourMs);
    const first = await rig.command('wang', id, ask(), { commandId: 'wang:extend' });
    const asked = rig.sla.asked;
    rig.sla.away = true;
    expect(await rig.command('wang', id, ask(), { commandId: 'wang:extend' })).toEqual(first);
    expect(rig.sla.asked).toBe(asked);
  });

  it('is refused after the deadline, and where no clock runs', async () => {
    const id = await inProgress();
    await expect(rig.command('wang', id, ask())).rejects.toMatchObject({ kind: 'Refused', code: 'no_deadline' });
    rig.sla.dueAt = new Date(rig.clock().getTime() - 1);
    await expect(rig.command('wang', id, ask())).rejects.toMatchObject({ kind: 'Refused', code: 'extension_late' });
  });

  it('cannot be judged while sla is away: that is said, and nothing changes', async () => {
    const id = await inProgress();
    const { version } = (await file('wang', id)).case!;
    rig.sla.away = true;
    await expect(rig.command('wang', id, ask())).rejects.toMatchObject({
      kind: 'Unavailable',
      code: 'deadline_unknown',
    });
    expect((await file('wang', id)).case?.version).toBe(version);
    // All other work goes on.
    expect((await rig.command('wang', id, { $case: 'reply', value: { text: '明天修好' } })).version).toBe(version + 1);
  });

  it('is no question to sla for who may not ask for it', async () => {
    const id = await inProgress();
    const asked = rig.sla.asked;
    await expect(rig.command('zhao', id, ask())).rejects.toMatchObject({ kind: 'Forbidden' });
    await expect(rig.command('beijing', id, ask())).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(rig.command('lead', id, decide(true))).rejects.toMatchObject({ code: 'nothing_to_decide' });
    expect(rig.sla.asked).toBe(asked);
  });

  it('lapses undecided as the resolve clock expires', async () => {
    const id = await inProgress();
    const dueAt = new Date(rig.clock().getTime() + hourMs);
    rig.sla.dueAt = dueAt;
    await rig.command('wang', id, ask());
    rig.clock.advance(hourMs + 1);
    await expect(rig.command('lead', id, decide(true))).rejects.toMatchObject({ code: 'extension_lapsed' });
    const escalate: Command = { $case: 'escalate', value: { step: 100, clock: 'resolve', deadlineNumber: 1, dueAt } };
    expect(await rig.command('sla', id, escalate)).toMatchObject({ escalationLevel: 100, extensionRequested: false });
    expect((await told(id, 7)).slice(-2)).toEqual(['escalated', 'extensionLapsed']);
    await expect(rig.command('lead', id, decide(true))).rejects.toMatchObject({ code: 'extension_lapsed' });
  });
});

describe('from one to another', () => {
  it('a transfer goes to a colleague with a new sign clock, and back again while he has not signed', async () => {
    const id = await inProgress();
    rig.clock.advance(60_000);
    const given = await rig.command('wang', id, { $case: 'transfer', value: { handlerId: 'zhao', reason: '她更懂' } });
    expect(given).toMatchObject({ state: 'DISPATCHED', handlerId: 'zhao', dispatches: 2, signedAt: undefined });
    expect(given.dispatchedAt).toEqual(rig.clock());
    const takeBack: Command = { $case: 'takeBack', value: { reason: '点错了' } };
    expect(await rig.command('wang', id, takeBack)).toMatchObject({ handlerId: 'wang', dispatches: 3 });
    await expect(rig.command('desk', id, takeBack)).rejects.toMatchObject({ code: 'nothing_to_take_back' });
  });

  it('a handover at the end of the shift needs the colleague, and leaves state and clocks alone', async () => {
    const id = await inProgress();
    const before = (await file('wang', id)).case!;
    const offered = await rig.command('wang', id, {
      $case: 'handOver',
      value: { toHandlerId: 'zhao', note: '十点送配件' },
    });
    expect(offered).toMatchObject({ handlerId: 'wang', handoverTo: 'zhao' });
    expect((await file('zhao', id)).commands).toEqual(expect.arrayContaining(['accept-handover', 'refuse-handover']));
    const taken = await rig.command('zhao', id, { $case: 'acceptHandover', value: {} });
    const { state, dispatches, dispatchedAt, signedAt, stateSince } = before;
    expect(taken).toMatchObject({
      handlerId: 'zhao',
      handoverTo: '',
      state,
      dispatches,
      dispatchedAt,
      signedAt,
      stateSince,
    });
    await expect(rig.command('wang', id, { $case: 'resume', value: { note: '' } })).rejects.toMatchObject({
      kind: 'Forbidden',
    });
  });

  it('an accused handler loses the case, and only headquarters and the desk read who is accused', async () => {
    const id = await inProgress();
    const named = await rig.command('officer', id, {
      $case: 'nameAccused',
      value: { staffIds: ['wang'], reason: '态度恶劣' },
    });
    expect(named).toMatchObject({ state: 'DISPATCHED', unitId: 'sh01-eng', handlerId: '', flagged: true });
    await expect(rig.command('wang', id, sign)).rejects.toMatchObject({ code: 'not_impartial' });
    expect((await file('desk', id)).file?.accusedIds).toEqual(['wang']);
    for (const who of ['zhao', 'manager', `complainant:${id}`]) {
      expect(JSON.stringify(await file(who, id))).not.toContain('态度恶劣');
    }
    expect((await rig.command('zhao', id, sign)).handlerId).toBe('zhao');
  });

  it('who of headquarters or the desk is accused does not read that either', async () => {
    const id = await inProgress();
    const value = { staffIds: ['desk'], reason: '接线态度恶劣' };
    await rig.command('officer', id, { $case: 'nameAccused', value });
    expect((await file('officer', id)).file?.accusedIds).toEqual(['desk']);
    expect(JSON.stringify(await file('officer', id))).toContain('接线态度恶劣');
    expect((await file('desk', id)).file?.accusedIds).toEqual([]);
    expect(JSON.stringify(await file('desk', id))).not.toContain('接线态度恶劣');
  });

  it('a deputy acts while the handler is away, and no longer', async () => {
    rig.clock.set(new Date('2026-06-05T01:00:00Z'));
    const id = await dispatched();
    expect(await rig.command('zhao', id, sign)).toMatchObject({ state: 'SIGNED', handlerId: 'wang' });
    expect((await file('zhao', id)).commands).toContain('start');
    rig.clock.set(new Date('2026-06-08T00:00:00Z'));
    expect((await file('zhao', id)).commands).not.toContain('start');
    await expect(rig.command('zhao', id, start)).rejects.toMatchObject({ kind: 'Forbidden' });
    expect((await rig.command('wang', id, start)).state).toBe('IN_PROGRESS');
  });
});
