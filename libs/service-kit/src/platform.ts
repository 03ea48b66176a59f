import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import {
  createIssuer,
  createVerifier,
  servicePrincipal,
  type JWK,
  type PrincipalIssuer,
  type PrincipalVerifier,
} from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import {
  createGrpcClient,
  createGrpcServer,
  type GrpcClient,
  type GrpcServer,
  type ServiceDefinition,
} from '@parkline/grpc';
import { createKafkaBus, type EventBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { descriptorSet } from '@parkline/proto';
import type { BaseConfig } from './config';
import { createLogger, type Logger } from './logger';

/** What a service stands on. All of it can be given from outside: by tests, and by the single process. */
export interface Platform {
  logger: Logger;
  metrics: Registry;
  clock: () => Date;
  /** This service's own database. */
  store: Store;
  bus: EventBus;
  issuer: PrincipalIssuer;
  verifier: PrincipalVerifier;
  /** host:port of a neighbour's gRPC server. */
  addressOf(service: string): string;
  /** The token with which this service acts on its own behalf. */
  serviceToken: () => Promise<string>;
  /** Closes what was made here, not what was given. */
  close(): Promise<void>;
}

/** The topics as the repository declares them. */
const declaredTopics = join(__dirname, '..', '..', '..', 'deploy', 'kafka', 'topics.yaml');

/** Makes the platform of a service, except for the parts that are given. */
export async function createPlatform(
  name: string,
  config: BaseConfig,
  overrides: Partial<Platform> = {},
): Promise<Platform> {
  const closers: (() => Promise<void>)[] = [];
  const logger = overrides.logger ?? createLogger({ service: name, level: config.LOG_LEVEL });
  const metrics = overrides.metrics ?? new Registry();
  if (!overrides.metrics) metrics.setDefaultLabels({ service: name });
  const keys = overrides.issuer && overrides.verifier ? undefined : await readKeys(config);
  const issuer = overrides.issuer ?? createIssuer({ issuer: name, privateJwk: keys?.own as JWK, ttlMs: 60_000 });
  const verifier = overrides.verifier ?? createVerifier({ trusted: keys?.trusted ?? {} });

  let store = overrides.store;
  if (!store) {
    store = await connectStore({
      uri: config.MONGODB_URI,
      database: config.MONGODB_DATABASE || `parkline_${name}`,
      logger,
      metrics,
    });
    closers.push(() => (store as Store).close());
  }
  let bus = overrides.bus;
  if (!bus) {
    bus = createKafkaBus({
      brokers: config.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
      clientId: name,
      topicsFile: config.KAFKA_TOPICS_FILE || declaredTopics,
      logger,
      metrics,
    });
    closers.unshift(() => (bus as EventBus).close());
  }
  return {
    logger,
    metrics,
    clock: overrides.clock ?? (() => new Date()),
    store,
    bus,
    issuer,
    verifier,
    addressOf: overrides.addressOf ?? ((service) => addressFrom(config, service)),
    serviceToken: overrides.serviceToken ?? (() => issuer.issue(servicePrincipal(name))),
    async close() {
      for (const close of closers) await close();
    },
  };
}

/** A client of a neighbour that acts with this service's own token unless a call says otherwise. */
export function createClient<D extends ServiceDefinition>(
  platform: Platform,
  definition: D,
  service: string,
): GrpcClient<D> {
  const { logger, metrics, serviceToken } = platform;
  return createGrpcClient(definition, {
    address: () => platform.addressOf(service),
    token: serviceToken,
    logger,
    metrics,
  });
}

/** The gRPC server of a service. */
export function createServer(
  platform: Platform,
  name: string,
  config: Pick<BaseConfig, 'GRPC_REFLECTION'>,
): GrpcServer {
  const { logger, metrics, verifier } = platform;
  return createGrpcServer({
    service: name,
    verifier,
    logger,
    metrics,
    ...(config.GRPC_REFLECTION ? { descriptorSet: descriptorSet() } : {}),
  });
}

function addressFrom(config: BaseConfig, service: string): string {
  const name = `${service.toUpperCase()}_ADDRESS`;
  const address = (config as Record<string, unknown>)[name];
  if (typeof address !== 'string') throw invalidInput('config_invalid', `${name} is not set.`, { field: name });
  return address;
}

async function readKeys(config: BaseConfig): Promise<{ own: JWK; trusted: Record<string, JWK> }> {
  return {
    own: (await readJson(config.PRINCIPAL_KEY_FILE, 'PRINCIPAL_KEY_FILE')) as JWK,
    trusted: (await readJson(config.TRUSTED_KEYS_FILE, 'TRUSTED_KEYS_FILE')) as Record<string, JWK>,
  };
}

async function readJson(file: string, field: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw invalidInput(
      'config_invalid',
      `${field} names ${file}, which cannot be read as JSON: ${(cause as Error).message}`,
      { field, cause },
    );
  }
}
