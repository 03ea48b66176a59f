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
  SLA_SWEEP_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(600_000)
    .default(5_000)
    .describe(
      'How often, in milliseconds, to look for deadlines to be worked out anew: by a calendar that has grown, or by an application of newer rules.',
    ),
  SLA_TIME_SCALE: z.coerce
    .number()
    .min(1)
    .max(1_000_000)
    .default(1)
    .describe(
      'Divides every allowance, so that a test sees a whole ladder in seconds; other than 1, every moment is working time. 1 in real life.',
    ),
});

export type Config = z.infer<typeof configSchema>;
