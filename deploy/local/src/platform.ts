import { existsSync, renameSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, devTokenIssuer, loadOrCreateKeys, type JWK, type Keys } from '@parkline/auth';
import { invalidInput, unavailable } from '@parkline/errors';
import { createEmbeddedBus, readTopics, type EventBus } from '@parkline/messaging';
import { connectStore, startStore, type StartedStore, type Store } from '@parkline/mongo';
import { createLogger, loadConfig, type App, type Logger, type Platform } from '@parkline/service-kit';
import { buildServices, type ServiceName } from './services';
import type { LocalConfig } from './config';
import { isLocked } from './lock';
import { loadDemoCases } from './demo/load-demo-cases';
import type { Progress } from './progress';
import { loadOrCreateSecret } from './secrets';

export interface LocalPlatform {
  url: string;
  apps: readonly App[];
  /** Stops everything that was started, in the order that loses nothing. */
  stop(): Promise<void>;
}

const root = resolve(__dirname, '..', '..', '..');
const largestLogBytes = 20 << 20;
const drainSeconds = 2;

export interface StartOptions {
  progress: Progress;
  /** How far the clock of all services is from the machine's; who keeps this object may move it. */
  time?: { offsetMs: number };
}

/** Composes all services in this process, over the embedded event log and document store. */
export async function startPlatform(
  config: LocalConfig,
  { progress, time = { offsetMs: 0 } }: StartOptions,
): Promise<LocalPlatform> {
  await checkPort(config.PORT);
  const data = resolve(root, config.PARKLINE_DATA);
  const lockPath = join(data, 'parkline.lock');
  await openFolder(data);
  if (await isLocked(data)) {
    throw unavailable('in_use', `another Parkline runs on ${data}; stop it, or set PARKLINE_DATA to another folder.`);
  }
  const logger = fileLogger(join(data, 'parkline.log'), config.LOG_LEVEL);
  const keys = await loadOrCreateKeys(join(data, 'keys'), [...issuers, devTokenIssuer]);
  const intakeSecret = await loadOrCreateSecret(join(data, 'keys'), 'intake');

  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    progress('starting the document store');
    const store: StartedStore = await startStore({
      dataDir: join(data, 'store'),
      cacheDir: resolve(root, config.PARKLINE_CACHE),
      logger,
      progress,
      cacheMegabytes: 128,
      env: { ...process.env, MONGODB_URI: config.MONGODB_URI },
    });
    closers.push(() => store.stop());
    const log = await connectStore({ uri: store.uri, database: 'parkline_log', logger });
    closers.push(() => log.close());
    const bus = await createEmbeddedBus({
      store: log,
      lockPath,
      logger,
      metrics: new Registry(),
      topics: readTopics(join(root, 'deploy', 'kafka', 'topics.yaml')),
      partitions: 1,
    });
    closers.push(() => bus.close());

    progress('starting the services');
    const { apps, addressOf } = await composeServices({ config, keys, intakeSecret, log, bus, logger, time, data });
    closers.push(async () => {
      // The gateway first, so that nobody is answered by half a platform.
      for (const app of [...apps].reverse()) await app.stop();
    });
    for (const app of apps) await app.start();

    if (config.PARKLINE_DEMO === 'true') {
      await loadDemoCases({ issuer: gatewayIssuer(keys), addressOf, logger, progress, time });
    }
    const port = apps.find(({ name }) => name === 'gateway')?.httpPort ?? config.PORT;
    return { url: `http://localhost:${port}`, apps, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const issuers = [
  'directory',
  'intake',
  'casework',
  'routing',
  'sla',
  'notification',
  'feedback',
  'reporting',
  'gateway',
];

interface Composition {
  config: LocalConfig;
  keys: Keys;
  intakeSecret: string;
  log: Store;
  bus: EventBus;
  logger: Logger;
  time: { offsetMs: number };
  data: string;
}

async function composeServices(parts: Composition): Promise<{ apps: App[]; addressOf: (service: string) => string }> {
  const { config, keys, intakeSecret, log, bus, logger, time, data } = parts;
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const ports = new Map<string, number>();
  const addressOf = (service: string): string => {
    const port = ports.get(service);
    if (port === undefined) throw unavailable('not_started', `${service} has not started yet.`);
    return `127.0.0.1:${port}`;
  };
  const env = {
    GRPC_LISTEN: '127.0.0.1:0',
    GRPC_REFLECTION: 'false',
    LOG_LEVEL: config.LOG_LEVEL,
    DRAIN_SECONDS: String(drainSeconds),
    DIRECTORY_SEED: 'demo',
    INTAKE_SECRET: intakeSecret,
    SMTP_URL: config.SMTP_URL,
    PORT: String(config.PORT),
    PORTAL_URL: `http://localhost:${config.PORT}`,
    PORTAL_DIR: join(root, 'services', 'portal', 'dist'),
    GATEWAY_DEV_TOKENS: 'true',
    GATEWAY_DEV_KEY_FILE: join(data, 'keys', `${devTokenIssuer}.jwk.json`),
    GATEWAY_OUTBOX: config.SMTP_URL ? 'false' : 'true',
    // What the person who starts it has set goes first.
    ...process.env,
  };
  const apps: App[] = [];
  for (const [name, { schema, build }] of Object.entries(buildServices) as [
    ServiceName,
    (typeof buildServices)[ServiceName],
  ][]) {
    const issuer = createIssuer({ issuer: name, privateJwk: keys.privateKeys[name] as JWK });
    const metrics = new Registry();
    metrics.setDefaultLabels({ service: name });
    const service = logger.child({ service: name });
    const overrides: Partial<Platform> = {
      logger: service,
      metrics,
      clock: () => new Date(Date.now() + time.offsetMs),
      store: await connectStore({ uri: '', database: `parkline_${name}`, logger: service, client: log.client }),
      bus,
      issuer,
      verifier,
      addressOf,
    };
    const app = await build(loadConfig(schema, env) as never, overrides);
    if (app.grpcPort !== undefined) ports.set(name, app.grpcPort);
    apps.push(app);
  }
  return { apps, addressOf };
}

function gatewayIssuer(keys: Keys): ReturnType<typeof createIssuer> {
  return createIssuer({ issuer: 'gateway', privateJwk: keys.privateKeys['gateway'] as JWK });
}

function fileLogger(file: string, level: string): Logger {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return createLogger({
    service: 'parkline',
    level,
    destination: pino.destination({ dest: file, append: true, sync: false }),
  });
}

async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw invalidInput(
      'config_invalid',
      `PARKLINE_DATA names ${folder}, which cannot be used: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/** Says at once that the port is taken, before anything else is started. */
async function checkPort(port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.message})`;
      reject(
        unavailable('port_taken', `port ${port} ${why}; set PORT to a free one, for example PORT=8081 npm start.`, {
          cause: error,
        }),
      );
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
}
