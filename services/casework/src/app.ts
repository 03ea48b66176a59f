import type { Subscription } from '@parkline/messaging';
import { createReadCopy, createRepository } from '@parkline/mongo';
import { casework } from '@parkline/proto';
import { type App, createPlatform, createServer, type Platform } from '@parkline/service-kit';
import { Counter } from 'prom-client';
import { executeCommand } from './application/execute-command';
import { getCase } from './application/get-case';
import { getCases } from './application/get-cases';
import { type DirectoryEntity, keepDirectory } from './application/keep-directory';
import { listCases } from './application/list-cases';
import { openCases } from './application/open-cases';
import type { CaseworkConfig } from './config';
import { subscribe } from './inbound/events';
import { caseService } from './inbound/grpc';
import { caseType } from './outbound/case-type';
import { organisationFrom } from './outbound/directory-copy';
import { createQueues } from './outbound/queues';

/** Puts casework together: it answers as soon as it is built, and listens to events from `start` on. */
export async function buildApp(config: CaseworkConfig, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform('casework', config, overrides);
  const { store, bus, logger, metrics, clock } = platform;

  const cases = createRepository(store, caseType, {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  });
  await cases.sync();
  const copy = createReadCopy<DirectoryEntity>(store, { name: 'directory', logger });
  await copy.start();
  const organisation = organisationFrom(copy);
  const nobody = new Counter({
    name: 'casework_escalations_nobody_total',
    help: 'Rungs of the escalation ladder that found nobody, by role: the case stayed in the queue of its unit.',
    labelNames: ['role'],
    registers: [metrics],
  });

  const queues = createQueues(cases.collection, { parksOf: (groupId) => organisation().parks(groupId), clock });
  const server = createServer(platform, 'casework', config);
  server.addService(
    casework.CaseServiceService,
    caseService({
      executeCommand: executeCommand({ cases, organisation, clock, onNobodyAt: (role) => nobody.inc({ role }) }),
      getCase: getCase({ cases, organisation, clock }),
      listCases: listCases({ queues }),
      getCases: getCases({ cases }),
    }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);

  let subscription: Subscription | undefined;
  return {
    name: 'casework',
    grpcPort,
    metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    async start() {
      cases.relay.start();
      subscription = await subscribe(
        bus,
        { openCases: openCases({ cases, clock }), keepDirectory: keepDirectory({ copy }) },
        { maxBatch: config.CASEWORK_BATCH },
      );
    },
    async stop() {
      await Promise.all([server.drain((config.DRAIN_SECONDS * 1000) / 2), subscription?.stop()]);
      await cases.relay.drain();
      copy.stop();
      await platform.close();
    },
  };
}
