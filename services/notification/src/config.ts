import { z } from 'zod';
import { baseConfig, flag } from '@parkline/service-kit';

const milliseconds = (defaultMs: number, min = 10): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(min).max(86_400_000).default(defaultMs);

export const configSchema = baseConfig.extend({
  SMTP_URL: z
    .string()
    .regex(/^(smtps?:\/\/\S+)?$/, 'must begin with smtp:// or smtps://')
    .default('')
    .describe('The SMTP server; empty: nothing is sent, and what would have been is shown in the local outbox.'),
  SMTP_FROM: z.string().min(3).default('Parkline <no-reply@parkline.local>').describe('Sender of all e-mails.'),
  SMTP_CONNECTIONS: z.coerce.number().int().min(1).max(50).default(5).describe('Most connections to the SMTP server.'),
  PORTAL_URL: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must begin with http:// or https://')
    .default('http://localhost:8080')
    .describe('Where people reach the portal: links in e-mails begin with it.'),
  NOTIFICATION_LOCALE: z.enum(['zh', 'en']).default('zh').describe('Language for people of whom none is known.'),
  NOTIFICATION_STAFF_EMAIL: flag()
    .default(false)
    .describe('Whether staff get an e-mail beside each message in the app.'),
  NOTIFICATION_TICK_MS: milliseconds(500).describe('How often, in ms, the sender looks for mails that are due.'),
  NOTIFICATION_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(20)
    .describe('Mails that a sender claims at once.'),
  NOTIFICATION_CLAIM_MS: milliseconds(60_000, 200).describe(
    'How long, in ms, a claim lasts; after that another sender takes the mail for abandoned.',
  ),
  NOTIFICATION_MAX_ATTEMPTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(15)
    .describe('Tries before a mail has failed.'),
  NOTIFICATION_RETRY_MS: milliseconds(2_000).describe('Wait after the first failed try, in ms; it doubles each time.'),
  NOTIFICATION_RETRY_MAX_MS: milliseconds(3_600_000).describe('Longest wait between two tries, in ms.'),
});

export type NotificationConfig = z.infer<typeof configSchema>;
