import { waitFor } from '@parkline/testing';
import { dispatchTo, type Rig, startRig } from './rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.replica();
});
afterAll(() => rig.end());

type Command = Parameters<Rig['command']>[2];

const start: Command = { $case: 'start', value: {} };
const suspendUntil = (reviewAt: Date): Command => ({
  $case: 'suspend',
  value: { reason: 'season', reviewAt, note: '春天补种' },
});

async function inProgress(): Promise<string> {
  const [id] = await rig.register(1);
  await rig.command('routing', id!, dispatchTo('sh01-eng', 'wang'));
  await rig.command('wang', id!, { $case: 'sign', value: {} });
  await rig.command('wang', id!, start);
  return id!;
}

const names = (id: string) => rig.published(id).map(({ change }) => change?.$case);

/** Waits until this was published of the case. */
async function until(id: string, name: string): Promise<void> {
  await waitFor(() => names(id).includes(name as never), { what: `${name} of ${id}` });
}

describe('time limits, on two replicas', () => {
  it('bring suspended cases back on their review date, each once', async () => {
    const reviewAt = new Date(rig.clock().getTime() + 24 * 3_600_000);
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) ids.push(await inProgress());
    for (const id of ids) expect((await rig.command('manager', id, suspendUntil(reviewAt))).state).toBe('SUSPENDED');
    const later = await inProgress();
    await rig.command('manager', later, suspendUntil(new Date(reviewAt.getTime() + 1)));

    rig.clock.set(reviewAt);
    for (const id of ids) await until(id, 'resumed');
    for (const id of ids) {
      expect(names(id)).toEqual(['opened', 'dispatched', 'signed', 'started', 'suspended', 'resumed']);
      expect(rig.published(id).at(-1)).toMatchObject({
        actor: { kind: 'service', id: 'casework' },
        case: { state: 'IN_PROGRESS', suspensions: [{ to: reviewAt }] },
      });
    }
    expect(names(later).at(-1)).toBe('suspended');
  });

  it('send a return to headquarters that is undecided after four working hours', async () => {
    // Friday 17:00 in Shanghai: an hour on Friday, three on Monday.
    rig.clock.set(new Date('2026-03-06T09:00:00Z'));
    const id = await inProgress();
    await rig.command('wang', id, {
      $case: 'requestReturn',
      value: { reason: 'wrong_unit', proposedUnitId: 'sh01-sec', note: '', evidence: [] },
    });
    rig.clock.set(new Date('2026-03-09T04:00:00Z'));
    await until(id, 'returnSentToArbitration');
    expect(rig.published(id).at(-1)?.case).toMatchObject({ state: 'RETURN_REQUESTED', arbitration: true });
    const decide = (who: string) =>
      rig.command(who, id, { $case: 'decideReturn', value: { granted: true, unitId: '', handlerId: '', note: '' } });
    await expect(decide('desk')).rejects.toMatchObject({ code: 'arbitration' });
    expect(await decide('officer')).toMatchObject({ state: 'DISPATCHED', unitId: 'sh01-sec' });
  });

  it('let the deputy decide what the park manager has not decided within a working day', async () => {
    rig.clock.set(new Date('2026-03-10T01:00:00Z'));
    const id = await inProgress();
    const reviewAt = new Date('2026-04-01T01:00:00Z');
    await rig.command('wang', id, {
      $case: 'requestSuspension',
      value: { reason: 'third_party', reviewAt, note: '等供电局' },
    });
    const decide = () =>
      rig.command('region', id, {
        $case: 'decideSuspension',
        value: { suspensionId: 'suspension-1', granted: true, reviewAt: undefined, note: '' },
      });
    await expect(decide()).rejects.toMatchObject({ kind: 'Refused', code: 'not_overdue' });
    rig.clock.set(new Date('2026-03-10T10:00:00Z'));
    await until(id, 'approvalOverdue');
    expect(rig.published(id).at(-1)?.change).toMatchObject({
      value: { what: 'suspension', id: 'suspension-1', deputyIds: ['region'] },
    });
    expect(await decide()).toMatchObject({ state: 'SUSPENDED', reviewAt });
  });

  it('bring an overdue case under supervision the day after its deadline, however late casework is told of it', async () => {
    rig.clock.set(new Date('2026-03-10T11:00:00Z'));
    const id = await inProgress();
    // Monday 10:00 in Shanghai: the working day after it is over on Tuesday at 10:00, and now it is Tuesday evening.
    const dueAt = new Date('2026-03-09T02:00:00Z');
    const value = { step: 100, clock: 'resolve', deadlineNumber: 1, dueAt };
    await rig.command('sla', id, { $case: 'escalate', value });
    await until(id, 'supervisionStarted');
    expect(rig.published(id).at(-1)?.change).toMatchObject({ value: { reason: 'overdue', by: 'casework' } });
  });

  it('that are over together, after a standstill, are all recorded', async () => {
    rig.clock.set(new Date('2026-03-11T01:00:00Z'));
    const id = await inProgress();
    await rig.command('officer', id, { $case: 'supervise', value: { reason: 'hq_flag', note: '重点客户' } });
    await rig.command('wang', id, {
      $case: 'requestSuspension',
      value: { reason: 'third_party', reviewAt: new Date('2026-06-01T01:00:00Z'), note: '等供电局' },
    });
    // Well after the working day for the approval and the five for the answer to the urge notice.
    rig.clock.set(new Date('2026-03-25T01:00:00Z'));
    await waitFor(() => names(id).length >= 8, { what: 'both' });
    expect(names(id).slice(6).sort()).toEqual(['approvalOverdue', 'criticismGiven']);
    expect(rig.published(id).at(-1)?.case).toMatchObject({ criticised: true, state: 'IN_PROGRESS' });
  });
});
