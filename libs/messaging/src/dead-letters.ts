import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createKafkaBus } from './kafka/kafka-bus';

const usage = `Lists the dead letters of a consumer group in Kafka, or gives them back to that group.

  node libs/messaging/dist/dead-letters.js list   --brokers host:port --topic parkline.case.v1 --group sla [--limit 100]
  node libs/messaging/dist/dead-letters.js replay --brokers host:port --topic parkline.case.v1 --group sla [--place 7 …]

Without --place everything is given back that was not given back before.`;

/** The operator's tool. Prints one JSON line a letter, without the payload: that may hold what only its owner may read. */
export async function deadLettersTool(args: string[], print: (line: string) => void): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      brokers: { type: 'string' },
      topic: { type: 'string' },
      group: { type: 'string' },
      limit: { type: 'string', default: '100' },
      place: { type: 'string', multiple: true },
    },
  });
  const [command] = positionals;
  const { brokers, topic, group, limit, place } = values;
  if (!brokers || !topic || !group || (command !== 'list' && command !== 'replay')) throw new Error(usage);
  const logger = pino({ level: 'silent' });
  const bus = createKafkaBus({
    brokers: brokers.split(','),
    clientId: 'dead-letters',
    logger,
    metrics: new Registry(),
  });
  try {
    if (command === 'replay') {
      print(`${await bus.deadLetters.replay({ topic, group, places: place })} given back to ${group}`);
      return;
    }
    for (const { place: at, event, reason, replayed } of await bus.deadLetters.list({
      topic,
      group,
      limit: Number(limit),
    })) {
      const { id, type, subject, seq } = event;
      print(JSON.stringify({ place: at, id, type, subject, seq, ...reason, replayed }));
    }
  } finally {
    await bus.close();
  }
}

if (require.main === module) {
  deadLettersTool(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`)).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
