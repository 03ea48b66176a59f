import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, type Principal } from '@parkline/auth';
import { notFound, unavailable } from '@parkline/errors';
import { createGrpcClient, createGrpcServer, type GrpcClient, type Handlers } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { casework, common, directory, intake, notification, sla, topics } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { fakeHandlers, startTestStore } from '@parkline/testing';
import { buildApp, configSchema } from '../src';

const logger = createLogger({ service: 'notification', level: 'silent' });
type Client = GrpcClient<typeof notification.NotificationServiceService>;

/** What the fake intake knows of complainants, by complaint id. */
export interface FakeIntake {
  contacts: Map<string, { email?: string; locale?: string }>;
  calls: number;
  /** While set, nobody answers. */
  away: boolean;
}

export interface Rig {
  store: Store;
  bus: MemoryBus;
  intake: FakeIntake;
  policy: FakePolicy;
  startApp(env?: Record<string, string>, bus?: MemoryBus): Promise<{ app: App; client: Client }>;
  tokenOf(person: Partial<Principal>): Promise<string>;
  end(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-notification-'));
  const started = await startTestStore();
  const keys = await loadOrCreateKeys(join(folder, 'keys'), ['gateway', 'notification']);
  const database = `notification_${process.pid}_${Date.now()}`;
  const store = await connectStore({ uri: started.uri, database, logger });
  const bus = createMemoryBus({ partitions: 2 });
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const issuer = createIssuer({ issuer: 'notification', privateJwk: keys.privateKeys.notification! });
  const gateway = createIssuer({ issuer: 'gateway', privateJwk: keys.privateKeys.gateway! });
  const fake: FakeIntake = { contacts: new Map(), calls: 0, away: false };
  const intakeServer = createGrpcServer({ service: 'intake', verifier, logger, metrics: new Registry() });
  intakeServer.addService(intake.IntakeServiceService, fakeIntake(fake));
  const policy: FakePolicy = {};
  intakeServer.addService(sla.SlaServiceService, fakeSla(policy));
  const intakePort = await intakeServer.listen('127.0.0.1:0');
  const closers: (() => Promise<void> | void)[] = [];
  return {
    store,
    bus,
    intake: fake,
    policy,
    async startApp(env = {}, own = bus) {
      const fast = { NOTIFICATION_TICK_MS: '20', NOTIFICATION_RETRY_MS: '50', NOTIFICATION_RETRY_MAX_MS: '200' };
      const config = loadConfig(configSchema, { GRPC_LISTEN: '127.0.0.1:0', NODE_ENV: 'test', ...fast, ...env });
      const app = await buildApp(config, {
        logger,
        metrics: new Registry(),
        store,
        bus: own,
        issuer,
        verifier,
        addressOf: () => `127.0.0.1:${intakePort}`,
      });
      await app.start();
      const client = createGrpcClient(notification.NotificationServiceService, {
        address: `127.0.0.1:${app.grpcPort}`,
        token: () => gateway.issue(person({})),
        logger,
        metrics: new Registry(),
      });
      closers.push(() => client.close());
      return { app, client };
    },
    tokenOf: (one) => gateway.issue(person(one)),
    async end() {
      for (const close of closers) await close();
      await intakeServer.drain(1_000);
      await bus.close();
      await store.db.dropDatabase();
      await store.close();
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function person(one: Partial<Principal>): Omit<Principal, 'issuer'> {
  return { kind: 'person', subject: 'hq1', role: 'hq-officer', groupId: 'g1', parks: 'all', ...one };
}

/** sla as far as notification asks it: the quiet hours in force. */
export interface FakePolicy {
  quietHours?: { from: string; to: string };
}

function fakeSla(policy: FakePolicy): Handlers<typeof sla.SlaServiceService> {
  return fakeHandlers<Handlers<typeof sla.SlaServiceService>>(sla.SlaServiceService, {
    listPolicies: () => Promise.resolve({ policies: [sla.Policy.create(policy)] }),
  });
}

function fakeIntake(fake: FakeIntake): Handlers<typeof intake.IntakeServiceService> {
  return fakeHandlers<Handlers<typeof intake.IntakeServiceService>>(intake.IntakeServiceService, {
    async getContact({ complaintId }) {
      fake.calls += 1;
      if (fake.away) throw unavailable('away', 'The fake is away.');
      const known = fake.contacts.get(complaintId);
      if (!known) throw notFound('complaint_unknown', 'There is no such complaint.');
      const contact = intake.Contact.create({ email: known.email ?? '' });
      return { contact, number: '', trackingCode: 'ABCDE12345', locale: known.locale ?? 'zh' };
    },
  });
}

const time = new Date('2026-03-02T01:00:00Z');

function publish(
  bus: MemoryBus,
  topic: string,
  source: string,
  key: string,
  seq: number,
  payload: Uint8Array,
): Promise<void> {
  return bus.publish(topic, [
    { id: `${source}/${key}/${seq}`, type: 'Event', source, subject: key, key, seq, time, payload },
  ]);
}

export async function registered(bus: MemoryBus, id: string, hasEmail = true): Promise<void> {
  const value = intake.ComplaintRegistered.create({
    complaintId: id,
    number: numberOf(id),
    groupId: 'g1',
    parkCode: 'SH01',
    hasEmail,
  });
  const event = intake.IntakeEvent.create({ seq: 1, change: { $case: 'registered', value } });
  await publish(bus, topics.intake, 'intake', id, 1, intake.IntakeEvent.encode(event).finish());
}

export async function caseHappened(
  bus: MemoryBus,
  id: string,
  seq: number,
  change: casework.CaseEvent['change'],
  about: Partial<casework.Case> = {},
): Promise<void> {
  const whole = {
    id,
    number: numberOf(id),
    groupId: 'g1',
    parkCode: 'SH01',
    unitId: 'u1',
    handlerId: 'h1',
    hasContact: true,
  };
  const event = casework.CaseEvent.create({ seq, case: casework.Case.create({ ...whole, ...about }), change });
  await publish(bus, topics.case, 'casework', id, seq, casework.CaseEvent.encode(event).finish());
}

export async function clockWarned(
  bus: MemoryBus,
  id: string,
  seq: number,
  priority: common.Priority = common.Priority.P3,
): Promise<void> {
  const clock = sla.Clock.create({ name: sla.ClockName.SIGN, cycle: 1, dueAt: new Date('2026-03-02T10:00:00Z') });
  const event = sla.SlaEvent.create({
    seq,
    caseId: id,
    number: numberOf(id),
    groupId: 'g1',
    parkCode: 'SH01',
    unitId: 'u1',
    handlerId: 'h1',
    priority,
    clock,
    change: { $case: 'warned', value: { step: 75 } },
  });
  await publish(bus, topics.sla, 'sla', id, seq, sla.SlaEvent.encode(event).finish());
}

export async function directoryTold(bus: MemoryBus): Promise<void> {
  const park = directory.Park.create({
    code: 'SH01',
    groupId: 'g1',
    name: '上海一号园',
    nameEn: 'Shanghai One',
    timeZone: 'Asia/Shanghai',
  });
  const staff = directory.Staff.create({
    id: 'h1',
    groupId: 'g1',
    role: 'handler',
    unitId: 'u1',
    email: 'h1@example.org',
    locale: 'en',
    active: true,
  });
  const of = (entity: directory.DirectoryEvent['entity']): Uint8Array =>
    directory.DirectoryEvent.encode(directory.DirectoryEvent.create({ seq: 1, entity })).finish();
  await publish(bus, topics.directory, 'directory', 'park/SH01', 1, of({ $case: 'park', value: park }));
  await publish(bus, topics.directory, 'directory', 'staff/h1', 1, of({ $case: 'staff', value: staff }));
}

export function numberOf(id: string): string {
  return `SH01-20260302-${id}`;
}
