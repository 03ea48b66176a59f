import { createConnection } from 'mongoose';
import { createLoader, sizesUpTo } from './bulk';
import { openBus } from './bus';
import { connectCallers, type Callers } from './casework/callers';
import { cloneCase, idOf } from './casework/clone';
import { measureCommands } from './casework/commands';
import { measurePages, pagesToMeasure, showPages, type PageCosts } from './casework/lists';
import { makeRealCases } from './casework/real-cases';
import { pause } from './figures';
import { startGround } from './ground';
import type { Options } from './options';
import { residentMb } from './processes';
import { keepResults, printTable } from './report';

/** casework, and intake and directory which it asks; nobody else listens. */
const others = { routing: 0, sla: 0, notification: 0, feedback: 0, reporting: 0, gateway: 0 };

/** Cases over which commands are spread. */
const many = 1_000;

const searchedPerson = '欧阳听雨';

/** Commands on one case and on many, and lists and search with more and more cases in the store. */
export async function caseworkBench(options: Options): Promise<void> {
  const ground = await startGround(options, { replicas: others });
  const bus = openBus(ground.brokers);
  const database = await createConnection(ground.storeUri, {
    dbName: ground.cluster.databaseOf('casework'),
  }).asPromise();
  const callers = await connectCallers(ground);
  try {
    const real = await makeRealCases({ bus, database, callers });
    const person = await tokensOf(callers, searchedPerson);
    const sizes = sizesUpTo(Math.max(many, options.size));
    const of = sizes.at(-1) ?? many;
    const loader = createLoader(database.collection('cases'), {
      minutes: options.minutes,
      atOnce: 100,
      cloneOf: (n) => cloneCase(real.templateOf(n), n, { of, person }),
    });
    await loader.fillTo(many);
    const manyCases = Array.from({ length: many }, (_, index) => idOf(index + 1));
    const commands = await measureCommands(ground, { callers, options, hotCase: real.working._id, manyCases });

    const costs = new Map<string, PageCosts>();
    const pid = ground.watched.find(({ name }) => name === 'casework')?.pid ?? 0;
    const loaded: { cases: number; seconds: number; residentMb: number }[] = [];
    for (const size of sizes) {
      if (!(await loader.fillTo(size))) break;
      // What the load left to do must not be taken for what a page costs.
      await pause(5_000);
      const { state } = cloneCase(real.templateOf(500), 500, { of, person }) as unknown as {
        state: { number: string };
      };
      const [park = '', , serial = ''] = state.number.split('-');
      const search = { number: state.number, parkAndSerial: `${park} ${Number(serial)}`, person: searchedPerson };
      await measurePages(pagesToMeasure(callers, search), size, costs);
      loaded.push({ cases: size, seconds: loader.load.seconds, residentMb: residentMb(pid) });
    }
    showPages([...costs.values()]);
    printTable(
      'The load, past the service',
      ['cases', 'after s', 'casework MB'],
      loaded.map(({ cases, seconds, residentMb: mb }) => [cases, seconds.toFixed(0), mb.toFixed(0)]),
    );
    keepResults('casework', { options, commands, pages: [...costs.values()], loaded });
  } finally {
    callers.close();
    await bus.close();
    await database.close();
    await ground.stop();
  }
}

/** By what a complainant of this name is found: as intake tells casework when the complaint comes in. */
async function tokensOf({ intake, as }: Callers, name: string): Promise<string[]> {
  const { terms } = await intake.blindSearchTerms({ groupId: 'demo', terms: [name] }, await as('casework'));
  return terms.flatMap(({ tokens }) => tokens.map((token) => `b:${token}`));
}
