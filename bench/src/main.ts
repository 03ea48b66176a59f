import { inspect } from 'node:util';
import { caseworkBench } from './casework';
import { dispatch } from './dispatch';
import { intake } from './intake';
import { lifecyclesBench } from './lifecycles';
import { optionsFrom, type Options } from './options';
import { slaBench } from './sla';
import { start } from './start';

const benches: Record<string, (options: Options) => Promise<void>> = {
  intake,
  lifecycles: lifecyclesBench,
  dispatch,
  sla: slaBench,
  casework: caseworkBench,
  start,
};

async function main(): Promise<void> {
  const args = process.argv.slice(2).filter((arg) => arg !== '--no-build');
  const options = optionsFrom(args.filter((arg) => arg.startsWith('--')));
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')}: the names are ${Object.keys(benches).join(', ')}`);
  }
  for (const name of named.length > 0 ? named : Object.keys(benches)) {
    process.stdout.write(`\n══ ${name}\n`);
    await benches[name]?.(options);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${inspect(error)}\n`);
    process.exit(1);
  },
);
