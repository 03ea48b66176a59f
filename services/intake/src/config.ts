import { z } from 'zod';
import { baseConfig } from '@parkline/service-kit';

/** What intake is configured by. */
export const configSchema = baseConfig.extend({
  INTAKE_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .describe(
      'Server secret, at least 32 characters: tracking codes, hashes and the keys of the contact data are derived from it. Losing it makes contact data unreadable.',
    ),
  INTAKE_NUMBER_BLOCK: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe('How many complaint numbers of a park and day one process takes from the store at once.'),
});

export type Config = z.infer<typeof configSchema>;
