import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conflict } from '@parkline/errors';

/** Longest path of a Unix socket that every platform takes. */
const longestSocketPath = 100;

export interface ProcessLock {
  release(): Promise<void>;
}

/**
 * Lets one process at a time hold the path. The lock is a Unix socket on which the holder answers, so it ends with the
 * process, however that ends. Throws `Conflict` (`in_use`) where a living process holds it.
 */
export async function lockProcess(lockPath: string): Promise<ProcessLock> {
  const path = socketPath(lockPath);
  for (let attempt = 0; attempt < 5; attempt++) {
    const server = await listen(path);
    // Another process may have removed our socket as a left-over, just before we listened: see who answers.
    if (server && (await holder(path)) === process.pid) return { release: () => close(server) };
    if (server) await close(server);
    const pid = await holder(path);
    if (pid !== undefined) {
      throw conflict(
        'in_use',
        `Another process (pid ${pid}) uses ${lockPath}. Stop it first, or use another data folder.`,
      );
    }
    // Nobody answers: its process was killed.
    await unlink(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  throw conflict('in_use', `The lock ${lockPath} cannot be taken; several processes try at the same time.`);
}

/** Whether a living process holds the path. */
export async function isLocked(lockPath: string): Promise<boolean> {
  return (await holder(socketPath(lockPath))) !== undefined;
}

const socketPath = (lockPath: string): string =>
  Buffer.byteLength(lockPath) <= longestSocketPath
    ? lockPath
    : join(tmpdir(), `parkline-${createHash('sha256').update(lockPath).digest('hex').slice(0, 16)}.sock`);

function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  });
  // The lock alone keeps no process alive.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(path, () => resolve(server));
  });
}

/** The process id of who answers on the socket. A holder that is busy for long still counts as one. */
function holder(path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    let connected = false;
    const socket = connect(path);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.once('connect', () => (connected = true));
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(connected ? Number(answer || 0) : undefined));
  });
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
