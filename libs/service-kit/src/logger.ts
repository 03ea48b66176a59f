import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

// Personal data and secrets have no business in a log line; these names are the net below that rule.
const personal = [
  'name',
  'phone',
  'email',
  'contact',
  'description',
  'text',
  'comment',
  'authorization',
  'trackingCode',
  'token',
  'password',
];
const redact = personal.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * A logger of JSON lines, one service each: ids only, no payloads, no personal data.
 * @param destination where to write, stdout unless told
 */
export function createLogger(options: { service: string; level: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redact, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
}
