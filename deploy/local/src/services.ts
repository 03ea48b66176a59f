import type { z } from 'zod';
import type { App, Platform } from '@parkline/service-kit';
import * as casework from '@parkline/casework';
import * as directory from '@parkline/directory';
import * as feedback from '@parkline/feedback';
import * as gateway from '@parkline/gateway';
import * as intake from '@parkline/intake';
import * as notification from '@parkline/notification';
import * as reporting from '@parkline/reporting';
import * as routing from '@parkline/routing';
import * as sla from '@parkline/sla';

interface Service {
  schema: z.ZodObject;
  build: (config: never, overrides?: Partial<Platform>) => Promise<App>;
}

const service = (module: { configSchema: z.ZodObject; buildApp: Service['build'] }): Service => ({
  schema: module.configSchema,
  build: module.buildApp,
});

/** All services in the order in which they start: the gateway last, when everybody whom it asks is there. */
export const buildServices = {
  directory: service(directory),
  intake: service(intake),
  casework: service(casework),
  routing: service(routing),
  sla: service(sla),
  feedback: service(feedback),
  notification: service(notification),
  reporting: service(reporting),
  gateway: service(gateway),
} as const satisfies Record<string, Service>;

export type ServiceName = keyof typeof buildServices;
