import { Kafka, logLevel } from 'kafkajs';
import { readTopic } from './read-topic';

/** Puts every event of a topic to the dead letters of a group, as if it had failed there. Returns how many. */
export async function copyToDeadLetters(brokers: string[], topic: string, dead: string): Promise<number> {
  const events = [...(await readTopic(brokers, topic)).entries()];
  const at = new Date().toISOString();
  const reason = { dl_topic: topic, dl_error: 'put there by a test', dl_code: 'test', dl_tries: '10', dl_at: at };
  const messages = events.flatMap(([key, own]) =>
    own.map(({ payload, headers }) => ({ key, value: payload, headers: { ...headers, ...reason } })),
  );
  const kafka = new Kafka({ brokers, clientId: 'checker', logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: dead, messages });
  await producer.disconnect();
  return messages.length;
}
