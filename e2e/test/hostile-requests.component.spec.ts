import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import type { z } from 'zod';
import {
  createDevToken,
  createIssuer,
  createVerifier,
  devTokenIssuer,
  loadOrCreateKeys,
  type JWK,
  type Keys,
} from '@parkline/auth';
import * as casework from '@parkline/casework';
import * as directory from '@parkline/directory';
import * as gateway from '@parkline/gateway';
import * as intake from '@parkline/intake';
import { createMemoryBus, type EventBus } from '@parkline/messaging';
import { connectStore, startStore, type Store } from '@parkline/mongo';
import { createLogger, loadConfig, type App, type Platform } from '@parkline/service-kit';
import { waitFor } from '@parkline/testing';
import { createApi, type Api } from '../src/api';
import { hostileRequests, oddTexts, runHostileRequests, type HostileContext } from '../fixtures/hostile-requests';

const logger = createLogger({ service: 'e2e', level: 'silent' });
const services = { directory, intake, casework, gateway };
type Name = keyof typeof services;

const apps: App[] = [];
const stores = new Map<Name, Store>();
let folder: string;
let stopStore: () => Promise<void>;
let bus: EventBus;
let keys: Keys;
let api: Api;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkline-hostile-'));
  const cacheDir = process.env.PARKLINE_CACHE ?? join(__dirname, '../../node_modules/.cache/parkline');
  const started = await startStore({ dataDir: folder, cacheDir, logger });
  stopStore = () => started.stop();
  bus = createMemoryBus();
  keys = await loadOrCreateKeys(join(folder, 'keys'), [...Object.keys(services), devTokenIssuer, 'foreign']);
  const env = {
    NODE_ENV: 'test',
    GRPC_LISTEN: '127.0.0.1:0',
    PORT: '0',
    DIRECTORY_SEED: 'demo',
    INTAKE_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
    GATEWAY_DEV_TOKENS: 'true',
    GATEWAY_DEV_KEY_FILE: join(folder, 'keys', `${devTokenIssuer}.jwk.json`),
  };
  const ports = new Map<string, number | undefined>();
  for (const [name, service] of Object.entries(services) as [Name, (typeof services)[Name]][]) {
    const store = await connectStore({ uri: started.uri, database: `hostile_${name}_${process.pid}`, logger });
    stores.set(name, store);
    const build = service.buildApp as (config: unknown, overrides: Partial<Platform>) => Promise<App>;
    const app = await build(loadConfig(service.configSchema as z.ZodObject, env), {
      logger,
      metrics: new Registry(),
      store,
      bus,
      issuer: createIssuer({ issuer: name, privateJwk: keys.privateKeys[name] as JWK }),
      verifier: createVerifier({ trusted: keys.publicKeys }),
      addressOf: (neighbour) => `127.0.0.1:${ports.get(neighbour) ?? 1}`,
    });
    ports.set(name, app.grpcPort);
    apps.push(app);
  }
  for (const app of apps) await app.start();
  api = createApi(`http://127.0.0.1:${apps.at(-1)?.httpPort}`, keys.privateKeys[devTokenIssuer] as JWK);
});

afterAll(async () => {
  for (const app of [...apps].reverse()) await app.stop();
  await bus.close();
  for (const store of stores.values()) await store.close();
  await stopStore();
  await rm(folder, { recursive: true, force: true });
});

const body = { parkCode: 'SH01', channel: 'web', description: '三楼走廊灯不亮', identity: 'anonymous' };

async function file(complaint: object, key?: string): Promise<{ number: string; trackingCode: string }> {
  // Until the parks have come over the bus intake says 503.
  return waitFor(
    async () => {
      const answer = await api.file(complaint, key === undefined ? {} : { key });
      return answer.status === 201 ? answer.body : undefined;
    },
    { what: 'a complaint to be accepted' },
  );
}

async function hostileContext(): Promise<HostileContext> {
  const filed = await file(body);
  await file(body, 'replayed-key');
  await waitFor(
    async () => (await api.track(filed.number, filed.trackingCode)).body.timeline[0]?.type === 'CaseOpened',
  );
  await waitFor(async () => {
    const [complaints, cases] = await stored();
    return complaints === cases;
  });
  const token = async (role: string, park?: string): Promise<string> =>
    (await api.person(park === undefined ? { role } : { role, park })).token;
  const privateJwk = keys.privateKeys[devTokenIssuer] as JWK;
  const handler = await api.person({ role: 'handler', park: 'SH01' });
  return {
    baseUrl: api.url,
    tokens: {
      handler: handler.token,
      otherHandler: await token('handler', 'SH02'),
      auditor: await token('auditor'),
      hqOfficer: await token('hq-officer'),
      otherGroup: await token('handler', 'OT01'),
      expired: await createDevToken(privateJwk, handler, { now: Date.now() - 3_600_000, ttlMs: 60_000 }),
      forged: await createDevToken(keys.privateKeys.foreign as JWK, handler),
      wrongAudience: await createDevToken(privateJwk, handler, { audience: 'somebody-else' }),
      unknownPerson: await createDevToken(privateJwk, { staffId: 'nobody', role: 'hq-admin' }),
    },
    parkCode: 'SH01',
    otherGroupPark: 'OT01',
    filed,
    replayed: { key: 'replayed-key', body },
  };
}

const stored = async (): Promise<number[]> =>
  Promise.all([
    (stores.get('intake') as Store).collection('complaints').countDocuments(),
    (stores.get('casework') as Store).collection('cases').countDocuments(),
  ]);

describe('the API', () => {
  it(`refuses ${hostileRequests.length} hostile requests, each as it must, and stores nothing`, async () => {
    expect(hostileRequests.length).toBeGreaterThanOrEqual(45);
    const context = await hostileContext();
    const before = await stored();
    expect(await runHostileRequests(context)).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it.each(oddTexts.map((text) => [JSON.stringify(text), text]))(
    'stores and shows %s as it is',
    async (_shown, text) => {
      const { number, trackingCode } = await file({ ...body, description: text, place: '一号楼' });
      expect((await api.track(number, trackingCode)).body.description).toBe(text);
      const { token } = await api.person({ role: 'hq-officer' });
      const shown = await waitFor(async () => {
        const { status, body: page } = await api.request('GET', `/v1/cases/${number}`, { token });
        return status === 200 ? page : undefined;
      });
      expect(shown.description).toBe(text);
    },
  );
});
