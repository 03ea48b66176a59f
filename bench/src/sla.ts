import { createConnection } from 'mongoose';
import { openBus } from './bus';
import { startGround } from './ground';
import type { Options } from './options';
import { keepResults } from './report';
import { dispatchedClockSet } from './sla/clock-sets';
import { measureDue } from './sla/due';
import { measureIdle } from './sla/idle';
import { measureWorkingTime } from './sla/working-time';

/** Only those that sla needs: what it tells is read by the bench. */
const others = { intake: 0, casework: 0, routing: 0, notification: 0, feedback: 0, reporting: 0, gateway: 0 };

/** Working time against luxon, the timer with many clocks and nothing due, and with very much due. */
export async function slaBench(options: Options): Promise<void> {
  const workingTime = measureWorkingTime();
  const ground = await startGround(options, {
    replicas: others,
    envOf: { sla: { SLA_TICK_MS: String(options.tick) } },
  });
  const bus = openBus(ground.brokers);
  const database = await createConnection(ground.storeUri, { dbName: ground.cluster.databaseOf('sla') }).asPromise();
  try {
    const parts = { database, bus, options };
    // Of P3 some clocks go by working time; those of P1 are all elapsed, so that their steps may be moved to any time.
    const template = await dispatchedClockSet(parts, 'P3');
    const pressing = await dispatchedClockSet(parts, 'P1');
    const idle = await measureIdle(ground, { ...parts, template });
    const due = await measureDue(ground, { ...parts, template: pressing });
    keepResults('sla', { options, workingTime, idle, due });
  } finally {
    await bus.close();
    await database.close();
    await ground.stop();
  }
}
