import { refused, unavailable } from '@parkline/errors';
import { casework, common, routing, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import { labelledComplaints } from './labelled';
import { startRig, type Rig } from './rig';

let rig: Rig;
const dispatchOf = (request: casework.ExecuteRequest | undefined): casework.Dispatch => {
  if (request?.command?.$case !== 'dispatch') throw new Error('no dispatch');
  return request.command.value;
};
const askedFor = (id: string): casework.ExecuteRequest[] => rig.asked.filter(({ caseRef }) => caseRef === id);
const loadOf = async (handlerId: string): Promise<number> => {
  const { loads } = await rig.client.getLoad({ parkCode: 'SH01' });
  return loads.find((load) => load.handlerId === handlerId)?.openCases ?? -1;
};

beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

describe('routing', () => {
  it('waits with a case until the directory has told of its park, then dispatches it to a person with reasons', async () => {
    await rig.open('early', '三号电梯停在11楼,里面有四个人被困');
    await rig.publishDirectory((key) => key.startsWith('park/') || key === 'staff/dispatch-1');
    await rig.publishDirectory((key) => !key.startsWith('park/'));
    await waitFor(() => askedFor('early').length > 0);
    const [request] = askedFor('early');
    expect(request).toMatchObject({ cycle: 1, commandId: 'routing:routing/early/1:Dispatch' });
    expect(dispatchOf(request)).toMatchObject({
      ...{ unitId: 'sh01-contractor', handlerId: 'sh01-con-1', category: 'facility.lift' },
      ...{ severity: common.Severity.MAJOR, urgency: common.Urgency.URGENT, priority: common.Priority.P1, flag: false },
    });
    expect(dispatchOf(request).reasons.join('')).toContain('有人被困');
  });

  it('tells the world what it decided', () => {
    const [event] = rig.bus.events(topics.routing);
    const { change } = routing.RoutingEvent.decode(event?.payload ?? new Uint8Array());
    expect(event).toMatchObject({ type: 'TriageDecided', key: 'early', id: 'routing/early/1' });
    expect(change?.value).toMatchObject({ caseId: 'early', unitId: 'sh01-contractor', handlerId: 'sh01-con-1' });
  });

  it('sends what it cannot place to the backstop, flagged for the dispatch desk', async () => {
    await rig.open('odd', '在吗??');
    await waitFor(() => askedFor('odd').length > 0);
    expect(dispatchOf(askedFor('odd')[0])).toMatchObject({
      unitId: 'sh01-customer-service',
      category: 'other',
      flag: true,
    });
  });

  it('counts what it has decided as load at once, and what is resolved or closed no more', async () => {
    const before = await loadOf('sh01-fin-1');
    await rig.open('fee', '物业费账单多收了两个月');
    await waitFor(() => askedFor('fee').length > 0);
    expect(await loadOf('sh01-fin-1')).toBe(before + 1);
    const of = { id: 'fee', unitId: 'sh01-finance', handlerId: 'sh01-fin-1' };
    await rig.publishCase({}, { ...of, state: common.CaseState.CLOSED }, 5);
    await waitFor(async () => (await loadOf('sh01-fin-1')) === before);
    await rig.publishCase({}, { ...of, state: common.CaseState.IN_PROGRESS }, 4);
    await rig.open('after', '发票什么时候给');
    await waitFor(() => askedFor('after').length > 0);
    expect(await loadOf('sh01-fin-1')).toBe(before + 1);
  });

  it('dispatches a case that was unlinked again, as it was graded, flagged for the dispatch desk', async () => {
    await rig.open('un', '三号电梯停在11楼,里面有四个人被困');
    await waitFor(() => askedFor('un').length > 0);
    await rig.publishCase({}, { id: 'un', state: common.CaseState.LINKED, handlerId: 'sh01-con-1' }, 2);
    await rig.publishCase(
      { change: { $case: 'unlinked', value: casework.CaseUnlinked.create({ masterId: 'm' }) } },
      { id: 'un', accusedIds: ['sh01-con-1'] },
      3,
    );
    await waitFor(() => askedFor('un').length > 1);
    const again = dispatchOf(askedFor('un')[1]);
    expect(again).toMatchObject({
      // The only person of the contractor is accused.
      ...{ unitId: 'sh01-customer-service', category: 'facility.lift', flag: true },
      ...{ severity: common.Severity.MAJOR, urgency: common.Urgency.URGENT, priority: common.Priority.P1 },
    });
  });

  it('spreads a flood evenly over a team', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `flood-${index}`);
    await Promise.all(ids.map((id) => rig.open(id, '停车位被占,车库道闸不抬杆', { parkCode: 'SZ01' })));
    await waitFor(() => ids.every((id) => askedFor(id).length > 0));
    const counts = new Map<string, number>();
    for (const id of ids) {
      const { handlerId } = dispatchOf(askedFor(id)[0]);
      counts.set(handlerId, (counts.get(handlerId) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual([30, 30]);
  });

  it('adds a person, once, where a case was given to a unit only; to a reopened one the superior', async () => {
    const of = {
      id: 'unit-only',
      state: common.CaseState.DISPATCHED,
      unitId: 'sh01-security',
      category: 'security.parking',
    };
    await rig.publishCase({ change: { $case: 'dispatched', value: {} } }, { ...of, dispatches: 1 }, 3);
    await waitFor(() => askedFor('unit-only').length === 1);
    const [first] = askedFor('unit-only');
    expect(first?.command).toMatchObject({ $case: 'redispatch', value: { unitId: 'sh01-security' } });
    expect(first?.commandId).toMatch(/^routing:routing\/unit-only\/\d+:Redispatch$/);

    await rig.publishCase({}, { ...of, dispatches: 1 }, 4);
    const reopened = { change: { $case: 'reopened', value: casework.CaseReopened.create({ fromCycle: 1 }) } } as const;
    await rig.publishCase(reopened, { ...of, dispatches: 2, cycle: 2 }, 9);
    await waitFor(() => askedFor('unit-only').length === 2);
    expect(askedFor('unit-only')[1]).toMatchObject({ cycle: 2, command: { value: { handlerId: 'sh01-sec-lead' } } });
  });

  it('does not decide a case twice when its event comes again', async () => {
    await rig.open('twice', '草坪枯了');
    await waitFor(() => askedFor('twice').length === 1);
    await rig.open('twice', '草坪枯了');
    await rig.open('marker', '草坪枯了');
    await waitFor(() => askedFor('marker').length === 1);
    expect(rig.bus.events(topics.routing).filter(({ key }) => key === 'twice')).toHaveLength(1);
  });

  it('tries again with the same command id while casework is down, and leaves alone what has moved on', async () => {
    let failures = 2;
    rig.answer.with = ({ caseRef }) => {
      if (caseRef === 'late' && failures-- > 0) throw unavailable('down', 'down');
      if (caseRef === 'gone') throw refused('moved_on', 'The case has moved on.');
    };
    await rig.open('gone', '垃圾没人清运');
    await rig.open('late', '垃圾没人清运');
    await waitFor(() => failures < 0);
    expect(new Set(askedFor('late').map(({ commandId }) => commandId)).size).toBe(1);
    rig.answer.with = () => undefined;
    await rig.open('next', '垃圾没人清运');
    await waitFor(() => askedFor('next').length > 0);
    expect(askedFor('gone').length).toBeGreaterThan(0);
  });

  it('raises the priority of the fourth case of one person', async () => {
    for (let index = 0; index < 4; index++) {
      await rig.open(`again-${index}`, '空调不冷', { complainantRef: 'ref-1' });
      await waitFor(() => askedFor(`again-${index}`).length > 0);
    }
    expect(dispatchOf(askedFor('again-2')[0]).priority).toBe(common.Priority.P3);
    expect(dispatchOf(askedFor('again-3')[0]).priority).toBe(common.Priority.P2);
  });

  it('dispatches all 200 labelled complaints', async () => {
    const complaints = labelledComplaints();
    await Promise.all(
      complaints.map(({ text, place = '', parkCode }, index) =>
        rig.open(`labelled-${index}`, text, { place, parkCode }),
      ),
    );
    await waitFor(() => complaints.every((_, index) => askedFor(`labelled-${index}`).length > 0), {});
    for (const index of complaints.keys()) expect(dispatchOf(askedFor(`labelled-${index}`)[0]).handlerId).not.toBe('');
  });
});

describe('asking routing', () => {
  const request = { parkCode: 'SH01', description: '地下车库起火冒烟', categoryHint: '', kind: common.Kind.COMPLAINT };

  it('previews what the rules would decide, without deciding anything', async () => {
    const before = rig.bus.events(topics.routing).length;
    const preview = await rig.client.previewTriage(request, await rig.tokenOf({ parks: ['SH01'] }));
    expect(preview).toMatchObject({
      category: 'facility.fire',
      unitId: 'sh01-security',
      priority: common.Priority.P1,
      backstop: false,
    });
    expect(rig.bus.events(topics.routing)).toHaveLength(before);
  });

  it('shows nothing of parks outside the scope of the caller', async () => {
    const other = await rig.tokenOf({ parks: ['SZ01'] });
    await expect(rig.client.previewTriage(request, other)).rejects.toMatchObject({ kind: 'NotFound' });
    await expect(rig.client.getLoad({ parkCode: 'SH01' }, other)).rejects.toMatchObject({ kind: 'NotFound' });
    const group = await rig.tokenOf({ groupId: 'other' });
    await expect(rig.client.getLoad({ parkCode: 'SH01' }, group)).rejects.toMatchObject({ kind: 'NotFound' });
    const complainant = await rig.tokenOf({ kind: 'complainant', parks: ['SH01'] });
    await expect(rig.client.getLoad({ parkCode: 'SH01' }, complainant)).rejects.toMatchObject({ kind: 'Forbidden' });
  });

  it('refuses a text that nobody could have filed', async () => {
    const long = { ...request, description: 'x'.repeat(5_001) };
    await expect(rig.client.previewTriage(long)).rejects.toMatchObject({ kind: 'InvalidInput', field: 'description' });
  });
});
