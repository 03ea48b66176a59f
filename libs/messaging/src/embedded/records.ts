import type { LogEntry, LogRecord } from '../log';

/** A record as it is stored. The id sorts by topic, partition and offset, so the log needs no other index. */
export interface StoredRecord {
  _id: string;
  id: string;
  type: string;
  source: string;
  subject: string;
  key: string;
  seq: number;
  time: Date;
  payload: Uint8Array;
  traceparent?: string;
  headers?: Record<string, string>;
  /** When it was appended; retention goes by this. */
  at: Date;
}

const offsetDigits = 14;

export const recordId = (topic: string, partition: number, offset: number): string =>
  `${topic}|${partition}|${String(offset).padStart(offsetDigits, '0')}`;

/** All records of a partition from an offset on. */
export const recordsFrom = (
  topic: string,
  partition: number,
  from: number,
): { _id: { $gte: string; $lt: string } } => ({
  _id: { $gte: recordId(topic, partition, from), $lt: `${topic}|${partition}|:` },
});

export const recordsBetween = (
  topic: string,
  partition: number,
  from: number,
  before: number,
): { _id: { $gte: string; $lt: string } } => ({
  _id: { $gte: recordId(topic, partition, from), $lt: recordId(topic, partition, before) },
});

export const offsetOf = (id: string): number => Number(id.slice(-offsetDigits));

export function toStored(id: string, { event, headers }: LogEntry, at: Date): StoredRecord {
  const { payload, traceparent, ...plain } = event;
  return {
    _id: id,
    id: plain.id,
    type: plain.type,
    source: plain.source,
    subject: plain.subject,
    key: plain.key,
    seq: plain.seq,
    time: plain.time,
    payload: Buffer.from(payload),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(headers === undefined ? {} : { headers }),
    at,
  };
}

/** Records are read with `promoteBuffers`, so the payload comes as bytes. */
export function fromStored({ _id, payload, headers, at: _at, ...event }: StoredRecord): LogRecord {
  return {
    offset: offsetOf(_id),
    event: { ...event, payload },
    ...(headers === undefined ? {} : { headers }),
  };
}
