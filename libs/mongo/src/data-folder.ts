import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { unavailable } from '@parkline/errors';
import { ServerDidNotStart, type ChildServer } from './child-server';

const run = promisify(execFile);

const HELD = /already being managed by another process|resource busy|DBPathInUse|Resource temporarily unavailable/i;
const PATIENCE_MS = 10_000;

/** Who started the server of a data folder, and which process it is. */
interface Holder {
  server: number;
  owner: number;
}

/**
 * Starts a server on a data folder that only one may use. A server whose starter is gone (killed, with its watcher) is
 * ended first; one with a living starter is left alone and named in the error.
 */
export async function withDataFolder(data: string, start: () => Promise<ChildServer>): Promise<ChildServer> {
  const note = `${data}.pid`;
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const server = await start();
      await writeFile(note, JSON.stringify({ server: server.pid, owner: process.pid } satisfies Holder));
      return { ...server, stop: () => server.stop().then(() => rm(note, { force: true })) };
    } catch (error) {
      if (!(error instanceof ServerDidNotStart)) throw error;
      if (!HELD.test(error.output)) throw unavailable('store_not_started', oneLine(error.message), { cause: error });
      const holder = await readHolder(note);
      const parent = holder && (await parentOf(holder.server));
      if (!holder || parent === holder.owner || Date.now() > until) throw inUse(data, holder?.owner);
      // Normally its watcher is just ending it.
      if (parent !== undefined && Date.now() > until - PATIENCE_MS + 2_000) endOrphan(holder.server);
      await wait(100);
    }
  }
}

function inUse(data: string, owner: number | undefined) {
  const who = owner === undefined ? 'another process' : `another running Parkline (process ${owner})`;
  return unavailable(
    'store_in_use',
    `The data folder ${data} is in use by ${who}. Stop it, or set PARKLINE_DATA to another folder.`,
  );
}

async function readHolder(note: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(note, 'utf8')) as Holder;
  } catch {
    // No note, or one cut off by a crash: then nothing is known of the holder.
    return undefined;
  }
}

/** Parent of a process; undefined if there is no such process. */
async function parentOf(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'ppid=', '-p', String(pid)]);
    return Number(stdout.trim()) || undefined;
  } catch {
    return undefined;
  }
}

function endOrphan(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
