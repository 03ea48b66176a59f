import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer, createVerifier, loadOrCreateKeys, type Principal, servicePrincipal } from '@parkline/auth';
import { unavailable } from '@parkline/errors';
import { createGrpcClient, createGrpcServer, type GrpcClient, type Handlers } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus, type OutgoingEvent } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { casework, common, directory, intake, sla, topics } from '@parkline/proto';
import { type App, createLogger, loadConfig } from '@parkline/service-kit';
import { type FakeClock, fakeClock, startTestStore, waitFor } from '@parkline/testing';
import { Registry } from 'prom-client';
import { buildApp, configSchema } from '../src';

const logger = createLogger({ service: 'casework', level: 'silent' });

type Client = GrpcClient<typeof casework.CaseServiceService>;
type Command = NonNullable<casework.ExecuteRequest['command']>;

/** The sla that casework asks: it knows one deadline for all cases, or is away. */
export interface FakeSla {
  /** Of the resolve clock of the first cycle, which runs while there is one. */
  dueAt?: Date;
  away: boolean;
  /** How often it was asked. */
  asked: number;
}

/** The intake that casework asks how complainants are called: every term has the token `blind-<term>`. */
export interface FakeIntake {
  away: boolean;
}

/** Casework over real gRPC and a real store; the bus is in memory, the tokens are everybody's. */
export interface Rig {
  app: App;
  sla: FakeSla;
  intake: FakeIntake;
  /** One more replica on the same store and bus. */
  replica(): Promise<App>;
  bus: MemoryBus;
  clock: FakeClock;
  store: Store;
  client: Client;
  /** Options to call as this person, service or complainant. */
  as(who: string): Promise<{ principalToken: string }>;
  /** Gives a command with a new id, or the one given. */
  command(
    who: string,
    caseRef: string,
    command: Command,
    more?: Partial<casework.ExecuteRequest>,
  ): Promise<casework.Case>;
  /** Publishes complaints as intake does, and waits for their cases. */
  register(count: number, complaint?: Partial<intake.ComplaintRegistered>): Promise<string[]>;
  /** What casework has published of a case, in the order of first appearances: it may publish an event again. */
  published(caseId: string): casework.CaseEvent[];
  end(): Promise<void>;
}

const demoStaff: (Partial<directory.Staff> & { id: string })[] = [
  {
    id: 'wang',
    role: 'handler',
    unitId: 'sh01-eng',
    parkCodes: ['SH01'],
    // His deputy while he is away.
    absences: [{ from: new Date('2026-06-01T00:00:00Z'), until: new Date('2026-06-08T00:00:00Z'), deputyId: 'zhao' }],
  },
  { id: 'zhao', name: '赵敏', nameEn: 'Min Zhao', role: 'handler', unitId: 'sh01-eng', parkCodes: ['SH01'] },
  { id: 'lead', role: 'team-lead', unitId: 'sh01-eng', parkCodes: ['SH01'] },
  { id: 'guard', role: 'team-lead', unitId: 'sh01-sec', parkCodes: ['SH01'] },
  { id: 'manager', role: 'park-manager', unitId: 'sh01-office', parkCodes: ['SH01'] },
  { id: 'beijing', role: 'handler', unitId: 'bj01-eng', parkCodes: ['BJ01'] },
  { id: 'region', role: 'region-manager', unitId: 'east', parkCodes: ['SH01', 'BJ01'] },
  { id: 'desk', role: 'agent', unitId: 'desk', allParks: true },
  { id: 'officer', role: 'hq-officer', unitId: 'hq', allParks: true },
];
const demoUnits = ['sh01-eng', 'sh01-sec', 'sh01-office', 'bj01-eng', 'east', 'desk', 'hq'];
const services = ['routing', 'sla', 'feedback', 'casework'];

export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-casework-'));
  const testStore = await startTestStore();
  const store = await connectStore({ uri: testStore.uri, database: `casework_${process.pid}`, logger });
  const keys = await loadOrCreateKeys(folder, ['gateway', ...services]);
  const issuers = Object.fromEntries(
    Object.entries(keys.privateKeys).map(([issuer, privateJwk]) => [issuer, createIssuer({ issuer, privateJwk })]),
  );
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const bus = createMemoryBus({ partitions: 1 });
  const clock = fakeClock('2026-03-02T01:00:00Z');
  const config = loadConfig(configSchema, { GRPC_LISTEN: '127.0.0.1:0', NODE_ENV: 'test', CASEWORK_TICK_MS: '50' });
  const issuer = issuers.casework!;
  const fakeSla: FakeSla = { away: false, asked: 0 };
  const neighbour = createGrpcServer({ service: 'sla', verifier, logger, metrics: new Registry() });
  neighbour.addService(sla.SlaServiceService, slaService(fakeSla));
  const fakeIntake: FakeIntake = { away: false };
  neighbour.addService(intake.IntakeServiceService, intakeService(fakeIntake));
  const addressOf = await neighbour.listen('127.0.0.1:0').then((port) => () => `127.0.0.1:${port}`);
  const apps: App[] = [];
  const startApp = async (): Promise<App> => {
    const platform = { logger, metrics: new Registry(), store, bus, issuer, verifier, clock, addressOf };
    const started = await buildApp(config, platform);
    apps.push(started);
    await started.start();
    return started;
  };
  const app = await startApp();
  const client = createGrpcClient(casework.CaseServiceService, {
    address: `127.0.0.1:${app.grpcPort}`,
    token: () => issuer.issue(servicePrincipal('casework')),
    logger,
    metrics: new Registry(),
    deadlineMs: 20_000,
  });
  await bus.publish(topics.directory, directoryEvents());
  let commands = 0;
  let complaints = 0;

  const as: Rig['as'] = async (who) => {
    if (services.includes(who)) return { principalToken: await issuers[who]!.issue(servicePrincipal(who)) };
    return { principalToken: await issuers.gateway!.issue(personOrComplainant(who)) };
  };

  const rig: Rig = {
    app,
    sla: fakeSla,
    intake: fakeIntake,
    replica: startApp,
    bus,
    clock,
    store,
    client,
    as,
    async command(who, caseRef, command, more = {}) {
      const commandId = `${who}:${++commands}`;
      const cycle = services.includes(who) ? 1 : 0;
      const request = casework.ExecuteRequest.create({ caseRef, commandId, cycle, command, ...more });
      const answer = await client.execute(request, await as(who));
      return answer.case!;
    },
    async register(count, complaint = {}) {
      const events = Array.from({ length: count }, () => complaintRegistered(++complaints, clock(), complaint));
      await bus.publish(topics.intake, events);
      const ids = events.map((event) => event.key);
      const reader = await as('casework');
      const opened = async () => {
        const found = await Promise.all(
          Array.from({ length: Math.ceil(count / 200) }, (_, n) =>
            client.getCases({ ids: ids.slice(n * 200, (n + 1) * 200) }, reader),
          ),
        );
        return found.flatMap(({ cases }) => cases).length === count;
      };
      await waitFor(opened, { what: `${count} cases` });
      return ids;
    },
    published(caseId) {
      const bySeq = new Map<number, casework.CaseEvent>();
      for (const event of bus.events(topics.case)) {
        if (event.key !== caseId || bySeq.has(event.seq)) continue;
        bySeq.set(event.seq, casework.CaseEvent.decode(event.payload));
      }
      return [...bySeq.values()];
    },
    async end() {
      client.close();
      for (const one of apps) await one.stop();
      await neighbour.drain(1_000);
      await bus.close();
      await store.db.dropDatabase();
      await store.close();
      await testStore.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  // The directory is there as soon as the desk may name its units.
  const [probe] = await rig.register(1, { number: 'SH01-20260301-99999', parkCode: 'SH01' });
  const dispatched = () => rig.command('desk', probe!, dispatchTo('sh01-eng', 'wang')).then(() => true);
  await waitFor(dispatched, { what: 'the copy of the directory' });
  await rig.command('complainant:' + probe!, probe!, { $case: 'withdraw', value: { reason: '' } });
  return rig;
}

function intakeService(state: FakeIntake): Handlers<typeof intake.IntakeServiceService> {
  const unused = (): Promise<never> => Promise.reject(new Error('casework does not ask this'));
  const others = Object.keys(intake.IntakeServiceService).map((method) => [method, unused]);
  return {
    ...(Object.fromEntries(others) as Handlers<typeof intake.IntakeServiceService>),
    blindSearchTerms: ({ terms }) => {
      if (state.away) throw unavailable('away', 'intake is away.');
      return Promise.resolve({ terms: terms.map((term) => ({ term, tokens: [`blind-${term}`] })) });
    },
  };
}

function slaService(state: FakeSla): Handlers<typeof sla.SlaServiceService> {
  const unused = (): Promise<never> => Promise.reject(new Error('casework does not ask this'));
  const others = Object.keys(sla.SlaServiceService).map((method) => [method, unused]);
  return {
    ...(Object.fromEntries(others) as Handlers<typeof sla.SlaServiceService>),
    getClocks: ({ caseIds }) => {
      state.asked++;
      if (state.away) throw unavailable('away', 'sla is away.');
      const resolve = { name: sla.ClockName.RESOLVE, cycle: 1, status: sla.ClockStatus.RUNNING, dueAt: state.dueAt };
      const clocks = state.dueAt ? [sla.Clock.create(resolve)] : [];
      return Promise.resolve({ cases: caseIds.map((caseId) => ({ caseId, clocks, nextDueAt: state.dueAt })) });
    },
  };
}

/** Monday to Friday 9:00–12:00 and 13:00–18:00 in Shanghai, and a holiday on 6 April. */
const officeCalendar = directory.Calendar.create({
  id: 'office',
  groupId: 'g1',
  version: 1,
  name: '办公时间',
  timeZone: 'Asia/Shanghai',
  week: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:00' },
    { weekday, from: '13:00', to: '18:00' },
  ]),
  standardWeekday: 1,
  days: [{ date: '2026-04-06', kind: 'holiday', name: '清明节', windows: [] }],
  coveredFrom: '2026-01-01',
  coveredUntil: '2026-12-31',
});

/** Somebody named `complainant:<case id>` or a person of the demo staff. */
function personOrComplainant(who: string): Omit<Principal, 'issuer'> {
  const groupId = 'g1';
  const [kind, id] = who.split(':');
  if (kind === 'complainant') return { kind, subject: id ?? '', role: kind, groupId, parks: [] };
  if (who === 'public') return { kind: 'public', subject: who, role: who, groupId, parks: [] };
  if (who === 'stranger') return { kind: 'person', subject: who, role: 'hq-officer', groupId: 'g2', parks: 'all' };
  const { role = '', unitId, allParks, parkCodes = [] } = demoStaff.find((one) => one.id === who) ?? { id: who };
  return { kind: 'person', subject: who, role, unitId, groupId, parks: allParks ? 'all' : parkCodes };
}

export function dispatchTo(unitId: string, handlerId = '', more: Partial<casework.Dispatch> = {}): Command {
  const value = casework.Dispatch.create({
    unitId,
    handlerId,
    category: 'facility.lift',
    severity: common.Severity.SIGNIFICANT,
    urgency: common.Urgency.NORMAL,
    priority: common.Priority.P2,
    reasons: ['keyword: lift'],
    ...more,
  });
  return { $case: 'dispatch', value };
}

export function complaintRegistered(
  n: number,
  receivedAt: Date,
  complaint: Partial<intake.ComplaintRegistered> = {},
): OutgoingEvent {
  const complaintId = `01JNA${String(n).padStart(21, '0')}`;
  const value = intake.ComplaintRegistered.create({
    complaintId,
    number: `SH01-20260302-${String(n).padStart(5, '0')}`,
    groupId: 'g1',
    parkCode: 'SH01',
    channel: common.Channel.PHONE,
    kind: common.Kind.COMPLAINT,
    identity: common.Identity.NAMED,
    description: '3号楼电梯又坏了 😀',
    receivedAt,
    hasContact: true,
    ...complaint,
  });
  const change = { $case: 'registered' as const, value };
  return {
    id: `intake/${complaintId}/1`,
    type: 'ComplaintRegistered',
    source: 'intake',
    subject: complaintId,
    key: complaintId,
    seq: 1,
    time: receivedAt,
    payload: intake.IntakeEvent.encode({ seq: 1, occurredAt: receivedAt, change }).finish(),
  };
}

function directoryEvents(): OutgoingEvent[] {
  const groupId = 'g1';
  const entities: [string, NonNullable<directory.DirectoryEvent['entity']>][] = [
    ['group/g1', { $case: 'group', value: directory.Group.create({ id: groupId, dispatchDeskUnitId: 'desk' }) }],
    ...['SH01', 'BJ01'].map((code): [string, NonNullable<directory.DirectoryEvent['entity']>] => [
      `park/${code}`,
      { $case: 'park', value: directory.Park.create({ code, groupId, calendarId: 'office' }) },
    ]),
    ['calendar/office', { $case: 'calendar', value: officeCalendar }],
    ...demoUnits.map((id): [string, NonNullable<directory.DirectoryEvent['entity']>] => {
      const parkCode = /^(sh|bj)01/.test(id) ? id.slice(0, 4).toUpperCase() : '';
      return [`unit/${id}`, { $case: 'unit', value: directory.Unit.create({ id, groupId, parkCode }) }];
    }),
    ...demoStaff.map((one): [string, NonNullable<directory.DirectoryEvent['entity']>] => [
      `staff/${one.id}`,
      { $case: 'staff', value: directory.Staff.create({ groupId, active: true, ...one }) },
    ]),
  ];
  return entities.map(([key, entity]) => ({
    id: `directory/${key}/1`,
    type: 'DirectoryChanged',
    source: 'directory',
    subject: key,
    key,
    seq: 1,
    time: new Date('2026-03-01T00:00:00Z'),
    payload: directory.DirectoryEvent.encode({ seq: 1, entity }).finish(),
  }));
}
