import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import { freePort } from './free-port';
import { kafkaJars } from './kafka-jars';

const run = promisify(execFile);

/** A small broker: it shares the machine with everything under test. */
const jvmOptions = ['-Xmx256m', '-Xms96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const upWithinMs = 60_000;

export interface KafkaBroker {
  /** As kafkajs takes them. */
  brokers: string[];
  /** Ends the broker and removes its data. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL and keeps the data. */
  kill9(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  restart(): Promise<void>;
  /** Whether this process has started it: only then kill9 and restart work. */
  own: boolean;
}

export interface StartKafkaOptions {
  /** Where the jars are kept; `.cache` in the repository by default. */
  cacheDir?: string;
  logger?: Logger;
}

/**
 * Real Kafka, one node, on free ports. Where PARKLINE_TEST_KAFKA=host:port names a broker that runs already, that is
 * used: tests that kill the broker take `startOwnKafka`.
 */
export async function startKafka(options: StartKafkaOptions = {}): Promise<KafkaBroker> {
  const running = process.env['PARKLINE_TEST_KAFKA'];
  if (!running) return startOwnKafka(options);
  const refuse = () => Promise.reject(new Error('The broker of PARKLINE_TEST_KAFKA is not ours to kill.'));
  return { brokers: running.split(','), stop: () => Promise.resolve(), kill9: refuse, restart: refuse, own: false };
}

/** A broker of one's own, for tests that kill it. */
export async function startOwnKafka({ cacheDir, logger }: StartKafkaOptions = {}): Promise<KafkaBroker> {
  const root = repositoryRoot();
  const jars = await kafkaJars(cacheDir ?? join(root, '.cache'), join(root, 'deploy/kafka/pom.xml'));
  const dir = await mkdtemp(join(tmpdir(), 'parkline-kafka-'));
  const port = await freePort();
  const controllerPort = await freePort();
  const properties = join(dir, 'server.properties');
  await writeFile(properties, serverProperties(port, controllerPort, join(dir, 'data')));
  const classpath = join(jars, '*');
  await format(classpath, properties);

  let child = await startBroker(classpath, properties, port, dir, logger);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  };
  // Whatever happens to the tests, the broker does not outlive them.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);

  return {
    brokers: [`127.0.0.1:${port}`],
    own: true,
    kill9: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      child = await startBroker(classpath, properties, port, dir, logger);
    },
    async stop() {
      // Its data is thrown away, so there is nothing to shut down in order.
      await end('SIGKILL');
      process.removeListener('exit', endWithUs);
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function format(classpath: string, properties: string): Promise<void> {
  // With a leading letter: the tool takes a leading hyphen for an option.
  const clusterId = `K${randomBytes(16).toString('base64url').slice(1)}`;
  try {
    await run('java', [
      '-cp',
      classpath,
      ...jvmOptions,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      clusterId,
      '-c',
      properties,
    ]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Error(
        'Java is missing: install a JRE of version 17 or later (`java` on the PATH) for the Kafka tests.',
      );
    }
    throw error;
  }
}

/** Resolves when our own child listens: a foreign listener on the port would not end with the child. */
async function startBroker(
  classpath: string,
  properties: string,
  port: number,
  dir: string,
  logger?: Logger,
): Promise<ChildProcess> {
  const logFile = join(dir, 'broker.log');
  const logging = [`-Dorg.slf4j.simpleLogger.logFile=${logFile}`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  const child = spawn('java', ['-cp', classpath, ...jvmOptions, ...logging, 'kafka.Kafka', properties], {
    stdio: 'ignore',
  });
  let failed: Error | undefined;
  child.once('error', (error) => (failed = error));
  const end = Date.now() + upWithinMs;
  while (!(await listens(port))) {
    if (failed) throw failed;
    if (child.exitCode !== null || Date.now() > end) {
      child.kill('SIGKILL');
      const log = await readFile(logFile, 'utf8').catch(() => '');
      throw new Error(`Kafka did not start on port ${port}.\n${log.slice(-2_000)}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  if (child.exitCode !== null) throw new Error(`Another process listens on port ${port}, and Kafka could not start.`);
  logger?.info({ port, pid: child.pid }, 'Kafka is up');
  return child;
}

/**
 * Short timeouts, so that a broker killed with SIGKILL is back in 5–6 s; not so short that one on a machine that is
 * short of processor time takes itself for dead.
 */
const serverProperties = (port: number, controllerPort: number, dataDir: string): string =>
  `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs=${dataDir.replaceAll('\\', '/')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
log.cleaner.dedupe.buffer.size=2097152
num.network.threads=2
num.io.threads=2
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=300
controller.quorum.election.timeout.ms=500
controller.quorum.fetch.timeout.ms=1000
log.retention.check.interval.ms=300000
`;

const listens = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (value: boolean) => () => {
      socket.destroy();
      done(value);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });

/** Works from the sources and from the built package. */
function repositoryRoot(): string {
  for (let dir = resolve(__dirname); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, 'turbo.json'))) return dir;
  }
  return process.cwd();
}
