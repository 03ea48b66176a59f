import { randomUUID } from 'node:crypto';
import express from 'express';
import { Kafka, logLevel } from 'kafkajs';
import { createConnection } from 'mongoose';

/**
 * What whole lifecycles are compared with: one process in which every request inserts or updates one document and sends
 * one event, with nothing around it – no checks, no outbox, nobody who listens. Arguments: URI, database, topic, brokers.
 */
async function main(): Promise<void> {
  const [uri = '', database = '', topic = '', ...brokers] = process.argv.slice(2);
  const connection = createConnection(uri, { dbName: database, autoCreate: false, autoIndex: false, maxPoolSize: 20 });
  await connection.asPromise();
  await connection.createCollection('lifecycles');
  const lifecycles = connection.collection<{ _id: string; steps: unknown[] }>('lifecycles');
  const kafka = new Kafka({ clientId: 'bare', brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 6 }] });
  await admin.disconnect();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const send = (key: string, event: unknown): Promise<unknown> =>
    producer.send({ topic, acks: -1, messages: [{ key, value: JSON.stringify(event) }] });

  const app = express();
  app.use(express.json());
  app.post('/v1/lifecycles', async (request, response) => {
    const id = randomUUID();
    const step = { at: new Date(), said: request.body as unknown };
    await lifecycles.insertOne({ _id: id, steps: [step] });
    await send(id, step);
    response.status(201).json({ id });
  });
  app.post('/v1/lifecycles/:id/steps', async (request, response) => {
    const { id } = request.params;
    const step = { at: new Date(), said: request.body as unknown };
    await lifecycles.updateOne({ _id: id }, { $push: { steps: { $each: [step], $slice: -100 } } });
    await send(id, step);
    response.json({ id });
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
}

process.once('disconnect', () => process.exit(0)); // whoever started it has gone

void main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
