import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, servicePrincipal, type Principal } from '@parkline/auth';
import { createGrpcClient, createGrpcServer, type GrpcClient, type Handlers } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { casework, common, directory, enumOf, routing, topics } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { fakeClock, fakeHandlers, startTestStore } from '@parkline/testing';
import { buildApp, configSchema } from '../src';
import { demoSeed } from './demo-roster';

const logger = createLogger({ service: 'routing', level: 'silent' });
const at = new Date('2026-11-20T02:00:00Z');

/** Routing over a real store and real gRPC, the bus in memory, and a casework that only notes what it is asked. */
export interface Rig {
  app: App;
  bus: MemoryBus;
  store: Store;
  client: GrpcClient<typeof routing.RoutingServiceService>;
  /** What casework was asked, and what it answers: a function that throws refuses. */
  asked: casework.ExecuteRequest[];
  answer: { with: (request: casework.ExecuteRequest) => void };
  tokenOf(person: Partial<Principal>): Promise<{ principalToken: string }>;
  /** Publishes the demo directory, or just those entities that are picked. */
  publishDirectory(pick?: (key: string) => boolean): Promise<void>;
  publishCase(
    event: Partial<casework.CaseEvent>,
    of: Partial<casework.Case> & { id: string },
    seq: number,
  ): Promise<void>;
  open(id: string, description: string, more?: Partial<casework.Case>): Promise<void>;
  stop(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-routing-'));
  const running = await startTestStore();
  const store = await connectStore({ uri: running.uri, database: `routing_${process.pid}_${Date.now()}`, logger });
  const keys = await loadOrCreateKeys(folder, ['gateway', 'routing', 'casework']);
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const issuerOf = (issuer: string) => createIssuer({ issuer, privateJwk: keys.privateKeys[issuer] ?? {} });
  const bus = createMemoryBus();

  const asked: casework.ExecuteRequest[] = [];
  const answer: Rig['answer'] = { with: () => undefined };
  const neighbour = createGrpcServer({ service: 'casework', verifier, logger, metrics: new Registry() });
  const fakeCasework = fakeHandlers<Handlers<typeof casework.CaseServiceService>>(casework.CaseServiceService, {
    execute(request, { principal }) {
      if (principal.subject !== 'routing') throw new Error('not routing');
      asked.push(request);
      answer.with(request);
      return Promise.resolve({ case: undefined });
    },
  });
  neighbour.addService(casework.CaseServiceService, fakeCasework);
  const neighbourPort = await neighbour.listen('127.0.0.1:0');

  const issuer = issuerOf('routing');
  const app = await buildApp(loadConfig(configSchema, { GRPC_LISTEN: '127.0.0.1:0', NODE_ENV: 'test' }), {
    ...{ logger, metrics: new Registry(), store, bus, issuer, verifier, clock: fakeClock(at) },
    addressOf: () => `127.0.0.1:${neighbourPort}`,
  });
  await app.start();
  const client = createGrpcClient(routing.RoutingServiceService, {
    address: `127.0.0.1:${app.grpcPort}`,
    token: () => issuer.issue(servicePrincipal('routing')),
    logger,
    metrics: new Registry(),
    deadlineMs: 20_000,
  });

  const publishCase: Rig['publishCase'] = async (event, of, seq) => {
    const seen = casework.Case.create({
      ...{
        groupId: 'demo',
        parkCode: 'SH01',
        number: `SH01-20261120-${of.id}`,
        cycle: 1,
        receivedAt: at,
        version: seq,
      },
      ...{ state: common.CaseState.REGISTERED, kind: common.Kind.COMPLAINT },
      ...of,
    });
    const payload = casework.CaseEvent.encode(
      casework.CaseEvent.create({ seq, occurredAt: at, case: seen, ...event }),
    ).finish();
    const id = `casework/${of.id}/${seq}`;
    await bus.publish(topics.case, [
      {
        id,
        type: event.change?.$case ?? 'NoteAdded',
        source: 'casework',
        subject: of.id,
        key: of.id,
        seq,
        time: at,
        payload,
      },
    ]);
  };

  return {
    ...{ app, bus, store, client, asked, answer, publishCase },
    async tokenOf(person) {
      const whole = {
        kind: 'person',
        subject: 's',
        role: 'park-manager',
        groupId: 'demo',
        parks: 'all',
        ...person,
      } as const;
      return { principalToken: await issuerOf('gateway').issue(whole) };
    },
    publishDirectory: (pick = () => true) => publishDirectory(bus, pick),
    open: (id, description, more = {}) =>
      publishCase({ change: { $case: 'opened', value: { description, categoryHint: '' } } }, { id, ...more }, 1),
    async stop() {
      client.close();
      await app.stop();
      await neighbour.drain(1_000);
      await bus.close();
      await store.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function publishDirectory(bus: MemoryBus, pick: (key: string) => boolean): Promise<void> {
  const seed = demoSeed();
  const entities: [string, NonNullable<directory.DirectoryEvent['entity']>][] = [
    ...seed.parks.map((park): (typeof entities)[number] => [
      `park/${park.code}`,
      { $case: 'park', value: directory.Park.create({ ...park, type: directory.ParkType.BUSINESS }) },
    ]),
    ...seed.units.map((unit): (typeof entities)[number] => [
      `unit/${unit.id}`,
      {
        $case: 'unit',
        value: directory.Unit.create({
          ...unit,
          contractSkills: [...unit.contractSkills],
          function: enumOf(directory.UnitFunction, unit.function),
        }),
      },
    ]),
    ...seed.staff.map((person): (typeof entities)[number] => [
      `staff/${person.id}`,
      { $case: 'staff', value: directory.Staff.create({ ...person, skills: [...person.skills], absences: [] }) },
    ]),
  ];
  const events = entities
    .filter(([key]) => pick(key))
    .map(([key, entity]) => ({
      ...{ id: `directory/${key}/1`, type: 'Changed', source: 'directory', subject: key, key, seq: 1, time: at },
      payload: directory.DirectoryEvent.encode({ seq: 1, entity }).finish(),
    }));
  await bus.publish(topics.directory, events);
}
