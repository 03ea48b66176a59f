import { baseConfig } from '@parkline/service-kit';
import { z } from 'zod';

/** Configuration of casework. */
export const configSchema = baseConfig.extend({
  CASEWORK_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(200)
    .describe('Most events that are handled in one bulk write.'),
  CASEWORK_TICK_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(600_000)
    .default(5_000)
    .describe('How often, in milliseconds, to look for review dates and time limits of cases that are over.'),
});

export type CaseworkConfig = z.infer<typeof configSchema>;
