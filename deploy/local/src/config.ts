import { z } from 'zod';

/** What `npm start` is configured by. */
export const localConfig = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port of the portal and the API; 0 takes a free one. All other ports are chosen free.'),
  PARKLINE_DATA: z.string().min(1).default('./.data').describe('Folder that holds all data, keys and logs.'),
  PARKLINE_CACHE: z
    .string()
    .min(1)
    .default('./.cache')
    .describe('Folder for what is fetched once, like the embedded store; may be shared.'),
  PARKLINE_DEMO: z.enum(['true', 'false']).default('true').describe('Whether the first start loads demo cases.'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional()
    .describe('A document store of your own instead of the embedded one.'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional()
    .describe('Where e-mail goes; without it the outbox page shows what would have been sent.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('What is logged to parkline.log in the data folder.'),
});

export type LocalConfig = z.infer<typeof localConfig>;
