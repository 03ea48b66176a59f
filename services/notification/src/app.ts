import { Counter } from 'prom-client';
import { UndecodableEvent, type ReceivedEvent, type Subscription } from '@parkline/messaging';
import { createTicker, syncCollections, type Ticker } from '@parkline/mongo';
import { intake, notification, sla, topics } from '@parkline/proto';
import { createClient, createPlatform, createServer, type App, type Platform } from '@parkline/service-kit';
import { planMessages, type PlanParts } from './application/plan-messages';
import { createReachable } from './application/reachable';
import { sendDueMails, type SendMail, type SenderParts } from './application/send-due-mails';
import type { NotificationConfig } from './config';
import type { Occurrence } from './domain/occurrence';
import { occurrenceOf } from './inbound/events';
import { notificationHandlers } from './inbound/grpc';
import { createAnnouncer } from './outbound/announcer';
import { notificationCollections } from './outbound/collections';
import { createDeliveries } from './outbound/deliveries';
import { createDirectoryCopy, type DirectoryCopy } from './outbound/directory-copy';
import { createInbox } from './outbound/inbox';
import { createIntakeContacts } from './outbound/intake-contacts';
import { createLiquidWriter } from './outbound/liquid-writer';
import { createOutbox } from './outbound/outbox';
import { createQuietHoursOf } from './outbound/quiet-hours-of';
import { createSmtpMailer } from './outbound/smtp';

/** Puts the service together: plans messages from the events of others, sends the mails, shows inboxes and the log. */
export async function buildApp(config: NotificationConfig, overrides: Partial<Platform> = {}): Promise<App> {
  const platform = await createPlatform('notification', config, overrides);
  const { store, bus, logger, clock } = platform;
  await syncCollections(store, notificationCollections);
  const directory = createDirectoryCopy(store, logger);
  await directory.start();
  const writer = createLiquidWriter();
  const deliveries = createDeliveries(store);
  const inbox = createInbox(store);
  const outbox = config.SMTP_URL ? undefined : createOutbox(store, clock);
  const smtp = config.SMTP_URL
    ? createSmtpMailer({ url: config.SMTP_URL, from: config.SMTP_FROM, connections: config.SMTP_CONNECTIONS })
    : undefined;
  if (!smtp) logger.warn('SMTP_URL is not set: mails are shown in the local outbox, not sent');
  const sendMail = (smtp ?? outbox)?.send as SendMail;
  const intakeClient = createClient(platform, intake.IntakeServiceService, 'intake');
  const slaClient = createClient(platform, sla.SlaServiceService, 'sla');
  const announce = createAnnouncer(bus);

  const server = createServer(platform, 'notification', config);
  const log = {
    async ofCase(caseId: string) {
      const [mails, inApp] = await Promise.all([deliveries.mailsOfCase(caseId), inbox.entriesOfCase(caseId)]);
      return { mails, inApp };
    },
  };
  server.addService(
    notification.NotificationServiceService,
    notificationHandlers({ inbox, log, outbox, writer, addresses: directory, locale: config.NOTIFICATION_LOCALE }),
  );
  const grpcPort = await server.listen(config.GRPC_LISTEN);

  const handle = batchHandler(directory, {
    store: { addDeliveries: (all) => deliveries.addDeliveries(all), addToInbox: (all) => inbox.addToInbox(all) },
    reachable: createReachable(),
    announce,
    clock,
    directory,
    staffByEmail: config.NOTIFICATION_STAFF_EMAIL,
    quietHoursOf: createQuietHoursOf(slaClient, { clock, logger }),
    timeZoneOf: (parkCode) => directory.park(parkCode)?.timeZone,
  });
  const tries = new Counter({
    name: 'notification_mail_tries_total',
    help: 'Tries to send an e-mail, by what became of them: sent, skipped, refused, failed or postponed.',
    labelNames: ['result'],
    registers: [platform.metrics],
  });
  let stopping = false;
  const sender: Ticker = createTicker({
    name: 'mail-sender',
    everyMs: config.NOTIFICATION_TICK_MS,
    async work() {
      const claimed = await sendDueMails({
        ...senderSettings(config),
        due: deliveries,
        contacts: createIntakeContacts(intakeClient),
        addresses: directory,
        writer,
        sendMail,
        announce,
        clock,
        stopping: () => stopping,
        onAttempt: (result) => tries.inc({ result }),
        onProblem: (id, error) => logger.warn({ err: error, delivery: id }, 'a mail was not sent yet'),
      });
      // Only a full round can mean that more is due; the mails that come meanwhile go together in the next.
      return claimed < config.NOTIFICATION_BATCH ? 0 : claimed;
    },
    logger,
    metrics: platform.metrics,
  });

  let subscription: Subscription | undefined;
  return {
    name: 'notification',
    grpcPort,
    metrics: platform.metrics,
    checks: { store: () => store.ping(), log: () => bus.ready() },
    async start() {
      subscription = await bus.subscribe({
        group: 'notification',
        topics: [topics.directory, topics.intake, topics.case, topics.sla, topics.feedback],
        acrossPartitions: true,
        handler: handle,
      });
      sender.start();
    },
    async stop() {
      stopping = true;
      await subscription?.stop();
      await sender.stop();
      await server.drain(5_000);
      smtp?.close();
      intakeClient.close();
      slaClient.close();
      directory.stop();
      await platform.close();
    },
  };
}

function batchHandler(directory: DirectoryCopy, plan: PlanParts): (batch: ReceivedEvent[]) => Promise<void> {
  return async (batch) => {
    if (batch[0]?.topic === topics.directory) return directory.apply(batch);
    await planMessages(
      plan,
      batch.flatMap((event) => decoded(event) ?? []),
    );
  };
}

function decoded(event: ReceivedEvent): Occurrence | undefined {
  try {
    return occurrenceOf(event);
  } catch (cause) {
    throw new UndecodableEvent(`${event.type} cannot be read`, { cause });
  }
}

function senderSettings(
  config: NotificationConfig,
): Pick<SenderParts, 'policy' | 'locale' | 'portalUrl' | 'batchSize' | 'concurrency' | 'claimMs'> {
  return {
    policy: {
      maxAttempts: config.NOTIFICATION_MAX_ATTEMPTS,
      firstWaitMs: config.NOTIFICATION_RETRY_MS,
      longestWaitMs: config.NOTIFICATION_RETRY_MAX_MS,
    },
    locale: config.NOTIFICATION_LOCALE,
    portalUrl: config.PORTAL_URL.replace(/\/+$/, ''),
    batchSize: config.NOTIFICATION_BATCH,
    // The local outbox is the store: all of a round go there together.
    concurrency: config.SMTP_URL ? config.SMTP_CONNECTIONS : config.NOTIFICATION_BATCH,
    claimMs: config.NOTIFICATION_CLAIM_MS,
  };
}
