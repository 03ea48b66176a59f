import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, servicePrincipal, type Principal } from '@parkline/auth';
import { createGrpcClient, type GrpcClient } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, startStore, type Store } from '@parkline/mongo';
import { directory, intake, topics } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { fakeClock, type FakeClock } from '@parkline/testing';
import { buildApp, configSchema } from '../src';

const logger = createLogger({ service: 'intake', level: 'silent' });

/** A real store of its own, an event bus in memory, and tokens of everybody. */
export interface Rig {
  store: Store;
  bus: MemoryBus;
  clock: FakeClock;
  client: GrpcClient<typeof intake.IntakeServiceService>;
  /** One more process of intake on the same store. */
  startApp(): Promise<{ app: App; client: GrpcClient<typeof intake.IntakeServiceService> }>;
  asPublic(): Promise<{ principalToken: string }>;
  asStaff(person?: Partial<Principal>): Promise<{ principalToken: string }>;
  asService(name: string): Promise<{ principalToken: string }>;
  end(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-intake-'));
  const cacheDir = process.env.PARKLINE_CACHE ?? join(__dirname, '../../../node_modules/.cache/parkline');
  const started = await startStore({ dataDir: folder, cacheDir, logger });
  const store = await connectStore({ uri: started.uri, database: `intake_${process.pid}`, logger });
  const keys = await loadOrCreateKeys(join(folder, 'keys'), ['gateway', 'intake', 'notification', 'casework']);
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const issuerOf = (issuer: string) => createIssuer({ issuer, privateJwk: keys.privateKeys[issuer] ?? {} });
  const gateway = issuerOf('gateway');
  const bus = createMemoryBus();
  const clock = fakeClock('2026-11-22T15:30:00Z'); // 23:30 in Shanghai
  const config = loadConfig(configSchema, {
    GRPC_LISTEN: '127.0.0.1:0',
    NODE_ENV: 'test',
    INTAKE_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    INTAKE_NUMBER_BLOCK: '20',
  });
  const apps: App[] = [];
  const clients: { close(): void }[] = [];
  const startApp: Rig['startApp'] = async () => {
    const issuer = issuerOf('intake');
    const app = await buildApp(config, { logger, metrics: new Registry(), store, bus, issuer, verifier, clock });
    await app.start();
    const client = createGrpcClient(intake.IntakeServiceService, {
      address: `127.0.0.1:${app.grpcPort}`,
      token: () => issuer.issue(servicePrincipal('intake')),
      logger,
      metrics: new Registry(),
      deadlineMs: 20_000,
    });
    apps.push(app);
    clients.push(client);
    return { app, client };
  };
  const { client } = await startApp();
  return {
    store,
    bus,
    clock,
    client,
    startApp,
    async asPublic() {
      const principal = { kind: 'public', subject: 'public', role: 'public', groupId: '', parks: [] } as const;
      return { principalToken: await gateway.issue(principal) };
    },
    async asStaff(person = {}) {
      const principal = {
        kind: 'person',
        subject: 's-1',
        role: 'agent',
        groupId: 'g1',
        parks: 'all',
        ...person,
      } as const;
      return { principalToken: await gateway.issue(principal) };
    },
    asService: async (name) => ({ principalToken: await issuerOf(name).issue(servicePrincipal(name)) }),
    async end() {
      for (const one of clients) one.close();
      for (const app of apps) await app.stop();
      await bus.close();
      await store.close();
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Publishes a park as directory does. */
export async function publishPark(
  bus: MemoryBus,
  park: Partial<directory.Park> & { code: string },
  seq = 1,
): Promise<void> {
  const value = directory.Park.create({ groupId: 'g1', timeZone: 'Asia/Shanghai', name: park.code, ...park });
  const payload = directory.DirectoryEvent.encode({ seq, entity: { $case: 'park', value } }).finish();
  const key = `park/${park.code}`;
  const time = new Date('2026-11-01T00:00:00Z');
  await bus.publish(topics.directory, [
    { id: `directory/${key}/${seq}`, type: 'ParkChanged', source: 'directory', subject: key, key, seq, time, payload },
  ]);
}
