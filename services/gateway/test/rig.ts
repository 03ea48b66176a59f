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
  servicePrincipal,
  type JWK,
} from '@parkline/auth';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { buildApp, configSchema } from '../src';
import { createFakes, fakeServer, type Fakes } from './fakes';

const logger = createLogger({ service: 'gateway', level: 'silent' });

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever the API answers
  body: any;
}

export interface Rig {
  url: string;
  app: App;
  bus: MemoryBus;
  fakes: Fakes;
  devKey: JWK;
  /** A key that the gateway does not trust. */
  foreignKey: JWK;
  tokenOf(staffId: string, options?: { ttlMs?: number; audience?: string; key?: JWK; now?: number }): Promise<string>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  end(): Promise<void>;
}

export interface CallOptions {
  /** Staff id to sign in as. */
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The real gateway before fake neighbours, over real gRPC and HTTP. */
export async function startRig(env: Record<string, string> = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-gateway-'));
  const { privateKeys, publicKeys } = await loadOrCreateKeys(folder, ['gateway', devTokenIssuer, 'foreign']);
  const devKey = privateKeys[devTokenIssuer] as JWK;
  const foreignKey = privateKeys.foreign as JWK;
  const verifier = createVerifier({ trusted: publicKeys });
  const issuer = createIssuer({ issuer: 'gateway', privateJwk: privateKeys.gateway as JWK });
  const fakes = createFakes();
  const server = fakeServer(fakes, { verifier, logger });
  const port = await server.listen('127.0.0.1:0');
  const bus = createMemoryBus({ partitions: 1 });
  const config = loadConfig(configSchema, {
    NODE_ENV: 'test',
    PORT: '0',
    PORTAL_DIR: join(__dirname, 'fixtures/portal'),
    GATEWAY_DEV_TOKENS: 'true',
    GATEWAY_DEV_KEY_FILE: join(folder, `${devTokenIssuer}.jwk.json`),
    GATEWAY_OUTBOX: 'true',
    ...env,
  });
  const app = await buildApp(config, {
    logger,
    metrics: new Registry(),
    bus,
    issuer,
    verifier,
    addressOf: () => `127.0.0.1:${port}`,
    serviceToken: () => issuer.issue(servicePrincipal('gateway')),
  }).catch(async (error: unknown) => {
    await server.drain(100);
    await bus.close();
    throw error;
  });
  await app.start();
  const url = `http://127.0.0.1:${app.httpPort}`;
  const tokenOf: Rig['tokenOf'] = (staffId, { key = devKey, ...options } = {}) =>
    createDevToken(key, { staffId, role: 'handler' }, options);
  return {
    url,
    app,
    bus,
    fakes,
    devKey,
    foreignKey,
    tokenOf,
    async call(method, path, { as, body, headers = {} } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(as === undefined ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = (response.headers.get('content-type') ?? '').includes('json');
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
    async end() {
      await app.stop();
      await server.drain(1_000);
      await bus.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Strict: an answer must not say more than its schema does. */
export function expectShape(schema: z.ZodObject, body: unknown): void {
  expect(schema.strict().safeParse(body).error?.issues).toBeUndefined();
}

/** A gateway for all tests of the file that calls this, before each of which its neighbours are as they were at first. */
export function rigWithFreshFakes(): Rig {
  const rig = {} as Rig;
  beforeAll(async () => {
    Object.assign(rig, await startRig());
  });
  afterAll(() => rig.end());
  beforeEach(() => Object.assign(rig.fakes, createFakes()));
  return rig;
}
