import { refused, unavailable } from '@parkline/errors';
import { sla, topics, word } from '@parkline/proto';
import type { App } from '@parkline/service-kit';
import { fakeClock, waitFor, type FakeClock } from '@parkline/testing';
import type { CaseSnapshot } from '../src/domain/case-snapshot';
import { startRig, type Rig } from './rig';
import { RECEIVED_AT, tell, time } from './story';

let rig: Rig;
let app: App;
let clock: FakeClock;
let client: ReturnType<Rig['clientOf']>;

beforeAll(async () => {
  rig = await startRig();
  clock = fakeClock(RECEIVED_AT);
  app = await rig.startApp({ SLA_TICK_MS: '50' }, clock);
  client = rig.clientOf(app);
});
afterAll(() => rig.stop());
beforeEach(() => {
  clock.set(RECEIVED_AT);
  rig.answer.with = () => undefined;
});

/** Publishes all events of a story, one after another. */
async function publish(caseId: string, story: string, first: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const { snapshots } = tell(story, { caseId, ...first });
  for (const snapshot of snapshots) await rig.tell(snapshot);
  return snapshots.at(-1)!;
}

const toldOf = (caseId: string, name?: string): sla.SlaEvent[] =>
  rig.told().filter((event) => event.caseId === caseId && (!name || (event.clock && word(event.clock.name) === name)));
const lineOf = ({ clock: after, change }: sla.SlaEvent): string => {
  const step = change && 'step' in change.value ? ` ${change.value.step}` : '';
  return `${after && word(after.name)} ${change?.$case}${step}`;
};
const askedOf = (caseId: string) => rig.asked.filter(({ caseRef }) => caseRef === caseId);

describe('sla', () => {
  it('starts the clocks at the first dispatch and stops them as the case goes on, each event with its clock', async () => {
    await publish('way', 'note 1m, dispatch p2 2m, sign 5m, contact 6m, resolve 2h');
    const events = await waitFor(() => toldOf('way').length === 7 && toldOf('way'));
    expect(events.map(lineOf)).toEqual([
      ...['sign started', 'first_contact started', 'resolve started'],
      ...['sign stopped', 'first_contact stopped', 'resolve stopped', 'revisit started'],
    ]);
    expect(events[3]).toMatchObject({
      groupId: 'g1',
      parkCode: 'SH01',
      unitId: 'engineering',
      handlerId: 'li',
      cycle: 1,
    });
    expect(events[3]?.clock).toMatchObject({ status: 'STOPPED', dueAt: time('32m'), stoppedAt: time('5m') });
    expect(rig.bus.events(topics.sla).find(({ key }) => key === 'way')?.id).toBe('sla/way/1');
  });

  it('warns, then asks casework to escalate, once and under the id of its own event', async () => {
    await publish('late', 'dispatch p1 0m');
    await waitFor(() => toldOf('late').length === 4);
    clock.set(time('5m'));
    await waitFor(() => toldOf('late', 'sign').some((event) => event.change?.$case === 'warned'));
    expect(askedOf('late')).toEqual([]);
    clock.set(time('10m'));
    const [asked] = await waitFor(() => askedOf('late').length > 0 && askedOf('late'));
    expect(toldOf('late', 'sign').map(lineOf).slice(1)).toEqual([
      ...['sign warned 50', 'sign stepMissed 75', 'sign stepMissed 90', 'sign breached 100'],
    ]);
    const breach = rig.bus.events(topics.sla).find(({ key, type }) => key === 'late' && type === 'ClockBreached');
    expect(asked).toMatchObject({
      ...{ cycle: 1, commandId: `sla:${breach?.id}:Escalate` },
      command: { $case: 'escalate', value: { step: 100, clock: 'sign', deadlineNumber: 1, dueAt: time('10m') } },
    });
  });

  it('drops what it has seen: the same events again change nothing', async () => {
    const snapshot = await publish('again', 'dispatch p3 0m, sign 1m');
    await waitFor(() => toldOf('again').length === 4);
    const old = rig.bus.events(topics.case).filter(({ key }) => key === 'again');
    await rig.bus.publish(topics.case, [old[0]!]);
    await rig.tell({ ...snapshot, state: 'in_progress', firstContactAt: time('9m'), occurredAt: time('9m') });
    await waitFor(() => toldOf('again').length === 5);
    expect(toldOf('again').map(lineOf).slice(3)).toEqual(['sign stopped', 'first_contact stopped']);
  });

  it('stops revisit when feedback sends the link, not where a person must call', async () => {
    const call = await publish('call', 'dispatch p1 0m, sign 1m, contact 2m, resolve 1h');
    const link = await publish('link', 'dispatch p3 0m, sign 1m, contact 2m, resolve 1h');
    await rig.tellAsked(call, true);
    await rig.tellAsked(link, false);
    await waitFor(() => toldOf('link', 'revisit').some((event) => event.change?.$case === 'stopped'));
    expect(toldOf('call', 'revisit').map(lineOf)).toEqual(['revisit started']);
  });

  it('repeats the escalation with the same id while casework is down, and leaves alone what has moved on', async () => {
    let failures = 2;
    rig.answer.with = ({ caseRef }) => {
      if (caseRef === 'down' && failures-- > 0) throw unavailable('down', 'down');
      if (caseRef === 'gone') throw refused('moved_on', 'The case has moved on.');
    };
    await publish('down', 'dispatch p1 0m');
    await publish('gone', 'dispatch p1 0m');
    await waitFor(() => toldOf('down').length === 4 && toldOf('gone').length === 4);
    clock.set(time('10m'));
    await waitFor(() => failures < 0 && askedOf('gone').length > 0);
    expect(new Set(askedOf('down').map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('shows clocks to those who may see the case, in the order asked', async () => {
    await publish('mine', 'dispatch p2 0m', { parkCode: 'BJ01' });
    await publish('other', 'dispatch p2 0m', { groupId: 'g2' });
    await waitFor(() => toldOf('mine').length === 3 && toldOf('other').length === 3);
    const caseIds = ['other', 'mine', 'nowhere'];
    const seenBy = async (caller: Parameters<Rig['tokenOf']>[0]) =>
      (await client.getClocks({ caseIds }, await rig.tokenOf(caller))).cases.map(({ caseId }) => caseId);
    expect(await seenBy({})).toEqual(['mine']);
    expect(await seenBy({ parks: ['SH01'] })).toEqual([]);
    expect(await seenBy({ kind: 'complainant', subject: 'other', groupId: 'g2', parks: [] })).toEqual(['other']);
    await expect(client.getClocks({ caseIds })).rejects.toMatchObject({ kind: 'Forbidden' });
    const { cases } = await client.getClocks({ caseIds: ['mine'] }, await rig.tokenOf({}));
    expect(cases[0]?.nextDueAt).toEqual(time('30m'));
    expect(cases[0]?.clocks.map(({ name }) => word(name))).toEqual(['sign', 'first_contact', 'resolve']);
  });

  it('lists due cases by their next deadline, page by page, within the scope of the caller', async () => {
    const group = { groupId: 'g3' };
    for (const [index, park] of ['P1', 'P2', 'P1', 'P3', 'P2'].entries()) {
      await publish(`due-${index}`, `dispatch p2 ${index + 1}m, sign ${index + 1}m, contact ${index + 1}m`, {
        ...group,
        parkCode: park,
        receivedAt: time(`${index}m`),
      });
    }
    await waitFor(() => [0, 1, 2, 3, 4].every((index) => toldOf(`due-${index}`, 'first_contact').length === 2));
    const list = async (parks: 'all' | string[], queue: sla.DueQueue, parkCode = '') => {
      const token = await rig.tokenOf({ ...group, parks });
      const ids: string[] = [];
      for (let cursor = '', page = 0; page === 0 || cursor; page++) {
        const found = await client.listDue({ queue, parkCode, withinMinutes: 60, page: { size: 2, cursor } }, token);
        ids.push(...found.cases.map(({ caseId }) => caseId));
        cursor = found.nextCursor;
      }
      return ids;
    };
    clock.set(time('482m'));
    expect(await list('all', sla.DueQueue.OVERDUE)).toEqual(['due-0', 'due-1']);
    expect(await list('all', sla.DueQueue.SOON)).toEqual(['due-2', 'due-3', 'due-4']);
    expect(await list(['P2', 'P1'], sla.DueQueue.SOON)).toEqual(['due-2', 'due-4']);
    expect(await list(['P2', 'P1'], sla.DueQueue.SOON, 'P3')).toEqual([]);
    expect(await list('all', sla.DueQueue.SOON, 'P3')).toEqual(['due-3']);
    await expect(
      client.listDue(
        { queue: sla.DueQueue.UNSPECIFIED, parkCode: '', withinMinutes: 0, page: undefined },
        await rig.tokenOf({}),
      ),
    ).rejects.toMatchObject({ kind: 'InvalidInput', code: 'queue_invalid' });
    await expect(
      client.listDue(
        { queue: sla.DueQueue.SOON, parkCode: '', withinMinutes: 0, page: { size: 1, cursor: 'x' } },
        await rig.tokenOf({}),
      ),
    ).rejects.toMatchObject({ code: 'cursor_invalid' });
  });
});
