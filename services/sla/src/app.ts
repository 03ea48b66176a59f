import type { Subscription } from '@parkline/messaging';
import { createRepository } from '@parkline/mongo';
import { casework, sla, topics } from '@parkline/proto';
import { createClient, createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { applyToRunningClocks } from './application/apply-to-running-clocks';
import { carryOutApplications } from './application/carry-out-applications';
import { escalateBreaches } from './application/escalate-breaches';
import { fireDueSteps } from './application/fire-due-steps';
import { followCases } from './application/follow-cases';
import { getClocks } from './application/get-clocks';
import { keepDirectory } from './application/keep-directory';
import { listApplications } from './application/list-applications';
import { listCoverage } from './application/list-coverage';
import { listDue } from './application/list-due';
import { listPolicies } from './application/list-policies';
import { previewApplication } from './application/preview-application';
import { previewDeadlines } from './application/preview-deadlines';
import { putPolicy } from './application/put-policy';
import { recomputeDeadlines } from './application/recompute-deadlines';
import { createRuleBook } from './application/rule-book';
import { stopRevisitClocks } from './application/stop-revisit-clocks';
import { coverageLeft, watchCoverage } from './application/watch-coverage';
import type { Config } from './config';
import { escalate, followNeighbours } from './inbound/events';
import { slaHandlers, type UseCases } from './inbound/grpc';
import { fireStepsTimer, sweepTimers } from './inbound/timers';
import { createApplications } from './outbound/applications';
import { createCasework } from './outbound/casework';
import { clockSetType } from './outbound/clock-set-type';
import { showCoverage, warnOfCoverage } from './outbound/coverage-alert';
import { createDirectoryCopy } from './outbound/directory-copy';
import { createDueCases } from './outbound/due-cases';
import { createLiveCases } from './outbound/live-cases';
import { createPolicies } from './outbound/policies';
import { createTellSetAside } from './outbound/tell-set-aside';

const name = 'sla';

/** Puts sla together. */
export async function buildApp(config: Config, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform(name, config, overrides);
  const { store, bus, clock } = platform;
  const parts = await assemble(platform, config);
  const { clockSets, copy, policies } = parts;

  const caseworkClient = createClient(platform, casework.CaseServiceService, 'casework');
  const takeBreaches = escalate(escalateBreaches({ casework: createCasework(caseworkClient, platform.metrics) }));
  const takeNeighbours = followNeighbours({
    followCases: followCases(parts),
    stopRevisitClocks: stopRevisitClocks(parts),
    keepDirectory: keepDirectory({ copy }),
  });
  const warn = warnOfCoverage(platform.logger, clock);
  const tickers = [
    fireStepsTimer(fireDueSteps(parts), config.SLA_TICK_MS, platform),
    ...sweepTimers(
      {
        recompute: recomputeDeadlines(parts),
        apply: carryOutApplications({ ...parts, tellSetAside: createTellSetAside(platform) }),
        watch: watchCoverage({ parks: copy, clock, warn }),
      },
      config.SLA_SWEEP_MS,
      platform,
    ),
  ];
  showCoverage(platform.metrics, coverageLeft({ parks: copy, clock }));

  const server = createServer(platform, name, config);
  server.addService(sla.SlaServiceService, slaHandlers(useCasesOf(parts)));
  const grpcPort = await server.listen(config.GRPC_LISTEN);
  const subscriptions: Subscription[] = [];
  const listen = (group: string, of: string[], handler: typeof takeNeighbours) =>
    bus.subscribe({ group, topics: of, acrossPartitions: true, handler });

  return {
    name,
    grpcPort,
    metrics: platform.metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    async start() {
      clockSets.relay.start();
      subscriptions.push(
        await listen(name, [topics.directory, topics.case, topics.feedback], takeNeighbours),
        await listen(`${name}-self`, [topics.sla], takeBreaches),
      );
      for (const ticker of tickers) ticker.start();
    },
    async stop() {
      await server.drain(config.DRAIN_SECONDS * 500);
      await Promise.all(tickers.map((ticker) => ticker.stop()));
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await clockSets.relay.drain();
      copy.stop();
      policies.stop();
      caseworkClient.close();
      await platform.close();
    },
  };
}

/** What the use cases share: the store's collections, and the rules made of them. */
async function assemble({ store, bus, logger, metrics, clock }: Platform, config: Config) {
  const copy = createDirectoryCopy(store, { logger });
  await copy.start();
  const policies = createPolicies(store, { logger });
  await policies.start();
  const sources = { ...copy.calendars, policyInForce: policies.inForce, policy: policies.get };
  const book = createRuleBook(sources, config.SLA_TIME_SCALE);
  const clockSets = createRepository(store, clockSetType(book), {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  });
  await clockSets.sync();
  const applications = await createApplications(store);
  return { clockSets, book, clock, copy, parks: copy, policies, applications, liveCases: createLiveCases(clockSets) };
}

function useCasesOf(parts: Awaited<ReturnType<typeof assemble>>): UseCases {
  return {
    getClocks: getClocks(parts),
    listDue: listDue({ dueCases: createDueCases(parts.clockSets), clock: parts.clock }),
    previewDeadlines: previewDeadlines({ ...parts, contractors: parts.copy, calendarOf: parts.copy.workingCalendar }),
    listPolicies: listPolicies(parts),
    putPolicy: putPolicy(parts),
    previewApplication: previewApplication(parts),
    applyToRunningClocks: applyToRunningClocks(parts),
    listApplications: listApplications(parts),
    listCoverage: listCoverage(parts),
  };
}
