import type { Subscription } from '@parkline/messaging';
import { createRepository } from '@parkline/mongo';
import { casework, sla, topics } from '@parkline/proto';
import { createClient, createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { escalateBreaches } from './application/escalate-breaches';
import { fireDueSteps } from './application/fire-due-steps';
import { followCases } from './application/follow-cases';
import { getClocks } from './application/get-clocks';
import { listDue } from './application/list-due';
import { stopRevisitClocks } from './application/stop-revisit-clocks';
import type { Config } from './config';
import { createRules } from './domain/policy';
import { aroundTheClock } from './domain/working-time';
import { escalate, followNeighbours } from './inbound/events';
import { slaHandlers } from './inbound/grpc';
import { fireStepsTimer } from './inbound/timers';
import { createCasework } from './outbound/casework';
import { clockSetType } from './outbound/clock-set-type';
import { createDueCases } from './outbound/due-cases';

const name = 'sla';

/** Puts sla together. */
export async function buildApp(config: Config, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform(name, config, overrides);
  const { store, bus, logger, metrics, clock } = platform;
  const rules = createRules(aroundTheClock, config.SLA_TIME_SCALE);
  const clockSets = createRepository(store, clockSetType(rules), {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  });
  await clockSets.sync();

  const caseworkClient = createClient(platform, casework.CaseServiceService, 'casework');
  const takeNeighbours = followNeighbours({
    followCases: followCases({ clockSets, rules, clock }),
    stopRevisitClocks: stopRevisitClocks({ clockSets, rules, clock }),
  });
  const takeBreaches = escalate(escalateBreaches({ casework: createCasework(caseworkClient, metrics) }));
  const timer = fireStepsTimer(fireDueSteps({ clockSets, rules, clock }), config.SLA_TICK_MS, platform);

  const server = createServer(platform, name, config);
  server.addService(
    sla.SlaServiceService,
    slaHandlers({
      getClocks: getClocks({ clockSets }),
      listDue: listDue({ dueCases: createDueCases(clockSets), clock }),
    }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);
  const subscriptions: Subscription[] = [];

  return {
    name,
    grpcPort,
    metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    async start() {
      clockSets.relay.start();
      subscriptions.push(
        await bus.subscribe({
          group: name,
          topics: [topics.case, topics.feedback],
          acrossPartitions: true,
          handler: takeNeighbours,
        }),
        await bus.subscribe({
          group: `${name}-self`,
          topics: [topics.sla],
          acrossPartitions: true,
          handler: takeBreaches,
        }),
      );
      timer.start();
    },
    async stop() {
      await server.drain(config.DRAIN_SECONDS * 500);
      await timer.stop();
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await clockSets.relay.drain();
      caseworkClient.close();
      await platform.close();
    },
  };
}
