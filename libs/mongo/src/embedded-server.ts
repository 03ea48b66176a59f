import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unavailable } from '@parkline/errors';
import { lastLine, startChildServer, type ChildServer } from './child-server';
import { withDataFolder } from './data-folder';
import type { StartedStore, StartStoreOptions } from './started-store';

const run = promisify(execFile);

/** Pinned: the store's files must be readable by the next start too. */
const PACKAGE = 'secantusdb';
const VERSION = '0.6.0b17';
const INSTEAD = 'Or set MONGODB_URI to a MongoDB server, or put mongod on the PATH.';
const LISTENING = /listening on (127\.0\.0\.1:\d+)/;

/**
 * Starts the embedded MongoDB-compatible server on a free port of this machine, with its data in `${dataDir}/store`;
 * installs it first where `cacheDir` has none. Throws `Unavailable` with one line that says what to do.
 */
export async function startEmbedded(options: StartStoreOptions): Promise<StartedStore> {
  const { dataDir, logger, cacheMegabytes = 128, onUnexpectedEnd, platform = process.platform } = options;
  if (platform === 'win32') {
    throw unavailable('store_platform', `The embedded document store does not run on Windows. ${INSTEAD.slice(3)}`);
  }
  const binary = await installed(options);
  const data = join(dataDir, 'store');
  await mkdir(data, { recursive: true });
  // An own empty configuration: without it the server would look for one in the working and the home directory.
  const config = join(dataDir, 'store.toml');
  await writeFile(config, '');
  const server = await withDataFolder(data, () =>
    startChildServer({
      name: 'document store',
      command: binary,
      args: [
        ...['--config', config, '--port', '0', '--storage-path', data, '--cache-size', `${cacheMegabytes}M`],
        ...['--log-file-max', '64MB', '--sync-on-commit', '--log-level', 'INFO'],
      ],
      isReady: (output) => LISTENING.test(output),
      logger,
      onUnexpectedEnd,
    }),
  );
  return { uri: `mongodb://${addressOf(server)}/?directConnection=true`, stop: () => server.stop() };
}

function addressOf(server: ChildServer): string {
  return LISTENING.exec(server.output())?.[1] as string;
}

/** Path of the server's binary, installed where it is missing; clones may share the folder and come at the same time. */
async function installed({
  dataDir,
  cacheDir = dataDir,
  progress,
  env = process.env,
}: StartStoreOptions): Promise<string> {
  const folder = join(cacheDir, `${PACKAGE}-${VERSION}`);
  const binary = join('secantusdb.scripts', 'secantusd-rs');
  if (existsSync(join(folder, binary))) return join(folder, binary);
  progress?.('Installing the embedded document store (22 MB, only once) …');
  const began = Date.now();
  const parts = `${folder}.${process.pid}.part`;
  await mkdir(cacheDir, { recursive: true });
  try {
    await pipInstall(parts, env);
    if (!existsSync(join(parts, binary))) {
      throw unavailable(
        'store_install',
        `The embedded document store has no server for ${process.platform} ${process.arch}. ${INSTEAD}`,
      );
    }
    await rename(parts, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, binary))) throw error;
    });
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
  progress?.(`Installed the embedded document store in ${Math.ceil((Date.now() - began) / 1000)} s.`);
  return join(folder, binary);
}

async function pipInstall(target: string, env: Record<string, string | undefined>): Promise<void> {
  const quiet = [
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    '--no-warn-script-location',
    '--root-user-action=ignore',
  ];
  try {
    await run(
      'python3',
      ['-m', 'pip', 'install', ...quiet, '--no-deps', '--target', target, `${PACKAGE}==${VERSION}`],
      { env },
    );
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') {
      throw unavailable(
        'store_python',
        `python3 was not found; the embedded document store is installed with it. Install Python 3. ${INSTEAD}`,
      );
    }
    if (stderr.includes('No module named pip')) {
      throw unavailable(
        'store_python',
        `python3 has no pip; the embedded document store is installed with it. Install python3-pip. ${INSTEAD}`,
      );
    }
    throw unavailable(
      'store_install',
      `The embedded document store could not be installed: ${lastLine(stderr)}. ${INSTEAD}`,
    );
  }
}
