import { createHash, randomUUID } from 'node:crypto';
import { Kafka, logLevel, type IHeaders } from 'kafkajs';

/** An event as it stands in its topic. */
export interface LoggedEvent {
  id: string;
  type: string;
  seq: number;
  headers: IHeaders;
  payload: Buffer;
  /** Digest of the payload. */
  content: string;
}

/** All events of a topic, by key, in the order of their partitions. */
export async function readTopic(brokers: string[], topic: string): Promise<Map<string, LoggedEvent[]>> {
  const kafka = new Kafka({ brokers, clientId: 'checker', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]));
  await admin.disconnect();
  const remaining = new Set([...ends].filter(([, end]) => end > 0).map(([partition]) => partition));
  const byKey = new Map<string, LoggedEvent[]>();
  if (remaining.size === 0) return byKey;
  const consumer = kafka.consumer({ groupId: `checker-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachMessage: ({ partition, message }) => {
          const headers = message.headers ?? {};
          const { ce_id, ce_type, ce_sequence } = headers;
          const key = String(message.key);
          const payload = message.value ?? Buffer.alloc(0);
          const content = createHash('sha256').update(payload).digest('base64url');
          const attributes = { id: String(ce_id), type: String(ce_type), seq: Number(ce_sequence) };
          byKey.set(key, [...(byKey.get(key) ?? []), { ...attributes, headers, payload, content }]);
          if (Number(message.offset) + 1 >= (ends.get(partition) ?? 0)) remaining.delete(partition);
          if (remaining.size === 0) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return byKey;
}
