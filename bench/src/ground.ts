import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startCluster, temporaryFolder, type Cluster, type ClusterOptions } from '@parkline/e2e';
import { startKafka, startTestStore, waitFor } from '@parkline/testing';
import { complaintBodies } from './complaints';
import type { Options } from './options';
import { createPool } from './pool';
import { backends, children, kill, type Watched } from './processes';

/** Everything running that a measurement needs, as separate processes on this machine. */
export interface Ground {
  cluster: Cluster;
  /** Where the keys of the services are. */
  folder: string;
  storeUri: string;
  brokers: string[];
  /** Port of the gateway. */
  port: number;
  /** All processes that do work, the one that makes the load included. */
  watched: Watched[];
  stop(): Promise<void>;
}

/** No allowance of an address may be what is measured. */
const unlimited = { GATEWAY_FILINGS_PER_MINUTE: '10000000', GATEWAY_READS_PER_MINUTE: '10000000' };
const demo = { DIRECTORY_SEED: 'demo' };

export async function startGround(
  options: Options,
  cluster: Pick<ClusterOptions, 'replicas' | 'envOf'> = {},
): Promise<Ground> {
  const folder = await temporaryFolder('bench');
  const say = (what: string): void => void process.stdout.write(`${what}\n`);
  // However the measurement ends, nothing of it stays.
  process.once('exit', () => children().forEach(kill));
  say('starting the store and Kafka');
  const store = await startTestStore();
  const kafka = await startKafka();
  say('starting the services');
  const running = await startCluster({
    folder: folder.path,
    brokers: kafka.brokers.join(','),
    mongodbUri: store.uri,
    databasePrefix: `bench_${process.pid}`,
    env: { ...demo, ...unlimited, ...profiling(options) },
    ...cluster,
  });
  const services = running.replicas.map(({ service, pid }) => ({ name: service, pid: pid ?? 0 }));
  return {
    cluster: running,
    folder: folder.path,
    storeUri: store.uri,
    brokers: kafka.brokers,
    port: Number(new URL(running.url).port),
    watched: [...services, ...backends(), { name: 'load (this)', pid: process.pid }],
    async stop() {
      await running.stop();
      await kafka.stop();
      await store.stop();
      await folder.remove();
    },
  };
}

/** Waits until complaints of every park are accepted: the services' copies of the directory have come in. */
export async function parksKnown({ port }: Pick<Ground, 'port'>): Promise<void> {
  const pool = createPool(port);
  const nextBody = complaintBodies();
  for (let count = 0; count < 50; count += 1) {
    const body = nextBody();
    await waitFor(async () => {
      const answer = await pool.request('POST', '/v1/complaints', { body });
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
      return true;
    });
  }
  pool.close();
}

/** Every service writes a CPU profile when it ends. */
function profiling({ profile }: Options): Record<string, string> {
  if (profile === '') return {};
  const folder = resolve(profile);
  mkdirSync(folder, { recursive: true });
  return {
    NODE_OPTIONS: `--require=${join(__dirname, '..', 'profile.cjs')}`,
    BENCH_PROFILE: folder,
    BENCH_PROFILE_AFTER_MS: '15000',
  };
}
