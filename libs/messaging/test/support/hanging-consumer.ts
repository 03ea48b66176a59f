import { appendFileSync } from 'node:fs';
import { openBus, type BusAddress } from './open-bus';

/** A consumer that notes each event in a file and, in the middle of a batch, stops doing anything: it is to be killed. */
async function main(): Promise<void> {
  const [address, topic, group, file, hangAt] = process.argv.slice(3) as [string, string, string, string, string];
  const bus = await openBus(JSON.parse(address) as BusAddress);
  let noted = 0;
  await bus.subscribe({
    group,
    topics: [topic],
    maxBatch: 10,
    handler: async (batch) => {
      for (const event of batch) {
        appendFileSync(file, `${event.id}\n`);
        if (++noted >= Number(hangAt)) {
          appendFileSync(file, 'hangs\n');
          await new Promise(() => setInterval(() => undefined, 1_000));
        }
      }
    },
  });
}

void main();
