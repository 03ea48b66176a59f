import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, type Principal } from '@parkline/auth';
import { createGrpcClient, createGrpcServer, type GrpcClient } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { casework, common, directory, enumOf, feedback, sla, topics } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { startTestStore } from '@parkline/testing';
import { buildApp, configSchema } from '../src';
import type { CaseSnapshot } from '../src/domain/case-snapshot';

const logger = createLogger({ service: 'sla', level: 'silent' });

/** sla over a real store and real gRPC, the bus in memory, and a casework that only notes what it is asked. */
export interface Rig {
  bus: MemoryBus;
  store: Store;
  /** What casework was asked, and what it answers: a function that throws refuses. */
  asked: casework.ExecuteRequest[];
  answer: { with: (request: casework.ExecuteRequest) => void };
  /** One more replica, on the same store and bus. */
  startApp(env: Record<string, string>, clock?: () => Date): Promise<App>;
  clientOf(app: App): GrpcClient<typeof sla.SlaServiceService>;
  tokenOf(caller: Partial<Principal>): Promise<{ principalToken: string }>;
  /** Publishes an event of casework that carries this case. */
  tell(snapshot: CaseSnapshot, type?: string): Promise<void>;
  tellAsked(snapshot: CaseSnapshot, callRequired: boolean): Promise<void>;
  /** Publishes a park, a calendar or a unit, as the directory would. */
  tellPark(park: Partial<directory.Park>): Promise<void>;
  tellCalendar(calendar: directory.Calendar): Promise<void>;
  tellUnit(unit: Partial<directory.Unit>): Promise<void>;
  /** What sla has published. */
  told(): sla.SlaEvent[];
  stop(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-sla-'));
  const running = await startTestStore();
  const store = await connectStore({ uri: running.uri, database: `sla_${process.pid}_${Date.now()}`, logger });
  const keys = await loadOrCreateKeys(folder, ['gateway', 'sla', 'casework']);
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const issuerOf = (issuer: string) => createIssuer({ issuer, privateJwk: keys.privateKeys[issuer] ?? {} });
  const gateway = issuerOf('gateway');
  const bus = createMemoryBus();
  const asked: casework.ExecuteRequest[] = [];
  const answer: Rig['answer'] = { with: () => undefined };
  const neighbour = createGrpcServer({ service: 'casework', verifier, logger, metrics: new Registry() });
  const unused = (): Promise<never> => Promise.reject(new Error('sla does not ask this'));
  neighbour.addService(casework.CaseServiceService, {
    execute(request, { principal }) {
      if (principal.subject !== 'sla') throw new Error('not sla');
      asked.push(request);
      answer.with(request);
      return Promise.resolve({ case: undefined });
    },
    ...{ getCase: unused, listCases: unused, getCases: unused, searchCases: unused },
  });
  const neighbourPort = await neighbour.listen('127.0.0.1:0');
  const apps: App[] = [];
  const clients: { close(): void }[] = [];
  const seqs = new Map<string, number>();
  const publish = async (
    source: string,
    topic: string,
    key: string,
    encode: (seq: number) => Uint8Array,
    type: string,
  ) => {
    const seq = (seqs.get(source + key) ?? 0) + 1;
    seqs.set(source + key, seq);
    const id = `${source}/${key}/${seq}`;
    await bus.publish(topic, [{ id, type, source, subject: key, key, seq, time: new Date(), payload: encode(seq) }]);
  };

  return {
    ...{ bus, store, asked, answer },
    async startApp(env, clock = () => new Date()) {
      const config = loadConfig(configSchema, {
        GRPC_LISTEN: '127.0.0.1:0',
        NODE_ENV: 'test',
        DRAIN_SECONDS: '2',
        ...env,
      });
      const app = await buildApp(config, {
        ...{ logger, metrics: new Registry(), store, bus, issuer: issuerOf('sla'), verifier, clock },
        addressOf: () => `127.0.0.1:${neighbourPort}`,
      });
      apps.push(app);
      await app.start();
      return app;
    },
    clientOf(app) {
      const client = createGrpcClient(sla.SlaServiceService, {
        ...{ address: `127.0.0.1:${app.grpcPort}`, logger, metrics: new Registry(), deadlineMs: 20_000 },
        token: () => gateway.issue({ kind: 'public', subject: 'public', role: 'public', groupId: '', parks: [] }),
      });
      clients.push(client);
      return client;
    },
    async tokenOf(caller) {
      const whole = {
        ...{ kind: 'person', subject: 'staff-1', role: 'park-manager', groupId: 'g1', parks: 'all' },
        ...caller,
      };
      return { principalToken: await gateway.issue(whole as Principal) };
    },
    tell: (snapshot, type = 'NoteAdded') =>
      publish('casework', topics.case, snapshot.caseId, (seq) => caseEventOf(snapshot, seq), type),
    tellAsked: (snapshot, callRequired) =>
      publish(
        'feedback',
        topics.feedback,
        snapshot.caseId,
        (seq) => askedEventOf(snapshot, callRequired, seq),
        'RevisitOpened',
      ),
    tellPark: (park) =>
      publish(
        'directory',
        topics.directory,
        `park/${park.code}`,
        (seq) => directoryEventOf(seq, parkOf(park)),
        'ParkChanged',
      ),
    tellCalendar: (value) =>
      publish(
        'directory',
        topics.directory,
        `calendar/${value.id}`,
        (seq) => directoryEventOf(seq, { $case: 'calendar', value }),
        'CalendarChanged',
      ),
    tellUnit: (unit) =>
      publish(
        'directory',
        topics.directory,
        `unit/${unit.id}`,
        (seq) => directoryEventOf(seq, { $case: 'unit', value: directory.Unit.create({ groupId: 'g1', ...unit }) }),
        'UnitChanged',
      ),
    told: () => bus.events(topics.sla).map(({ payload }) => sla.SlaEvent.decode(payload)),
    async stop() {
      for (const client of clients) client.close();
      for (const app of apps) await app.stop();
      await neighbour.drain(1_000);
      await bus.close();
      await store.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function caseEventOf(snapshot: CaseSnapshot, seq: number): Uint8Array {
  const { caseId: id, state, kind, outcome, priority, complainantType, linkedAdded, occurredAt, ...same } = snapshot;
  const seen = casework.Case.create({
    ...same,
    id,
    version: seq,
    state: enumOf(common.CaseState, state),
    kind: enumOf(common.Kind, kind),
    outcome: enumOf(common.Outcome, outcome),
    priority: enumOf(common.Priority, priority),
    complainantType: enumOf(common.ComplainantType, complainantType),
    pauses: same.pauses.map((pause) => ({ ...pause })),
    suspensions: same.suspensions.map((time) => ({ ...time })),
  });
  const added = linkedAdded && { ...linkedAdded, priority: enumOf(common.Priority, linkedAdded.priority) };
  const change = added && { $case: 'linkedCaseAdded' as const, value: casework.LinkedCaseAdded.create(added) };
  return casework.CaseEvent.encode(casework.CaseEvent.create({ seq, occurredAt, case: seen, change })).finish();
}

function askedEventOf(snapshot: CaseSnapshot, callRequired: boolean, seq: number): Uint8Array {
  const { caseId, number, groupId, parkCode, cycle, occurredAt } = snapshot;
  return feedback.FeedbackEvent.encode({
    ...{ seq, occurredAt, caseId, number, groupId, parkCode, cycle },
    change: { $case: 'revisitOpened', value: { callRequired, lapsesAt: undefined } },
  }).finish();
}

function parkOf(park: Partial<directory.Park>): directory.DirectoryEvent['entity'] {
  return { $case: 'park', value: directory.Park.create({ groupId: 'g1', timeZone: 'Asia/Shanghai', ...park }) };
}

function directoryEventOf(seq: number, entity: directory.DirectoryEvent['entity']): Uint8Array {
  return directory.DirectoryEvent.encode({ seq, entity }).finish();
}
