import type { Subscription } from '@parkline/messaging';
import { createReadCopy, createRepository } from '@parkline/mongo';
import { casework, intake, sla } from '@parkline/proto';
import { type App, createClient, createPlatform, createServer, type Platform } from '@parkline/service-kit';
import { Counter } from 'prom-client';
import { actOnTimeLimits } from './application/act-on-time-limits';
import { executeCommand } from './application/execute-command';
import { followLinks } from './application/follow-links';
import { getCase } from './application/get-case';
import { getCases } from './application/get-cases';
import { type DirectoryEntity, keepDirectory } from './application/keep-directory';
import { listCases } from './application/list-cases';
import { openCases } from './application/open-cases';
import { searchCases } from './application/search-cases';
import { tellCases } from './application/tell-cases';
import type { CaseworkConfig } from './config';
import { subscribe } from './inbound/events';
import { caseService } from './inbound/grpc';
import { timeLimitsTimer } from './inbound/timers';
import { createCaseLists } from './outbound/case-lists';
import { caseType } from './outbound/case-type';
import { organisationFrom } from './outbound/directory-copy';
import { createQueues } from './outbound/queues';
import { createPersonTerms } from './outbound/person-terms';
import { createSearchIndex } from './outbound/search-index';
import { createDeadlines } from './outbound/sla-client';
import { staffNames } from './outbound/staff-names';

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
  const organisation = organisationFrom(copy, logger);
  const nobody = new Counter({
    name: 'casework_escalations_nobody_total',
    help: 'Rungs of the escalation ladder, and overdue approvals, that found nobody to tell, by role: the case stayed in the queue of its unit.',
    labelNames: ['role'],
    registers: [metrics],
  });

  const movedOn = new Counter({
    name: 'casework_links_moved_on_total',
    help: 'Commands between linked cases that came too late, by command: the case had moved on.',
    labelNames: ['command'],
    registers: [metrics],
  });
  const tell = tellCases({ cases, organisation, clock });
  const links = followLinks({ cases, tell, onMovedOn: (command) => movedOn.inc({ command }) });

  const lists = createCaseLists(cases.collection, clock);
  const queues = createQueues(lists);
  const index = createSearchIndex(lists);
  const intakeClient = createClient(platform, intake.IntakeServiceService, 'intake');
  const persons = createPersonTerms(intakeClient, { logger });
  const slaClient = createClient(platform, sla.SlaServiceService, 'sla');
  const deadlines = createDeadlines(slaClient);
  const onNobodyAt = (role: string) => nobody.inc({ role });
  const timeLimits = actOnTimeLimits({ cases, organisation, clock, onNobodyAt });
  const timer = timeLimitsTimer(timeLimits, config.CASEWORK_TICK_MS, platform);

  const server = createServer(platform, 'casework', config);
  server.addService(
    casework.CaseServiceService,
    caseService({
      executeCommand: executeCommand({
        ...{ cases, organisation, deadlines, clock, onNobodyAt },
      }),
      getCase: getCase({ cases, organisation, clock }),
      listCases: listCases({ queues, cases }),
      searchCases: searchCases({ index, cases, persons, staff: staffNames(copy) }),
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
        { openCases: openCases({ cases, clock }), keepDirectory: keepDirectory({ copy }), followLinks: links },
        { maxBatch: config.CASEWORK_BATCH },
      );
      timer.start();
    },
    async stop() {
      await Promise.all([server.drain((config.DRAIN_SECONDS * 1000) / 2), subscription?.stop()]);
      await timer.stop();
      await cases.relay.drain();
      slaClient.close();
      intakeClient.close();
      copy.stop();
      await platform.close();
    },
  };
}
