import type { KafkaBroker, TestStore } from '@parkline/testing';
import { waitFor } from '@parkline/testing';
import { createApi } from '../api';
import { serviceNames, startCluster, type Cluster, type ClusterOptions, type ServiceName } from '../cluster';
import type { LabelledComplaint } from '../journey';
import { startMailbox } from '../mailbox';
import { findFaults } from './checker';
import { killInTheMiddle, type Kill, type KillMoment, type Victim } from './kill';
import { startTraffic, type Traffic } from './traffic';
import { readBacklogs, untilQuiet, type BacklogReader } from './unhandled';

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
  /** Processes of each service, one unless told. What is left out is not looked at either. */
  replicas?: ClusterOptions['replicas'];
  envOf?: ClusterOptions['envOf'];
  moment?: KillMoment;
  /** How long what is merely late may take to go away; two minutes unless told. */
  settleMs?: number;
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
    replicas: options.replicas,
    envOf: {
      ...options.envOf,
      // A mail whose sender was killed is sent again when that one's claim is over.
      notification: { SMTP_URL: mailbox.url, NOTIFICATION_CLAIM_MS: '15000' },
      // All who file do so from one address.
      gateway: { GATEWAY_FILINGS_PER_MINUTE: '100000', GATEWAY_READS_PER_MINUTE: '100000' },
    },
  });
  const backlogs = await readBacklogs(cluster, kafka.brokers, store.uri);
  try {
    const api = createApi(cluster.url, cluster.developmentKey);
    const traffic = await startTraffic(api, options.complaints);
    const perKill = Math.max(burstSize, Math.floor(total / 18));
    const kills: Kill[] = [];
    const refusedMeanwhile: string[] = [];

    // Before the first kill everything has been through once.
    traffic.burst(perKill);
    await quiet(backlogs, traffic);
    for (const victim of options.victims ?? [...serviceNames, 'broker' as const]) {
      const failedBefore = traffic.retried.length;
      kills.push(await killInTheMiddle(victim, { cluster, kafka, backlogs, traffic, perKill, moment: options.moment }));
      await traffic.note((traffic.accepted[kills.length % traffic.accepted.length] as { number: string }).number);
      if ((notNeeded as readonly string[]).includes(victim))
        refusedMeanwhile.push(...filingFailures(traffic, failedBefore).map((failure) => `${victim}: ${failure}`));
      // Who files goes on trying for a while after intake or gateway is back: that is not the next one's fault.
      else await traffic.finish(traffic.filed);
    }
    if (!options.victims) refusedMeanwhile.push(...(await allAtOnce(cluster, traffic, perKill)));

    const filedAtLastKill = traffic.filed;
    await traffic.finish(total);
    await quiet(backlogs, traffic);
    const { accepted, noted } = traffic;
    const evidence = { api, cluster, backlogs, brokers: kafka.brokers, mailbox, accepted, noted };
    const faults = await settledFaults(() => findFaults(evidence), options.settleMs);
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

/** All services that intake does not need are down together. */
async function allAtOnce(cluster: Cluster, traffic: Traffic, perKill: number): Promise<string[]> {
  const failedBefore = traffic.retried.length;
  const replicas = notNeeded.flatMap((service) => cluster.of(service));
  await Promise.all(replicas.map((replica) => replica.kill()));
  const before = traffic.accepted.length;
  traffic.burst(perKill);
  await waitFor(() => traffic.accepted.length >= before + perKill, { what: 'filings while six services are down' });
  const failures = filingFailures(traffic, failedBefore);
  await Promise.all(replicas.map((replica) => replica.start()));
  await Promise.all(replicas.map((replica) => replica.ready()));
  return failures;
}

/** Failures of filings since then; a note on a case does need casework. */
function filingFailures(traffic: Traffic, since: number): string[] {
  return traffic.retried.slice(since).filter((failure) => failure.startsWith('filing'));
}

/** Waits until everything filed has been accepted, and handled by everybody. */
async function quiet(backlogs: BacklogReader, traffic: Traffic): Promise<void> {
  await traffic.finish(traffic.filed);
  await untilQuiet(backlogs);
}

/** Mails are sent by a timer after their events were handled: what is only late goes away by itself. */
async function settledFaults(find: () => Promise<string[]>, settleMs = 120_000): Promise<string[]> {
  const end = Date.now() + settleMs;
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
    ({ victim, unhandled, total, underWay }) =>
      `kill -9 ${victim.padEnd(12)} unhandled: ${unhandled.lag} events, ${unhandled.pending} outboxes of its own; ${total.lag} events, ${total.pending} outboxes in all; ${underWay} filings under way`,
  );
  return [
    ...lines,
    `${accepted} complaints and ${notes} notes accepted, ${faults.length} faults`,
    ...faults.slice(0, 20),
  ].join('\n');
}
