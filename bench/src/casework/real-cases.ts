import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoPeople } from '@parkline/directory';
import type { OperableBus } from '@parkline/messaging';
import { casework, common, enumOf, intake, topics } from '@parkline/proto';
import { waitFor } from '@parkline/testing';
import type { Connection } from 'mongoose';
import { firstEvent } from '../bus';
import type { Stored } from '../bulk';
import type { Callers, Command } from './callers';

/** What becomes of a case, and of how many in a thousand: most of a store are closed. */
const fates = {
  closed: 800,
  registered: 10,
  dispatched: 40,
  'unit only': 10,
  flagged: 20,
  'in progress': 50,
  waiting: 20,
  suspended: 15,
  returned: 10,
  supervised: 15,
  linked: 10,
} as const;
type Fate = keyof typeof fates;

/** Cases that casework itself has written, to be cloned. */
export interface RealCases {
  /** The nth template, by the shares of the fates and over all parks. */
  templateOf(n: number): Stored;
  /** One in progress at SH01. */
  working: Stored;
}

interface Fixture {
  text: string;
  kind: string;
  channel: string;
  place?: string;
}

/** The parks with an engineering team to be dispatched to; SH01 first. */
function parksOf(): string[] {
  const engineers = demoPeople().filter(({ staffId, groupId }) => groupId === 'demo' && /-eng-1$/.test(staffId));
  return engineers
    .flatMap(({ parks }) => (parks === 'all' ? [] : parks.slice(0, 1)))
    .sort((a) => (a === 'SH01' ? -1 : 1));
}

/** Registers complaints in every park and works each until it is what it is to be. */
export async function makeRealCases(parts: {
  bus: OperableBus;
  database: Connection;
  callers: Callers;
}): Promise<RealCases> {
  const { bus, database, callers } = parts;
  const parks = parksOf();
  process.stdout.write('making real cases\n');
  const staff = demoPeople().map(({ staffId }) => `staff/${staffId}`);
  const known = (): Promise<number> =>
    database.collection('directory').countDocuments({ _id: { $in: staff as never[] } });
  await waitFor(async () => (await known()) === staff.length, { timeoutMs: 60_000, what: 'the copy of the directory' });
  const plans = parks.flatMap((park) => (Object.keys(fates) as Fate[]).map((fate) => ({ park, fate })));
  const complaints = plans.map(({ park }, index) => complaintOf(index + 1, park));
  await bus.publish(
    topics.intake,
    complaints.map(({ complaintId, payload }) => firstEvent('intake', 'ComplaintRegistered', complaintId, payload)),
  );
  const cases = database.collection('cases');
  const opened = async (): Promise<boolean> => (await cases.countDocuments({})) >= plans.length;
  await waitFor(opened, { timeoutMs: 60_000, what: `${plans.length} cases` });
  const masters = new Map(
    plans.flatMap(({ park, fate }, index) => (fate === 'in progress' ? [[park, complaints[index]?.number ?? '']] : [])),
  );
  const stored = new Map<Fate, Stored[]>();
  for (const [index, { park, fate }] of plans.entries()) {
    const { complaintId = '' } = complaints[index] ?? {};
    await workUntil(callers, { id: complaintId, park, fate, master: masters.get(park) ?? '' });
  }
  for (const [index, { fate }] of plans.entries()) {
    const published = { _id: complaints[index]?.complaintId as never, pending: { $size: 0 } };
    const found = await waitFor(async () => (await cases.findOne(published)) ?? false, { timeoutMs: 30_000 });
    stored.set(fate, [...(stored.get(fate) ?? []), found as unknown as Stored]);
  }
  const order = inTurn();
  const [working] = stored.get('in progress') ?? [];
  if (!working) throw new Error('No case is in progress.');
  return {
    working,
    templateOf(n) {
      const fate = order[n % order.length] ?? 'closed';
      const ofFate = stored.get(fate) ?? [];
      // Another park each time the same fate comes.
      return ofFate[Math.floor((n * 7) / order.length + n) % ofFate.length] ?? working;
    },
  };
}

/** A thousand fates in their shares, mixed always the same way. */
function inTurn(): Fate[] {
  const all = (Object.entries(fates) as [Fate, number][]).flatMap(([fate, share]) => Array<Fate>(share).fill(fate));
  // 617 shares no divisor with 1,000: every place is taken once.
  return all.map((_, index) => all[(index * 617) % all.length] ?? 'closed');
}

function complaintOf(n: number, parkCode: string): { complaintId: string; number: string; payload: Uint8Array } {
  const fixture = fixtures()[(n * 3) % fixtures().length];
  const complaintId = `01BENCHREAL${String(n).padStart(15, '0')}`;
  const number = `${parkCode}-20260101-${String(n).padStart(5, '0')}`;
  const value = intake.ComplaintRegistered.create({
    ...{ complaintId, number, parkCode, groupId: 'demo', hasContact: true, receivedAt: new Date() },
    description: fixture?.text,
    place: fixture?.place ?? 'A座3号客梯',
    channel: enumOf(common.Channel, fixture?.channel),
    kind: common.Kind.COMPLAINT,
    identity: common.Identity.NAMED,
  });
  const event = intake.IntakeEvent.create({ seq: 1, occurredAt: new Date(), change: { $case: 'registered', value } });
  return { complaintId, number, payload: intake.IntakeEvent.encode(event).finish() };
}

let read: Fixture[] | undefined;

function fixtures(): Fixture[] {
  const file = join(resolve(__dirname, '..', '..', '..'), 'e2e', 'fixtures', 'complaints.json');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Fixture[];
  return read;
}

interface Plan {
  id: string;
  park: string;
  fate: Fate;
  /** Number of the case that one may be linked to. */
  master: string;
}

/** The commands that bring a case where it is to be, each by whom it is asked of. */
async function workUntil({ command }: Pick<Callers, 'command'>, { id, park, fate, master }: Plan): Promise<void> {
  const prefix = park.toLowerCase();
  const handler = `${prefix}-eng-1`;
  const ask = (who: string, asked: Command): Promise<unknown> => command(who, id, asked);
  if (fate === 'registered') return;
  if (fate === 'linked') {
    await ask('dispatch-1', { $case: 'link', value: casework.Link.create({ master, as: 'incident' }) });
    return;
  }
  const value = casework.Dispatch.create({
    ...{ unitId: `${prefix}-engineering`, handlerId: fate === 'unit only' ? '' : handler, flag: fate === 'flagged' },
    ...{ category: 'facility.air_conditioning', reasons: ['bench'] },
    ...{ severity: common.Severity.GENERAL, urgency: common.Urgency.NORMAL, priority: common.Priority.P3 },
  });
  await ask('routing', { $case: 'dispatch', value });
  if (fate === 'dispatched' || fate === 'unit only' || fate === 'flagged') return;
  if (fate === 'returned') {
    const proposedUnitId = `${prefix}-operations`;
    const back = casework.RequestReturn.create({ reason: 'wrong_unit', proposedUnitId, note: '不属于工程部' });
    await ask(handler, { $case: 'requestReturn', value: back });
    return;
  }
  await ask(handler, { $case: 'sign', value: {} });
  await ask(handler, { $case: 'start', value: {} });
  const last = lastStep(fate, prefix);
  for (const [who, asked] of last) await ask(who, asked);
}

function lastStep(fate: Fate, prefix: string): [who: string, command: Command][] {
  const handler = `${prefix}-eng-1`;
  const reviewAt = new Date(Date.now() + 30 * 86_400_000);
  switch (fate) {
    case 'waiting':
      return [[handler, { $case: 'waitForComplainant', value: { question: '请问具体在几楼？' } }]];
    case 'suspended':
      return [[`${prefix}-manager`, { $case: 'suspend', value: { reason: 'season', reviewAt, note: '待雨季结束' } }]];
    case 'supervised':
      return [['hq-officer-1', { $case: 'supervise', value: { reason: 'hq_flag', note: '请加快处理' } }]];
    case 'closed':
      return [
        [
          handler,
          { $case: 'resolve', value: { rootCause: common.RootCause.FACILITY_MAINTENANCE, answer: '已修复，谢谢。' } },
        ],
        ['feedback', { $case: 'close', value: { outcome: common.Outcome.RESOLVED, note: '' } }],
      ];
    default:
      return [];
  }
}
