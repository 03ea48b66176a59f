import { z } from 'zod';
import { baseConfig } from '@parkline/service-kit';

export const configSchema = baseConfig.extend({
  ROUTING_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(200)
    .describe('Most events of casework that are decided at once.'),
});

export type RoutingConfig = z.infer<typeof configSchema>;
