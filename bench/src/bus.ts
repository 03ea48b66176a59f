import { createKafkaBus, type OperableBus, type OutgoingEvent } from '@parkline/messaging';
import { createLogger } from '@parkline/service-kit';
import { Registry } from 'prom-client';

/** The event bus as a neighbour of the measured service uses it. */
export function openBus(brokers: string[]): OperableBus {
  const logger = createLogger({ service: 'bench', level: 'silent' });
  return createKafkaBus({ brokers, clientId: 'bench', logger, metrics: new Registry() });
}

/** The first event of an aggregate of a service. */
export function firstEvent(source: string, type: string, key: string, payload: Uint8Array): OutgoingEvent {
  return { id: `${source}/${key}/1`, type, source, subject: key, key, seq: 1, time: new Date(), payload };
}
