import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { unavailable } from '@parkline/errors';
import { createConnection, type mongo } from 'mongoose';
import { startChildServer } from './child-server';
import { withDataFolder } from './data-folder';
import type { StartedStore, StartStoreOptions } from './started-store';

const SET = 'parkline';
const NOT_YET_INITIALIZED = 94;

/** Where `mongod` is on the PATH, if it is. */
export function findMongod(env: Record<string, string | undefined>): string | undefined {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/** Starts `mongod` as a replica set of one (transactions need a set) with its data in `${dataDir}/mongod`. */
export async function startMongod(
  command: string,
  { dataDir, logger, cacheMegabytes = 128, onUnexpectedEnd }: StartStoreOptions,
): Promise<StartedStore> {
  const data = join(dataDir, 'mongod');
  await mkdir(data, { recursive: true });
  const port = await choosePort(`${data}.port`);
  const cacheGigabytes = String(Math.max(0.25, cacheMegabytes / 1024));
  const server = await withDataFolder(data, () =>
    startChildServer({
      name: 'mongod',
      command,
      args: [
        ...['--replSet', SET, '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', data],
        ...['--oplogSize', '256', '--wiredTigerCacheSizeGB', cacheGigabytes],
      ],
      isReady: (output) => output.includes('Waiting for connections'),
      logger,
      onUnexpectedEnd,
    }),
  );
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  await becomePrimary(uri, `127.0.0.1:${port}`).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return { uri, stop: () => server.stop() };
}

/** The port of the last start if it is free: the replica set remembers its address. */
async function choosePort(note: string): Promise<number> {
  const last = Number(await readFile(note, 'utf8').catch(() => '0'));
  const port = (await freePort(last)) ?? (await freePort(0));
  if (port === undefined) throw unavailable('store_no_port', 'No free port was found for mongod.');
  await writeFile(note, String(port));
  return port;
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}

async function becomePrimary(uri: string, host: string): Promise<void> {
  const connection = await createConnection(uri, { serverSelectionTimeoutMS: 10_000 }).asPromise();
  try {
    const admin = connection.getClient().db('admin');
    await configure(admin, host);
    for (let attempt = 0; attempt < 200; attempt++) {
      if ((await admin.command({ hello: 1 })).isWritablePrimary === true) return;
      await wait(50);
    }
    throw unavailable('store_not_started', 'mongod did not become the primary of its replica set.');
  } finally {
    await connection.close();
  }
}

async function configure(admin: mongo.Db, host: string): Promise<void> {
  try {
    const config = (await admin.command({ replSetGetConfig: 1 })).config as {
      version: number;
      members: { host: string }[];
    };
    if (config.members[0]?.host === host) return;
    const members = [{ ...config.members[0], host }];
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  } catch (error) {
    if ((error as { code?: unknown }).code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: SET, members: [{ _id: 0, host }] } });
  }
}
