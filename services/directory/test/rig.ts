import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, servicePrincipal, type Principal } from '@parkline/auth';
import { createGrpcClient, type GrpcClient } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { startTestStore } from '@parkline/testing';
import { buildApp, configSchema } from '../src';

const logger = createLogger({ service: 'directory', level: 'silent' });

/** Directory with the demo group, on a store of its own for a test file. */
export interface Rig {
  store: Store;
  bus: MemoryBus;
  /** A folder that goes with the rig. */
  folder: string;
  client: GrpcClient<typeof directory.DirectoryServiceService>;
  /** Another replica on the same store, not started. @param seed `demo` or a file */
  build(seed: string): Promise<App>;
  /** Calls as a person: a handler of all parks of the demo group, but for what is said. */
  as(person: Partial<Principal>): Promise<{ principalToken: string }>;
  end(): Promise<void>;
}

export async function startRig({ clock = () => new Date() }: { clock?: () => Date } = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-directory-'));
  const running = await startTestStore();
  const database = `directory_${process.pid}_${Date.now()}`;
  const store = await connectStore({ uri: running.uri, database, logger });
  const bus = createMemoryBus();
  const keys = await loadOrCreateKeys(folder, ['gateway', 'directory']);
  const issuerOf = (issuer: string) => createIssuer({ issuer, privateJwk: keys.privateKeys[issuer] ?? {} });
  const issuer = issuerOf('directory');
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const build = (seed: string): Promise<App> => {
    const config = loadConfig(configSchema, { GRPC_LISTEN: '127.0.0.1:0', NODE_ENV: 'test', DIRECTORY_SEED: seed });
    return buildApp(config, { logger, metrics: new Registry(), store, bus, issuer, verifier, clock });
  };
  const app = await build('demo');
  await app.start();
  const client = createGrpcClient(directory.DirectoryServiceService, {
    address: `127.0.0.1:${app.grpcPort}`,
    token: () => issuer.issue(servicePrincipal('directory')),
    logger,
    metrics: new Registry(),
  });
  return {
    store,
    bus,
    folder,
    client,
    build,
    async as(person) {
      const demo = { kind: 'person', subject: 's', role: 'handler', groupId: 'demo', parks: 'all' } as const;
      return { principalToken: await issuerOf('gateway').issue({ ...demo, ...person }) };
    },
    async end() {
      client.close();
      await app.stop();
      await bus.close();
      await store.db.dropDatabase();
      await store.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
