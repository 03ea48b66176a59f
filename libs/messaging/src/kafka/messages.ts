import type { KafkaMessage, Message } from 'kafkajs';
import type { Headers } from '../dead-letter-headers';
import type { Incoming } from '../delivery';
import type { OutgoingEvent, ReceivedEvent } from '../event';

/** CloudEvents, binary mode of the Kafka protocol binding: attributes as headers, the payload untouched. */
export function toMessage(event: OutgoingEvent, extra: Headers = {}): Message {
  return {
    key: event.key,
    value: Buffer.from(event.payload.buffer, event.payload.byteOffset, event.payload.byteLength),
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: event.type,
      ce_source: event.source,
      ce_subject: event.subject,
      ce_time: event.time.toISOString(),
      ce_sequence: String(event.seq),
      'content-type': 'application/protobuf',
      // The extension attribute names the act that caused the event; `traceparent` may be set anew by instrumentation.
      ...(event.traceparent ? { ce_traceparent: event.traceparent, traceparent: event.traceparent } : {}),
      ...extra,
    },
  };
}

export function headersOf(message: Pick<KafkaMessage, 'headers'>): Headers {
  const headers: Headers = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers[name] = last.toString();
  }
  return headers;
}

/** Reads an event. `topic` is the one under which it is handled; it may have been read from the retries of that. */
export function fromMessage(message: KafkaMessage, read: string, partition: number, topic: string): Incoming {
  const headers = headersOf(message);
  const traceparent = headers['ce_traceparent'] ?? headers['traceparent'];
  const event: ReceivedEvent = {
    id: headers['ce_id'] ?? `${read}/${partition}/${message.offset}`,
    type: headers['ce_type'] ?? 'unknown',
    source: headers['ce_source'] ?? 'unknown',
    subject: headers['ce_subject'] ?? '',
    key: message.key?.toString() ?? '',
    seq: Number(headers['ce_sequence'] ?? 0),
    time: new Date(headers['ce_time'] ?? Number(message.timestamp)),
    payload: message.value ?? new Uint8Array(),
    topic,
    partition,
    offset: message.offset,
    ...(traceparent ? { traceparent } : {}),
  };
  const missing = ['ce_id', 'ce_type', 'ce_source', 'ce_sequence'].filter((name) => !headers[name]);
  const broken = missing.length > 0 ? `not a CloudEvent: no ${missing.join(', ')}` : undefined;
  return { event, place: `${read}/${partition}`, ...(broken ? { broken } : {}) };
}
