import { z } from 'zod';
import { baseConfig } from '@parkline/service-kit';

/** What feedback is configured by. */
export const configSchema = baseConfig.extend({
  FEEDBACK_LAPSE_HOURS: z.coerce
    .number()
    .positive()
    .max(8_760)
    .default(168)
    .describe('Hours after resolve until a case without an answer is closed as resolved, unrated.'),
  FEEDBACK_CALL_SAMPLE_PERCENT: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(30)
    .describe('Of the cases that need no call by rule: the share that a person calls all the same.'),
  FEEDBACK_TICK_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(600_000)
    .default(5_000)
    .describe('How often, in milliseconds, to look for revisits that nobody has answered in time.'),
});

export type Config = z.infer<typeof configSchema>;
