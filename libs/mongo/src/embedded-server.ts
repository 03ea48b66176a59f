import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import type { StartedStore, StartStoreOptions } from './start-store';

const VERSION = '0.6.0b17';

export async function startEmbedded({
  dataDir,
  cacheDir = dataDir,
  progress,
  cacheMegabytes = 128,
}: StartStoreOptions): Promise<StartedStore> {
  const target = join(cacheDir, `store-${VERSION}`);
  const binary = join(target, 'secantusdb.scripts', 'secantusd-rs');
  if (!existsSync(binary)) {
    progress?.('Installing the embedded document store (22 MB, once) …');
    await run('python3', [
      '-m',
      'pip',
      'install',
      '--no-deps',
      '--quiet',
      '--target',
      target,
      `secantusdb==${VERSION}`,
    ]);
  }
  const data = join(dataDir, 'store');
  await mkdir(data, { recursive: true });
  const child = spawn(
    binary,
    [
      '--port',
      '0',
      '--storage-path',
      data,
      '--cache-size',
      `${cacheMegabytes}M`,
      '--log-file-max',
      '64MB',
      '--sync-on-commit',
      '--log-level',
      'INFO',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /listening on (127\.0\.0\.1:\d+)/.exec(output);
      if (found?.[1]) resolve(found[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(output)));
  });
  return {
    uri: `mongodb://${address}/?directConnection=true`,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}
