import type { z } from 'zod';
import { isParklineError } from '@parkline/errors';
import { startAdmin, type Checks } from './admin';
import type { App } from './app';
import { loadConfig, type BaseConfig } from './config';
import { createLogger } from './logger';

/**
 * Entry of a process that is one service: reads the configuration, starts, answers on the admin port, and drains on
 * SIGTERM or SIGINT within DRAIN_SECONDS. What cannot be started ends the process with one line that says why.
 */
export async function runService<T extends z.ZodObject>(
  name: string,
  schema: T,
  buildApp: (config: z.infer<T>) => Promise<App>,
): Promise<void> {
  try {
    const config = loadConfig(schema);
    const base = config as unknown as BaseConfig;
    const logger = createLogger({ service: name, level: base.LOG_LEVEL });
    const app = await buildApp(config);
    let begun = false;
    const started: Checks = {
      started: () => (begun ? Promise.resolve() : Promise.reject(new Error('still starting'))),
    };
    const admin = await startAdmin({
      port: base.ADMIN_PORT,
      checks: { ...app.checks, ...started },
      registries: [app.metrics],
    });

    const beginning = app.start();
    let stopping = false;
    const stop = (signal: string): void => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, 'draining');
      setTimeout(() => {
        logger.error('the drain took too long');
        process.exit(1);
      }, base.DRAIN_SECONDS * 1000).unref();
      // What is still beginning must have begun before it can be ended in order.
      void beginning
        .then(() => app.stop())
        .then(() => admin.close())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error({ err: error }, 'the drain failed');
            process.exit(1);
          },
        );
    };
    process.once('SIGTERM', () => stop('SIGTERM'));
    process.once('SIGINT', () => stop('SIGINT'));
    process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a promise was left alone'));

    await beginning;
    begun = true;
    logger.info({ grpcPort: app.grpcPort, httpPort: app.httpPort, adminPort: admin.port }, 'started');
  } catch (error) {
    process.stderr.write(
      `${name}: ${isParklineError(error) ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  }
}
