import type { ReceivedEvent, Subscription } from '@parkline/messaging';
import { createReadCopy, createRepository } from '@parkline/mongo';
import { casework, routing, topics } from '@parkline/proto';
import { createClient, createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { getLoad } from './application/get-load';
import { previewTriage } from './application/preview-triage';
import { routeCases } from './application/route-cases';
import { sendDecisions } from './application/send-decisions';
import type { RoutingConfig } from './config';
import { readCaseEvent, readDecision, readDirectoryEvent } from './inbound/events';
import { routingHandlers } from './inbound/grpc';
import { caseworkClient } from './outbound/casework-client';
import { directoryFrom, type DirectoryEntity } from './outbound/directory-copy';
import { routedCaseAggregate, routedCaseRepository } from './outbound/routed-case-repository';

const drainMs = 5_000;

/** Puts routing together. */
export async function buildApp(config: RoutingConfig, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform('routing', config, overrides);
  const { store, bus, logger, metrics, clock } = platform;
  const repository = createRepository(store, routedCaseAggregate, {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  });
  await repository.sync();
  const copy = createReadCopy<DirectoryEntity>(store, { name: 'directory', logger });
  await copy.start();

  const directory = directoryFrom(copy);
  const cases = routedCaseRepository(repository);
  const route = routeCases({ cases, directory, clock });
  const client = createClient(platform, casework.CaseServiceService, 'casework');
  const send = sendDecisions(caseworkClient(client, metrics));

  const takeIn = async (batch: ReceivedEvent[]): Promise<void> => {
    if (batch[0]?.topic === topics.directory) return copy.apply(batch.flatMap(readDirectoryEvent));
    return route(batch.map(readCaseEvent));
  };

  const server = createServer(platform, 'routing', config);
  server.addService(
    routing.RoutingServiceService,
    routingHandlers({ previewTriage: previewTriage(directory), getLoad: getLoad(cases, directory) }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);
  const subscriptions: Subscription[] = [];

  return {
    name: 'routing',
    grpcPort,
    metrics,
    checks: { store: () => store.ping(), bus: () => bus.ready() },
    async start() {
      repository.relay.start();
      subscriptions.push(
        await bus.subscribe({
          group: 'routing',
          topics: [topics.case, topics.directory],
          maxBatch: config.ROUTING_BATCH,
          acrossPartitions: true,
          pace: 'prompt',
          handler: takeIn,
        }),
        await bus.subscribe({
          group: 'routing-self',
          topics: [topics.routing],
          acrossPartitions: true,
          pace: 'prompt',
          handler: (batch) => send(batch.flatMap(readDecision)),
        }),
      );
    },
    async stop() {
      await Promise.all([server.drain(drainMs), ...subscriptions.map((subscription) => subscription.stop())]);
      await repository.relay.drain();
      copy.stop();
      client.close();
      await platform.close();
    },
  };
}
