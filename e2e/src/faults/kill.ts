import { waitFor, type KafkaBroker } from '@parkline/testing';
import type { Cluster, Replica, ServiceName } from '../cluster';
import type { Traffic } from './traffic';
import type { Backlog, BacklogReader } from './unhandled';

export type Victim = ServiceName | 'broker';

/** A kill, and what was not yet handled at that moment. */
export interface Kill {
  victim: Victim;
  /** What the victim itself had before it. */
  unhandled: Backlog;
  /** What all of them had before them. */
  total: Backlog;
  /** Filings that were begun and not answered. */
  underWay: number;
}

/** Between which of its steps a victim is killed. A random moment of its work unless told. */
export interface KillMoment {
  /** How many events must wait for the victim before it goes on. */
  lag: number;
  /** It is killed as soon as this topic has got something more from it. */
  published: string;
}

export interface Scene {
  cluster: Cluster;
  kafka: KafkaBroker;
  backlogs: BacklogReader;
  traffic: Traffic;
  perKill: number;
  moment?: KillMoment;
}

/** They read no topic that filings fill: a kill hits them while they take in, or while the others work. */
const sources: readonly Victim[] = ['directory', 'intake', 'gateway'];
const brokerAwayMs = 1_000;
const longestWorkMs = 300;
const waitMs = 30_000;

/** Kills the victim with `kill -9` in the middle of its work, and starts it again. */
export function killInTheMiddle(victim: Victim, scene: Scene): Promise<Kill> {
  if (victim === 'broker') return killBroker(scene);
  const replica = scene.cluster.of(victim)[0];
  if (!replica) throw new Error(`${victim} runs nowhere in this cluster`);
  return sources.includes(victim) ? killSource(replica, scene) : killConsumer(replica, scene);
}

async function killBroker({ kafka, backlogs, traffic, perKill }: Scene): Promise<Kill> {
  traffic.burst(perKill);
  const total = await someBacklog(() => backlogs.total());
  const { underWay } = traffic;
  await kafka.kill9();
  await pause(brokerAwayMs);
  await kafka.restart();
  return { victim: 'broker', unhandled: total, total, underWay };
}

/** Held still as soon as its first work shows, so that what is counted is what was there when it was killed. */
async function killSource(replica: Replica, { backlogs, traffic, perKill }: Scene): Promise<Kill> {
  traffic.burst(perKill);
  const { unhandled, total } = await waitFor(
    async () => {
      await someBacklog(() => backlogs.total());
      signal(replica, 'SIGSTOP');
      const counted = { unhandled: await backlogs.of(replica.service), total: await backlogs.total() };
      if (counted.total.lag + counted.total.pending > 0) return counted;
      signal(replica, 'SIGCONT');
      traffic.burst(1);
      return false;
    },
    { timeoutMs: waitMs, everyMs: 5, what: `work beside ${replica.service}` },
  );
  const { underWay } = traffic;
  await replica.kill();
  await comeBack(replica, traffic, perKill);
  return { victim: replica.service, unhandled, total, underWay };
}

/** Held still until work has piled up before it, let go on for a moment, and killed in the middle of that work. */
async function killConsumer(replica: Replica, { backlogs, traffic, perKill, moment }: Scene): Promise<Kill> {
  const victim = replica.service;
  signal(replica, 'SIGSTOP');
  traffic.burst(perKill);
  const unhandled = await someBacklog(() => backlogs.of(victim), moment?.lag);
  const total = await backlogs.total();
  const { underWay } = traffic;
  const before = moment && (await backlogs.published(moment.published));
  signal(replica, 'SIGCONT');
  if (moment)
    await waitFor(async () => (await backlogs.published(moment.published)) > (before as number), {
      timeoutMs: waitMs,
      everyMs: 5,
      what: `${victim} to publish`,
    });
  else await pause(Math.random() * longestWorkMs);
  await replica.kill();
  await comeBack(replica, traffic, perKill);
  return { victim, unhandled, total, underWay };
}

/** More comes in while it is away. */
async function comeBack(replica: Replica, traffic: Traffic, perKill: number): Promise<void> {
  traffic.burst(Math.ceil(perKill / 3));
  await pause(300);
  await replica.start();
  await replica.ready();
}

function signal(replica: Replica, name: 'SIGSTOP' | 'SIGCONT'): void {
  process.kill(replica.pid as number, name);
}

function someBacklog(read: () => Promise<Backlog>, lag = 1): Promise<Backlog> {
  return waitFor(
    async () => {
      const backlog = await read();
      return (backlog.lag >= lag || (lag === 1 && backlog.pending > 0)) && backlog;
    },
    { timeoutMs: waitMs, everyMs: 5, what: `${lag} events to wait` },
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
