import { startStore } from '../../src';
import { logger } from './logger';

/** A process that starts a store and lives until it is ended. */
async function main([dataDir, cacheDir]: string[]): Promise<void> {
  const { uri } = await startStore({
    dataDir: dataDir as string,
    cacheDir,
    logger,
    env: { ...process.env, MONGODB_URI: '' },
  });
  process.stdout.write(`started ${uri}\n`);
  setInterval(() => undefined, 60_000);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stdout.write(`failed ${(error as Error).message}\n`);
  process.exitCode = 1;
});
