import { isParklineError } from '@parkline/errors';
import { loadConfig } from '@parkline/service-kit';
import { localConfig } from './config';
import { startPlatform, type LocalPlatform } from './platform';
import { terminalProgress } from './progress';

const stopMs = 4_500;

/** Starts everything and stays until Ctrl-C. @param startedAt when the person pressed Enter, for the seconds shown */
export function start(startedAt: number): void {
  let platform: LocalPlatform | undefined;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    process.stderr.write('\nStopping …\n');
    setTimeout(() => process.exit(1), stopMs).unref();
    void Promise.resolve(platform?.stop()).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Parkline did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);

  Promise.resolve()
    .then(() => startPlatform(loadConfig(localConfig), { progress: terminalProgress(startedAt) }))
    .then(
      (running) => {
        platform = running;
        if (stopping) void running.stop().then(() => process.exit(0));
        else process.stdout.write(`Parkline is ready: ${running.url}\n`);
      },
      (error: unknown) => {
        const reason = isParklineError(error)
          ? error.message
          : error instanceof Error
            ? (error.stack ?? error.message)
            : String(error);
        process.stderr.write(`Parkline cannot start: ${reason}\n`);
        process.exit(1);
      },
    );
}
