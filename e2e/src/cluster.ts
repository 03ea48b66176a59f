import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { devTokenIssuer, loadOrCreateKeys, type JWK } from '@parkline/auth';
import { freePort, waitFor } from '@parkline/testing';

export const serviceNames = [
  'directory',
  'intake',
  'casework',
  'routing',
  'sla',
  'notification',
  'feedback',
  'reporting',
  'gateway',
] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface ClusterOptions {
  /** Keys and logs go here. */
  folder: string;
  brokers: string;
  mongodbUri: string;
  /** Databases are `<prefix>_<service>`, so that several clusters can share one store. */
  databasePrefix: string;
  /** Processes of a service, one unless told; 0 leaves it out. */
  replicas?: Partial<Record<ServiceName, number>>;
  env?: Record<string, string>;
  envOf?: Partial<Record<ServiceName, Record<string, string>>>;
  /** The program of a service; the built one unless told. */
  programOf?: (service: ServiceName) => string;
}

/** One running (or killed) process of a service. */
export interface Replica {
  service: ServiceName;
  index: number;
  grpcPort: number;
  adminPort: number;
  readonly pid: number | undefined;
  readonly alive: boolean;
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM, and wait until it has drained. Returns the exit code. */
  stop(): Promise<number | null>;
  ready(): Promise<void>;
}

export interface Cluster {
  url: string;
  replicas: readonly Replica[];
  of(service: ServiceName): Replica[];
  /** The private key of development tokens. */
  developmentKey: JWK;
  databaseOf(service: ServiceName): string;
  stop(): Promise<void>;
}

const root = resolve(__dirname, '..', '..');

const builtProgramOf = (service: ServiceName): string => join(root, 'services', service, 'dist', 'main.js');

/**
 * Starts every service as processes of their own over real Kafka and the store, from the built code.
 * @throws Error if one of them ends or is not ready in time: none of the others is left running then
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const keysFolder = join(options.folder, 'keys');
  const keys = await loadOrCreateKeys(keysFolder, [...serviceNames, devTokenIssuer]);
  const trusted = join(options.folder, 'trusted.json');
  const { [devTokenIssuer]: _development, ...services } = keys.publicKeys;
  await writeFile(trusted, JSON.stringify(services));
  await mkdir(join(options.folder, 'logs'), { recursive: true });

  const planned = await Promise.all(
    serviceNames.flatMap((service) =>
      Array.from({ length: options.replicas?.[service] ?? 1 }, async (_, index) => ({
        service,
        index,
        grpcPort: await freePort(),
        adminPort: await freePort(),
      })),
    ),
  );
  const httpPort = await freePort();
  const addresses = Object.fromEntries(
    serviceNames.map((service) => {
      const ports = planned
        .filter((replica) => replica.service === service)
        .map(({ grpcPort }) => `127.0.0.1:${grpcPort}`);
      return [`${service.toUpperCase()}_ADDRESS`, `ipv4:${ports.join(',') || '127.0.0.1:1'}`];
    }),
  );
  const programOf = options.programOf ?? builtProgramOf;
  const replicas = planned.map(({ service, index, grpcPort, adminPort }) =>
    replicaOf({
      service,
      program: programOf(service),
      index,
      grpcPort,
      adminPort,
      log: join(options.folder, 'logs', `${service}-${index}.log`),
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'test',
        LOG_LEVEL: 'warn',
        MONGODB_URI: options.mongodbUri,
        MONGODB_DATABASE: `${options.databasePrefix}_${service}`,
        KAFKA_BROKERS: options.brokers,
        GRPC_LISTEN: `127.0.0.1:${grpcPort}`,
        GRPC_REFLECTION: 'false',
        ADMIN_PORT: String(adminPort),
        PORT: String(httpPort),
        PRINCIPAL_KEY_FILE: join(keysFolder, `${service}.jwk.json`),
        TRUSTED_KEYS_FILE: trusted,
        GATEWAY_DEV_TOKENS: 'true',
        GATEWAY_DEV_KEY_FILE: join(keysFolder, `${devTokenIssuer}.jwk.json`),
        INTAKE_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
        ...addresses,
        ...options.env,
        ...options.envOf?.[service],
      },
    }),
  );
  try {
    await startAll(replicas);
  } catch (error) {
    // Nobody else knows of them: what was left running would hold ports and memory until the machine is restarted.
    await Promise.all(replicas.map((replica) => replica.kill()));
    throw error;
  }

  return {
    url: `http://127.0.0.1:${httpPort}`,
    replicas,
    of: (service) => replicas.filter((replica) => replica.service === service),
    developmentKey: keys.privateKeys[devTokenIssuer] as JWK,
    databaseOf: (service) => `${options.databasePrefix}_${service}`,
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()));
    },
  };
}

/** Starts them and waits until all are ready, or until the first one has failed. */
async function startAll(replicas: readonly Replica[]): Promise<void> {
  // The directory first: it seeds what the others copy. Three at a time, for two cores.
  for (let at = 0; at < replicas.length; at += 3) {
    // All settled: one that is still beginning while another has failed could not be stopped yet.
    const begun = await Promise.allSettled(replicas.slice(at, at + 3).map((replica) => replica.start()));
    const failed = begun.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }
  await Promise.all(replicas.map((replica) => replica.ready()));
}

interface ReplicaPlan {
  service: ServiceName;
  program: string;
  index: number;
  grpcPort: number;
  adminPort: number;
  log: string;
  env: Record<string, string>;
}

function replicaOf(plan: ReplicaPlan): Replica {
  let child: ChildProcess | undefined;
  const { service, index, grpcPort, adminPort } = plan;
  const ended = (): Promise<number | null> =>
    new Promise((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) resolve(child?.exitCode ?? null);
      else child.once('exit', (code) => resolve(code));
    });
  const alive = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    service,
    index,
    grpcPort,
    adminPort,
    get pid() {
      return child?.pid;
    },
    get alive() {
      return alive();
    },
    async start() {
      const log = createWriteStream(plan.log, { flags: 'a' });
      const started = spawn(process.execPath, ['--max-old-space-size=512', plan.program], {
        env: plan.env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.stdout.pipe(log);
      started.stderr.pipe(log);
      // One that never began would never end either.
      await new Promise<void>((resolve, reject) => {
        started.once('spawn', resolve);
        started.once('error', reject);
      });
      child = started;
    },
    async kill() {
      const gone = ended();
      child?.kill('SIGKILL');
      await gone;
    },
    async stop() {
      const gone = ended();
      // One that a test holds still would never hear of it.
      child?.kill('SIGCONT');
      child?.kill('SIGTERM');
      return gone;
    },
    async ready() {
      // What has ended will not become ready: that is an answer, not a reason to go on waiting.
      const isReady = await waitFor(async () => !alive() || (await fetch(`http://127.0.0.1:${adminPort}/readyz`)).ok, {
        timeoutMs: 120_000,
        everyMs: 100,
        what: `${service}-${index} to be ready (see ${plan.log})`,
      }).then(alive);
      if (!isReady) throw new Error(`${service}-${index} has ended; see ${plan.log}`);
    },
  };
}
