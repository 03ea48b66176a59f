import { UndecodableEvent, type ReceivedEvent, type Subscription } from '@parkline/messaging';
import { syncCollections } from '@parkline/mongo';
import { reporting, topics } from '@parkline/proto';
import { createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { recordFacts } from './application/record-facts';
import { redateFacts, type ParkPlace } from './application/redate-facts';
import type { ReportingConfig } from './config';
import { dayOfReceipt } from './domain/day';
import { factEventOf } from './inbound/events';
import { reportingHandlers } from './inbound/grpc';
import { createCounters } from './outbound/counters';
import { createFactStore, reportingCollections } from './outbound/fact-store';
import { createParkCopy } from './outbound/park-copy';
import { announceRebuilt } from './outbound/rebuild-announcer';

/** Puts the service together: facts and counters fed by the events of others, asked over gRPC. */
export async function buildApp(config: ReportingConfig, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform('reporting', config, overrides);
  const { store, bus, logger } = platform;
  await syncCollections(store, reportingCollections);
  const facts = createFactStore(store);
  const parks = createParkCopy(store, logger);
  await parks.start();

  const redate = async (shard: string, places: readonly ParkPlace[]): Promise<void> => {
    for (const place of places) {
      const zone = parks.timeZoneOf(place.code);
      await redateFacts(facts, shard, place, (at) => dayOfReceipt(zone, config.REPORTING_FALLBACK_TIME_ZONE, at));
    }
  };

  const server = createServer(platform, 'reporting', config);
  server.addService(
    reporting.ReportingServiceService,
    reportingHandlers({
      counters: createCounters(store),
      parks,
      redate: () => redate('rebuilding', parks.all()),
      announceRebuilt: announceRebuilt(bus, platform.clock),
    }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);

  const handle = async (batch: ReceivedEvent[]): Promise<void> => {
    const [first] = batch;
    if (!first) return;
    if (first.topic === topics.directory) return redate(shardOf(first), await parks.apply(batch));
    const events = batch.flatMap((event) => decoded(event) ?? []);
    // A batch may be of several partitions. All are this replica's own, so that the first one's counters are, too.
    await recordFacts(facts, shardOf(first), events);
  };
  const decoded = (event: ReceivedEvent): ReturnType<typeof factEventOf> => {
    try {
      return factEventOf(event, (code) => parks.timeZoneOf(code), config.REPORTING_FALLBACK_TIME_ZONE);
    } catch (cause) {
      throw new UndecodableEvent(`${event.type} cannot be read`, { cause });
    }
  };

  const shardOf = ({ topic, partition }: ReceivedEvent): string => `${topic}/${partition}`;

  let subscription: Subscription | undefined;
  return {
    name: 'reporting',
    grpcPort,
    metrics: platform.metrics,
    checks: { store: () => store.ping(), log: () => bus.ready() },
    async start() {
      subscription = await bus.subscribe({
        group: 'reporting',
        topics: [topics.directory, topics.case, topics.feedback, topics.sla],
        handler: handle,
        acrossPartitions: true,
        pace: 'leisurely',
        maxBatch: config.REPORTING_BATCH,
      });
    },
    async stop() {
      await subscription?.stop();
      await server.drain(5_000);
      parks.stop();
      await platform.close();
    },
  };
}
