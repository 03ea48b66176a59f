import type { KafkaBroker, TestStore } from '@parkline/testing';
import { waitFor } from '@parkline/testing';
import { createApi } from '../api';
import { serviceNames, startCluster, type Cluster, type Replica, type ServiceName } from '../cluster';
import type { LabelledComplaint } from '../journey';
import { startMailbox } from '../mailbox';
import { findFaults } from './checker';
import { startTraffic, type Traffic } from './traffic';
import { readBacklogs, type Backlog, type BacklogReader } from './unhandled';

export interface ProgrammeOptions {
  folder: string;
  kafka: KafkaBroker;
  store: TestStore;
  complaints: readonly LabelledComplaint[];
  /** How many complaints are filed in all. */
  total: number;
  /** A script to preload into every service, which breaks a guarantee on purpose. */
  sabotage?: string;
  /** Only these are killed; all services and the broker unless told. */
  victims?: readonly Victim[];
}

export type Victim = ServiceName | 'broker';

export interface Kill {
  victim: Victim;
  unhandled: Backlog;
  total: Backlog;
  filedBefore: number;
}

export interface Report {
  kills: Kill[];
  faults: string[];
  accepted: number;
  notes: number;
  /** Filings that failed while only services were down that intake does not need. */
  refusedMeanwhile: string[];
  filedAfterLastKill: number;
}

/** Whose absence a person who files must not notice. */
const notNeeded: readonly ServiceName[] = ['routing', 'sla', 'notification', 'feedback', 'reporting', 'casework'];
const burstSize = 6;
const frozenMs = 400;

/** Files complaints while every service in turn and the broker are killed, waits until all work is done, and looks for faults. */
export async function runProgramme(options: ProgrammeOptions): Promise<Report> {
  const { kafka, store, total } = options;
  const mailbox = await startMailbox();
  const cluster = await startCluster({
    folder: options.folder,
    brokers: kafka.brokers.join(','),
    mongodbUri: store.uri,
    databasePrefix: `faults_${process.pid}_${Date.now() % 1_000_000}`,
    env: { DIRECTORY_SEED: 'demo', ...(options.sabotage ? { NODE_OPTIONS: `--require ${options.sabotage}` } : {}) },
    envOf: { notification: { SMTP_URL: mailbox.url } },
  });
  const backlogs = await readBacklogs(cluster, kafka.brokers, store.uri);
  try {
    const api = createApi(cluster.url, cluster.developmentKey);
    const traffic = await startTraffic(api, options.complaints);
    const perKill = Math.max(burstSize, Math.floor(total / 16));
    const kills: Kill[] = [];
    const refusedMeanwhile: string[] = [];

    // Before the first kill everything has been through once.
    traffic.burst(perKill);
    await quiet(backlogs, traffic);
    for (const victim of options.victims ?? [...serviceNames, 'broker' as const]) {
      const failedBefore = traffic.retried.length;
      kills.push(await killInTheMiddle(victim, { cluster, kafka, backlogs, traffic, perKill }));
      await traffic.note((traffic.accepted[kills.length % traffic.accepted.length] as { number: string }).number);
      if ((notNeeded as readonly string[]).includes(victim))
        refusedMeanwhile.push(...filingFailures(traffic, failedBefore));
    }
    if (!options.victims) refusedMeanwhile.push(...(await allAtOnce(cluster, traffic, perKill)));

    const filedAtLastKill = traffic.filed;
    await traffic.finish(total);
    await quiet(backlogs, traffic);
    const { accepted, noted } = traffic;
    const evidence = { api, cluster, backlogs, brokers: kafka.brokers, mailbox, accepted, noted };
    const faults = await settledFaults(() => findFaults(evidence));
    return {
      kills,
      faults,
      accepted: accepted.length,
      notes: noted.length,
      refusedMeanwhile,
      filedAfterLastKill: traffic.filed - filedAtLastKill,
    };
  } finally {
    await backlogs.close();
    await cluster.stop();
    await mailbox.close();
  }
}

interface Scene {
  cluster: Cluster;
  kafka: KafkaBroker;
  backlogs: BacklogReader;
  traffic: Traffic;
  perKill: number;
}

/**
 * Holds the victim still while complaints come in, so that work piles up before it, lets it go on for a moment and
 * kills it in the middle of that work.
 */
async function killInTheMiddle(victim: Victim, scene: Scene): Promise<Kill> {
  const { cluster, kafka, backlogs, traffic, perKill } = scene;
  const filedBefore = traffic.filed;
  if (victim === 'broker') {
    traffic.burst(perKill);
    const before = await untilBacklog(() => backlogs.total());
    await kafka.kill9();
    await pause(1_000);
    await kafka.restart();
    return { victim, unhandled: before, total: before, filedBefore };
  }
  const replica = cluster.of(victim)[0] as Replica;
  process.kill(replica.pid as number, 'SIGSTOP');
  traffic.burst(perKill);
  await pause(frozenMs);
  const unhandled = await backlogs.of(victim);
  const total = await backlogs.total();
  process.kill(replica.pid as number, 'SIGCONT');
  await pause(Math.random() * 60);
  await replica.kill();
  traffic.burst(Math.ceil(perKill / 3));
  await pause(300);
  await replica.start();
  await replica.ready();
  return { victim, unhandled, total, filedBefore };
}

/** All services that intake does not need are down together. */
async function allAtOnce(cluster: Cluster, traffic: Traffic, perKill: number): Promise<string[]> {
  const failedBefore = traffic.retried.length;
  const replicas = notNeeded.flatMap((service) => cluster.of(service));
  await Promise.all(replicas.map((replica) => replica.kill()));
  const before = traffic.accepted.length;
  traffic.burst(perKill);
  await waitFor(() => traffic.accepted.length >= before + perKill, {
    timeoutMs: 20_000,
    what: 'filings while six services are down',
  });
  const failures = filingFailures(traffic, failedBefore);
  await Promise.all(replicas.map((replica) => replica.start()));
  await Promise.all(replicas.map((replica) => replica.ready()));
  return failures;
}

/** Failures of filings since then; a note on a case does need casework. */
function filingFailures(traffic: Traffic, since: number): string[] {
  return traffic.retried.slice(since).filter((failure) => failure.startsWith('filing'));
}

async function untilBacklog(read: () => Promise<Backlog>): Promise<Backlog> {
  return waitFor(
    async () => {
      const backlog = await read();
      return backlog.lag + backlog.pending > 0 && backlog;
    },
    { timeoutMs: 10_000, everyMs: 5, what: 'some work to be under way' },
  );
}

/** Waits until everything accepted has been handled by everybody, twice in a row. */
async function quiet(backlogs: BacklogReader, traffic: Traffic): Promise<void> {
  await traffic.finish(traffic.filed);
  let still = 0;
  await waitFor(
    async () => {
      const { lag, pending } = await backlogs.total();
      still = lag + pending === 0 ? still + 1 : 0;
      if (still < 3) throw new Error(`${lag} events and ${pending} aggregates to go`);
      return true;
    },
    { timeoutMs: 180_000, everyMs: 300, what: 'all work to be done' },
  );
}

/** Mails are sent by a timer after their events were handled: what is only late goes away by itself. */
async function settledFaults(find: () => Promise<string[]>): Promise<string[]> {
  const end = Date.now() + 60_000;
  for (;;) {
    const faults = await find();
    if (faults.length === 0 || Date.now() > end) return faults;
    await pause(2_000);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The report as lines for a person. */
export function describeReport({ kills, accepted, notes, faults }: Report): string {
  const lines = kills.map(
    ({ victim, unhandled, total }) =>
      `kill -9 ${victim.padEnd(12)} unhandled: ${unhandled.lag} events, ${unhandled.pending} outboxes of its own; ${total.lag} events, ${total.pending} outboxes in all`,
  );
  return [
    ...lines,
    `${accepted} complaints and ${notes} notes accepted, ${faults.length} faults`,
    ...faults.slice(0, 20),
  ].join('\n');
}
