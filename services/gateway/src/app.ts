import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicPart, type JWK } from '@parkline/auth';
import { invalidInput, unavailable } from '@parkline/errors';
import { directory, topics } from '@parkline/proto';
import { createPlatform, type App, type Platform } from '@parkline/service-kit';
import { createPeople } from './application/people';
import type { Vouch } from './application/ports';
import type { Config } from './config';
import { createAccess } from './inbound/access';
import { calendarRoutes } from './inbound/calendars/routes';
import { caseRoutes } from './inbound/cases/routes';
import { contactRoutes } from './inbound/cases/contact-routes';
import { complaintRoutes } from './inbound/complaints/routes';
import { demoRoutes } from './inbound/demo/routes';
import { createHub } from './inbound/events/hub';
import { liveEventOf, liveTopics } from './inbound/events/live-events';
import { eventRoutes } from './inbound/events/routes';
import { createLimits } from './inbound/limits';
import { messageRoutes } from './inbound/messages/routes';
import { parkRoutes } from './inbound/parks/routes';
import { meRoutes } from './inbound/people/routes';
import { reportRoutes } from './inbound/reports/routes';
import { createHttp } from './inbound/server';
import { slaRoutes } from './inbound/sla/routes';
import { staffRoutes } from './inbound/staff/routes';
import { triageRoutes } from './inbound/triage/routes';
import { viewRoutes } from './inbound/views/routes';
import { connectNeighbours } from './outbound/neighbours';
import { noStore } from './outbound/no-store';

const name = 'gateway';

/** Puts the gateway together; it listens as soon as this resolves. */
export async function buildApp(config: Config, overrides: Partial<Platform> = {}): Promise<App> {
  const devKey = await readDevKey(config);
  const platform = await createPlatform(name, config, { store: noStore, ...overrides });
  const { logger, metrics, bus, issuer } = platform;
  const neighbours = connectNeighbours(platform);
  const vouch: Vouch = (principal) => issuer.issue(principal);
  const people = createPeople(neighbours, () => Date.now());
  const limits = createLimits(config);
  const hub = createHub({
    instance: randomBytes(6).toString('hex'),
    keptEvents: config.GATEWAY_KEPT_EVENTS,
    heartbeatMs: config.GATEWAY_HEARTBEAT_MS,
    streams: config.GATEWAY_STREAMS,
  });
  const needs = { neighbours, vouch };
  const routes = [
    ...complaintRoutes({ ...needs, codes: limits.codes }),
    ...caseRoutes(needs),
    ...contactRoutes(needs),
    ...reportRoutes(needs),
    ...parkRoutes(needs),
    ...calendarRoutes(needs),
    ...slaRoutes(needs),
    ...staffRoutes(needs),
    ...meRoutes(),
    ...viewRoutes(needs),
    ...messageRoutes({ ...needs, outbox: config.GATEWAY_OUTBOX }),
    ...triageRoutes(needs),
    ...eventRoutes(hub),
    ...(devKey ? demoRoutes(neighbours, devKey) : []),
  ];
  const app = createHttp({
    routes,
    access: createAccess(people, devKey && publicPart(devKey)),
    limits,
    bodyKilobytes: config.GATEWAY_BODY_KILOBYTES,
    portalDir: config.PORTAL_DIR,
    trustProxy: config.GATEWAY_TRUST_PROXY,
    logger,
  });
  const server = createServer(app);
  const httpPort = await listen(server, config.PORT).catch(async (error: unknown) => {
    hub.close();
    neighbours.close();
    await platform.close();
    throw error;
  });
  const subscriptions: { stop(): Promise<void> }[] = [];

  return {
    name,
    httpPort,
    metrics,
    checks: { bus: () => bus.ready() },
    async start() {
      subscriptions.push(
        await bus.broadcast({
          topics: [...liveTopics, topics.directory],
          handler(received) {
            if (received.topic === topics.directory) {
              const { entity } = directory.DirectoryEvent.decode(received.payload);
              if (entity?.$case === 'staff') people.forget(entity.value.id);
              return;
            }
            const event = liveEventOf(received);
            if (event) hub.publish(event);
          },
        }),
      );
    },
    async stop() {
      hub.close();
      await close(server, config.DRAIN_SECONDS * 500);
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      neighbours.close();
      await platform.close();
    },
  };
}

/** @throws InvalidInput where development tokens are asked for in production or without a key */
async function readDevKey(config: Config): Promise<JWK | undefined> {
  if (!config.GATEWAY_DEV_TOKENS) return undefined;
  if (config.NODE_ENV === 'production') {
    throw invalidInput(
      'config_invalid',
      'GATEWAY_DEV_TOKENS is for local use: it is refused with NODE_ENV=production.',
      {
        field: 'GATEWAY_DEV_TOKENS',
      },
    );
  }
  const file = config.GATEWAY_DEV_KEY_FILE;
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK;
  } catch (cause) {
    throw invalidInput(
      'config_invalid',
      `GATEWAY_DEV_KEY_FILE must name a file with a private JWK; "${file}" is none.`,
      {
        field: 'GATEWAY_DEV_KEY_FILE',
        cause,
      },
    );
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === 'EADDRINUSE'
          ? 'is taken by another program; set PORT to a free one'
          : `cannot be used: ${error.message}`;
      reject(unavailable('port_taken', `Port ${port} ${taken}.`, { cause: error }));
    });
    server.listen(port, () => resolve());
  });
  return (server.address() as AddressInfo).port;
}

/** Stops accepting, lets requests finish, and cuts off what is left after the time given. */
async function close(server: Server, timeoutMs: number): Promise<void> {
  // A busy connection is told with its next answer that it is the last one; otherwise it would only be cut.
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
