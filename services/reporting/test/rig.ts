import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createIssuer, createVerifier, loadOrCreateKeys, type Principal } from '@parkline/auth';
import { createGrpcClient, type GrpcClient } from '@parkline/grpc';
import { createMemoryBus, type MemoryBus } from '@parkline/messaging';
import { connectStore, type Store } from '@parkline/mongo';
import { casework, directory, feedback, reporting, sla, topics } from '@parkline/proto';
import { createLogger, loadConfig, type App } from '@parkline/service-kit';
import { startTestStore } from '@parkline/testing';
import { buildApp, configSchema } from '../src';

export const logger = createLogger({ service: 'reporting', level: 'silent' });

/** A real store of its own for a test file, and the keys of all who call. */
export interface Rig {
  store: Store;
  bus: MemoryBus;
  /** Another replica on the same store; its bus may be another one. */
  startApp(bus?: MemoryBus): Promise<{ app: App; client: GrpcClient<typeof reporting.ReportingServiceService> }>;
  tokenOf(person: Partial<Principal>): Promise<string>;
  end(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'parkline-reporting-'));
  const started = await startTestStore();
  const keys = await loadOrCreateKeys(join(folder, 'keys'), ['gateway', 'reporting']);
  const database = `reporting_${process.pid}_${Date.now()}`;
  const store = await connectStore({ uri: started.uri, database, logger });
  const bus = createMemoryBus({ partitions: 4 });
  const verifier = createVerifier({ trusted: keys.publicKeys });
  const issuer = createIssuer({ issuer: 'reporting', privateJwk: keys.privateKeys.reporting! });
  const gateway = createIssuer({ issuer: 'gateway', privateJwk: keys.privateKeys.gateway! });
  const config = loadConfig(configSchema, { GRPC_LISTEN: '127.0.0.1:0', NODE_ENV: 'test' });
  const apps: App[] = [];
  const clients: { close(): void }[] = [];
  return {
    store,
    bus,
    async startApp(own = bus) {
      const app = await buildApp(config, { logger, metrics: new Registry(), store, bus: own, issuer, verifier });
      await app.start();
      const client = createGrpcClient(reporting.ReportingServiceService, {
        address: `127.0.0.1:${app.grpcPort}`,
        token: () =>
          issuer.issue({ kind: 'service', subject: 'reporting', role: 'service', groupId: '', parks: 'all' }),
        logger,
        metrics: new Registry(),
      });
      apps.push(app);
      clients.push(client);
      return { app, client };
    },
    tokenOf: (person) =>
      gateway.issue({ kind: 'person', subject: 's1', role: 'hq-officer', groupId: 'g1', parks: 'all', ...person }),
    async end() {
      for (const client of clients) client.close();
      for (const app of apps) await app.stop();
      await bus.close();
      await store.db.dropDatabase();
      await store.close();
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const time = new Date('2026-03-02T00:00:00Z');

function event(topic: string, source: string, key: string, seq: number, payload: Uint8Array): Published {
  return {
    topic,
    event: { id: `${source}/${key}/${seq}`, type: 'Event', source, subject: key, key, seq, time, payload },
  };
}

export type Published = { topic: string; event: Parameters<MemoryBus['publish']>[1][number] };

export async function publish(bus: MemoryBus, events: readonly Published[]): Promise<void> {
  for (const topic of new Set(events.map((one) => one.topic))) {
    await bus.publish(
      topic,
      events.filter((one) => one.topic === topic).map((one) => one.event),
    );
  }
}

export function parkChanged(code: string, timeZone = 'Asia/Shanghai', seq = 1): Published {
  const value = directory.Park.create({ code, groupId: 'g1', timeZone });
  const payload = directory.DirectoryEvent.encode({ seq, entity: { $case: 'park', value } }).finish();
  return event(topics.directory, 'directory', `park/${code}`, seq, payload);
}

export function caseEvent(id: string, seq: number, about: Partial<casework.Case>): Published {
  const whole = casework.Case.create({ id, groupId: 'g1', parkCode: 'SH01', cycle: 1, ...about });
  return event(
    topics.case,
    'casework',
    id,
    seq,
    casework.CaseEvent.encode(casework.CaseEvent.create({ seq, case: whole })).finish(),
  );
}

export function ratingEvent(id: string, seq: number, cycle: number, satisfaction: number): Published {
  const value = feedback.RatingGiven.create({ satisfaction });
  const given = feedback.FeedbackEvent.create({ seq, caseId: id, cycle, change: { $case: 'ratingGiven', value } });
  return event(topics.feedback, 'feedback', id, seq, feedback.FeedbackEvent.encode(given).finish());
}

export function breachEvent(id: string, seq: number, cycle = 1, name = sla.ClockName.RESOLVE): Published {
  const clock = sla.Clock.create({ name, cycle, breached: true });
  const breached = sla.SlaEvent.create({
    seq,
    caseId: id,
    cycle,
    clock,
    change: { $case: 'breached', value: { step: 100 } },
  });
  return event(topics.sla, 'sla', id, seq, sla.SlaEvent.encode(breached).finish());
}
