import type { Subscription } from '@parkline/messaging';
import { createRepository } from '@parkline/mongo';
import { casework, feedback, topics } from '@parkline/proto';
import { createClient, createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { carryOutFollowUps } from './application/carry-out-follow-ups';
import { getRevisits } from './application/get-revisits';
import { lapseRevisits } from './application/lapse-revisits';
import { openRevisits } from './application/open-revisits';
import { submitRating } from './application/submit-rating';
import type { Config } from './config';
import { followCases, followUp } from './inbound/events';
import { feedbackHandlers } from './inbound/grpc';
import { lapseTimer } from './inbound/timers';
import { createCasework } from './outbound/casework';
import { revisitFileType } from './outbound/revisit-file-type';

const name = 'feedback';
const HOUR_MS = 3_600_000;

/** Puts feedback together. */
export async function buildApp(config: Config, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform(name, config, overrides);
  const { store, bus, logger, metrics, clock } = platform;
  const rules = {
    lapseAfterMs: config.FEEDBACK_LAPSE_HOURS * HOUR_MS,
    callSamplePercent: config.FEEDBACK_CALL_SAMPLE_PERCENT,
  };
  const files = createRepository(store, revisitFileType, {
    publish: (topic, events) => bus.publish(topic, events),
    logger,
    metrics,
    clock,
  });
  await files.sync();

  const caseworkClient = createClient(platform, casework.CaseServiceService, 'casework');
  const neighbour = createCasework(caseworkClient, metrics);
  const timer = lapseTimer(lapseRevisits({ files, clock }), config.FEEDBACK_TICK_MS, platform);

  const server = createServer(platform, name, config);
  server.addService(
    feedback.FeedbackServiceService,
    feedbackHandlers({
      submitRating: submitRating({ files, casework: neighbour, rules, clock }),
      getRevisits: getRevisits({ files }),
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
      files.relay.start();
      subscriptions.push(
        await bus.subscribe({
          group: name,
          topics: [topics.case],
          acrossPartitions: true,
          pace: 'leisurely',
          handler: followCases(openRevisits({ files, rules, clock })),
        }),
        await bus.subscribe({
          group: `${name}-self`,
          topics: [topics.feedback],
          acrossPartitions: true,
          handler: followUp(carryOutFollowUps({ casework: neighbour })),
        }),
      );
      timer.start();
    },
    async stop() {
      await server.drain(config.DRAIN_SECONDS * 500);
      await timer.stop();
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await files.relay.drain();
      caseworkClient.close();
      await platform.close();
    },
  };
}
