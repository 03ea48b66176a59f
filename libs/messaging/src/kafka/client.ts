import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Logger } from 'pino';
import { quietConnections } from './quiet-connections';

quietConnections();

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

/** What kafkajs says about each attempt to connect matters only in detail: our own lines tell what came of it. */
function report(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, logger: _name, timestamp: _time, ...rest } = log;
  const line = `kafkajs ${namespace}: ${message}`;
  const detail = level !== logLevel.ERROR || namespace === 'Connection' || namespace === 'BrokerPool';
  if (detail) logger.debug(rest, line);
  else logger.warn(rest, line);
}
