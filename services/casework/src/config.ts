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
});

export type CaseworkConfig = z.infer<typeof configSchema>;
