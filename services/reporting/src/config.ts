import { z } from 'zod';
import { baseConfig } from '@parkline/service-kit';

export const configSchema = baseConfig.extend({
  REPORTING_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(200)
    .describe('Most events that are counted in one transaction.'),
  REPORTING_FALLBACK_TIME_ZONE: z
    .string()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', 'must be an IANA time zone')
    .default('Asia/Shanghai')
    .describe('Time zone that gives the day of receipt while directory has not yet told the one of the park.'),
});

export type ReportingConfig = z.infer<typeof configSchema>;
