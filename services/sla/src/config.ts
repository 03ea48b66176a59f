import { z } from 'zod';
import { baseConfig } from '@parkline/service-kit';

/** What sla is configured by. */
export const configSchema = baseConfig.extend({
  SLA_TICK_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(1_000)
    .describe('How often, in milliseconds, to look for steps of the ladder that are reached.'),
  SLA_TIME_SCALE: z.coerce
    .number()
    .min(1)
    .max(1_000_000)
    .default(1)
    .describe('Divides every allowance, so that a test sees a whole ladder in seconds. 1 in real life.'),
});

export type Config = z.infer<typeof configSchema>;
