import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Logger } from 'pino';

/** Short enough that a caller learns within seconds that the broker is away; who waits longer, tries again. */
export const retryShort = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 };

export function createClient(brokers: string[], clientId: string, logger: Logger): Kafka {
  return new Kafka({
    clientId,
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 20_000,
    retry: retryShort,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => report(logger, entry),
  });
}

/** kafkajs calls every lost connection an error; what matters is said by our own log lines. */
function report(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, logger: _name, timestamp: _time, ...rest } = log;
  const line = `kafkajs ${namespace}: ${message}`;
  if (level === logLevel.ERROR) logger.warn(rest, line);
  else logger.debug(rest, line);
}
