import { connectStore } from '../../src';
import { tallyRepository } from './tally';
import { logger } from './logger';

/** A process whose bus never answers: it saves, says so, and waits for its end. */
async function main([uri, database, id, count]: string[]): Promise<void> {
  const store = await connectStore({ uri: uri as string, database: database as string, logger });
  const repository = tallyRepository(store, () => new Promise<void>(() => undefined));
  await repository.sync();
  repository.relay.start();
  for (let n = 1; n <= Number(count); n++) {
    const { version } = await repository.execute({ id, commandId: `c${n}`, decide: () => ({ events: [{ add: n }] }) });
    process.stdout.write(`saved ${version}\n`);
  }
}

void main(process.argv.slice(2));
