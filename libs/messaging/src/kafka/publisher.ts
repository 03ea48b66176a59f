import { invalidInput, unavailable } from '@parkline/errors';
import { Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import { retryShort } from './client';

/** The broker takes 1 MB; the rest is for headers and framing, which are estimated. */
const largestSendBytes = 900_000;
const headerBytes = 600;

export interface Publisher {
  /** Resolves when all replicas have the messages. The order of calls is the order in each partition. */
  send(topic: string, messages: Message[]): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  topic: string;
  messages: Message[];
  bytes: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * One send is in flight at a time; what comes meanwhile goes together into the next. So the order is kept without limit
 * on the callers, and many small publications cost few requests.
 */
export function createPublisher(kafka: Kafka, logger: Logger): Publisher {
  const queue: Waiting[] = [];
  let producer: Promise<Producer> | undefined;
  let sending: Promise<void> | undefined;

  const connected = (): Promise<Producer> => {
    if (producer) return producer;
    const opening = (async () => {
      const fresh = kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
        retry: retryShort,
      });
      await fresh.connect();
      return fresh;
    })();
    producer = opening;
    opening.catch(() => (producer = undefined));
    return opening;
  };

  /** After a failed send its sequence numbers are in doubt: the next send uses a producer with a new id. */
  const discard = (): void => {
    const broken = producer;
    producer = undefined;
    broken
      ?.then((old) => old.disconnect())
      .catch((error: unknown) => logger.debug({ err: error }, 'producer left behind'));
  };

  const sendTogether = async (batch: Waiting[]): Promise<void> => {
    const byTopic = new Map<string, Message[]>();
    for (const { topic, messages } of batch) byTopic.set(topic, [...(byTopic.get(topic) ?? []), ...messages]);
    const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
    try {
      await (await connected()).sendBatch({ acks: -1, topicMessages });
      for (const { resolve } of batch) resolve();
    } catch (error) {
      discard();
      const cause = error instanceof Error ? error.message : String(error);
      const failure = unavailable('broker_unavailable', `The events could not be published: ${cause}`, {
        cause: error,
      });
      for (const { reject } of batch) reject(failure);
    }
  };

  const sendAll = async (): Promise<void> => {
    while (queue.length > 0) await sendTogether(queue.splice(0, fitting(queue)));
    sending = undefined;
  };

  const enqueue = (topic: string, messages: Message[], bytes: number): Promise<void> =>
    new Promise((resolve, reject) => {
      queue.push({ topic, messages, bytes, resolve, reject });
      sending ??= sendAll();
    });

  return {
    async send(topic, messages) {
      const parts = split(topic, messages);
      // All parts are queued at once, so nothing gets between them.
      const results = await Promise.allSettled(parts.map((part) => enqueue(topic, part.messages, part.bytes)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    async close() {
      await sending;
      const last = producer;
      producer = undefined;
      await (await last?.catch(() => undefined))?.disconnect();
    },
  };
}

/** How many of the waiting fit into one send; at least one. */
function fitting(queue: Waiting[]): number {
  let bytes = queue[0]?.bytes ?? 0;
  let count = 1;
  while (count < queue.length && (bytes += queue[count]!.bytes) <= largestSendBytes) count++;
  return count;
}

function split(topic: string, messages: Message[]): { messages: Message[]; bytes: number }[] {
  const parts: { messages: Message[]; bytes: number }[] = [];
  for (const message of messages) {
    const bytes = headerBytes + (message.value?.length ?? 0) + (message.key?.length ?? 0);
    if (bytes > largestSendBytes) {
      throw invalidInput(
        'event_too_large',
        `An event for ${topic} has ${bytes} bytes, but at most ${largestSendBytes} fit.`,
      );
    }
    const last = parts.at(-1);
    if (last && last.bytes + bytes <= largestSendBytes) {
      last.messages.push(message);
      last.bytes += bytes;
    } else {
      parts.push({ messages: [message], bytes });
    }
  }
  return parts;
}
