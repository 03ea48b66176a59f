import { randomUUID } from 'node:crypto';
import type { Kafka, KafkaMessage, Message } from 'kafkajs';
import { deathReason } from '../dead-letter-headers';
import type { DeadLetter, DeadLetters } from '../event';
import { deadLetterTopic, replayGroup, retryTopic } from '../names';
import { withAdmin } from './ensure-topics';
import { fromMessage, headersOf } from './messages';

const readWithinMs = 30_000;

interface Found {
  letter: DeadLetter;
  message: KafkaMessage;
}

/** Dead letters in Kafka. The position of a group of its own remembers which were given back. */
export function kafkaDeadLetters(
  kafka: Kafka,
  prepare: (topics: string[]) => Promise<void>,
  send: (topic: string, messages: Message[]) => Promise<void>,
): DeadLetters {
  const read = async (topic: string, group: string): Promise<Found[]> => {
    const dead = deadLetterTopic(topic, group);
    await prepare([dead]);
    const replayed = await withAdmin(kafka, async (admin) => {
      const [found] = await admin.fetchOffsets({ groupId: replayGroup(topic, group), topics: [dead] });
      return BigInt(found?.partitions.find(({ partition }) => partition === 0)?.offset ?? -1);
    });
    return (await readAll(kafka, dead)).map((message) => {
      const headers = headersOf(message);
      const { event } = fromMessage(message, dead, 0, topic);
      return {
        message,
        letter: {
          place: message.offset,
          event: {
            ...event,
            partition: Number(headers['dl_partition'] ?? 0),
            offset: headers['dl_offset'] ?? message.offset,
          },
          reason: deathReason(headers),
          replayed: BigInt(message.offset) < replayed,
        },
      };
    });
  };

  return {
    list: async ({ topic, group, limit }) => (await read(topic, group)).slice(0, limit).map(({ letter }) => letter),

    async replay({ topic, group, places }) {
      const found = await read(topic, group);
      const chosen = found.filter(({ letter }) => (places ? places.includes(letter.place) : !letter.replayed));
      if (chosen.length === 0) return 0;
      const retries = retryTopic(topic, group);
      await prepare([retries]);
      await send(
        retries,
        chosen.map(({ message }) => withoutReason(message)),
      );
      if (!places) {
        const offset = (BigInt(chosen.at(-1)!.letter.place) + 1n).toString();
        const partitions = [{ partition: 0, offset }];
        await withAdmin(kafka, (admin) =>
          admin.setOffsets({ groupId: replayGroup(topic, group), topic: deadLetterTopic(topic, group), partitions }),
        );
      }
      return chosen.length;
    },
  };
}

function withoutReason({ key, value, headers = {} }: KafkaMessage): Message {
  return {
    key,
    value,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('dl_'))),
  };
}

/** Everything that the one partition of a topic has at this moment. */
async function readAll(kafka: Kafka, topic: string): Promise<KafkaMessage[]> {
  const [bounds] = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  if (!bounds || bounds.low === bounds.high) return [];
  const end = BigInt(bounds.high);
  const messages: KafkaMessage[] = [];
  const consumer = kafka.consumer({ groupId: `${topic}.reader.${randomUUID()}`, maxWaitTimeInMs: 100 });
  let timer: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${topic} could not be read in time.`)), readWithinMs);
      const eachMessage = ({ message }: { message: KafkaMessage }): Promise<void> => {
        if (BigInt(message.offset) < end) messages.push(message);
        if (BigInt(message.offset) + 1n >= end) resolve();
        return Promise.resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return messages;
}
