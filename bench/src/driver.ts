import { parksKnown, startGround, type Ground } from './ground';
import { lifecycles } from './lifecycle';
import type { Options } from './options';
import { signInAll, type People } from './people';
import { createPool, type Pool } from './pool';
import { watchCases, type CaseWatch } from './stream';

/** A running platform and everything to drive lifecycles on it. */
export interface Driver {
  ground: Ground;
  pool: Pool;
  watch: CaseWatch;
  people: People;
  stop(): Promise<void>;
}

/** Starts all services and carries one lifecycle through, so that every copy and connection is there. */
export async function startDriver(options: Options): Promise<Driver> {
  const ground = await startGround(options);
  try {
    const people = await signInAll(ground);
    const watch = await watchCases(ground.port, people.hq);
    const pool = createPool(ground.port);
    process.stdout.write('waiting for the copies of the directory\n');
    await parksKnown(ground);
    await lifecycles({ pool, watch, people }).run();
    return {
      ground,
      pool,
      watch,
      people,
      async stop() {
        watch.close();
        pool.close();
        await ground.stop();
      },
    };
  } catch (error) {
    await ground.stop();
    throw error;
  }
}
