import { join } from 'node:path';
import { devTokenIssuer, loadOrCreateKeys, type JWK } from '@parkline/auth';
import { localConfig, startPlatform } from '@parkline/local';

/** The clock of a whole platform. It goes on by itself, and forward at once where a test says so. */
export interface MovableClock {
  now(): Date;
  /** @throws if that were backward: services may rely on time not doing so */
  moveTo(at: Date): void;
}

export interface MovingPlatform {
  url: string;
  developmentKey: JWK;
  clock: MovableClock;
  stop(): Promise<void>;
}

/** Often enough that nobody waits for a timer, seldom enough to leave the processor to others. */
const ticks = { CASEWORK_TICK_MS: '150', SLA_TICK_MS: '150', SLA_SWEEP_MS: '300', FEEDBACK_TICK_MS: '300' };

/** All services in this process over the embedded log and store, at a time of its own: days pass without waiting. */
export async function startMovingPlatform({
  folder,
  startAt,
  env = {},
}: {
  folder: string;
  startAt: Date;
  env?: Record<string, string>;
}): Promise<MovingPlatform> {
  const time = { offsetMs: startAt.getTime() - Date.now() };
  const now = (): Date => new Date(Date.now() + time.offsetMs);
  const restore = setEnvironment(ticks);
  const config = localConfig.parse({
    ...{ PORT: '0', PARKLINE_DATA: folder, PARKLINE_DEMO: 'false', LOG_LEVEL: 'warn' },
    ...env,
  });
  const platform = await startPlatform(config, { progress: () => undefined, time }).finally(restore);
  const { privateKeys } = await loadOrCreateKeys(join(folder, 'keys'), [devTokenIssuer]);
  return {
    url: platform.url,
    developmentKey: privateKeys[devTokenIssuer] as JWK,
    clock: {
      now,
      moveTo(at) {
        const forward = at.getTime() - now().getTime();
        if (forward < 0) throw new Error(`${at.toISOString()} is before ${now().toISOString()}`);
        time.offsetMs += forward;
      },
    },
    stop: platform.stop,
  };
}

/** The services in one process are configured by its environment. @returns how to put it back */
function setEnvironment(settings: Record<string, string>): () => void {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
