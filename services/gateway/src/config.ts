import { z } from 'zod';
import { baseConfig, flag } from '@parkline/service-kit';

const count = (fallback: number, text: string) =>
  z.coerce.number().int().min(1).max(10_000_000).default(fallback).describe(text);

/** What the gateway is configured by. It has no store of its own: the MONGODB_ fields are not used. */
export const configSchema = baseConfig.extend({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port of portal and API; 0 takes a free one.'),
  PORTAL_DIR: z
    .string()
    .default('services/portal/dist')
    .describe("Folder of the portal's built files, from the working folder unless absolute."),
  GATEWAY_FILINGS_PER_MINUTE: count(1_000, 'Complaints that one address may file in a minute.'),
  GATEWAY_READS_PER_MINUTE: count(10_000, 'All other requests that one address may send in a minute.'),
  GATEWAY_WRONG_CODES: count(10, 'Wrong tracking codes for one number from one address within 15 minutes.'),
  GATEWAY_BODY_KILOBYTES: count(256, 'Largest request body, in KiB.'),
  GATEWAY_TRUST_PROXY: z
    .string()
    .regex(/^(false|[0-9]{1,2}|[0-9a-fA-F.:/, ]+|loopback)$/, 'must be false, a number of hops, or addresses')
    .default('false')
    .describe(
      'Whose X-Forwarded-For is believed: false for nobody, the number of proxies in front, or their addresses separated by commas.',
    ),
  GATEWAY_STREAMS: count(2_000, 'Event streams open at once.'),
  GATEWAY_HEARTBEAT_MS: count(15_000, 'Time between the comments that keep an event stream open.'),
  GATEWAY_KEPT_EVENTS: count(10_000, 'Events kept for clients that resume a stream.'),
  GATEWAY_OUTBOX: flag().default(false).describe('Shows the local outbox of e-mails. For local use only.'),
  GATEWAY_DEV_TOKENS: flag()
    .default(false)
    .describe('Accepts development tokens of the demo people. Refused with NODE_ENV=production.'),
  GATEWAY_DEV_KEY_FILE: z
    .string()
    .default('')
    .describe('File with the private JWK that signs development tokens; needed where they are accepted.'),
});

export type Config = z.infer<typeof configSchema>;
