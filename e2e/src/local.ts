import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { devTokenIssuer, loadOrCreateKeys, type JWK } from '@parkline/auth';
import { freePort } from '@parkline/testing';

export interface LocalRun {
  url: string;
  pid: number;
  developmentKey: JWK;
  /** What it has said so far, progress included. */
  output(): string;
  /** Milliseconds from the start to the line that says it is ready. */
  readyAfterMs: number;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code when the process has ended. */
  ended: Promise<number | null>;
}

export interface LocalOptions {
  folder: string;
  env?: Record<string, string>;
  port?: number;
  timeoutMs?: number;
}

const root = resolve(__dirname, '..', '..');

/** Runs what `npm start` runs, as a process of its own, until it says that it is ready. */
export async function startLocal(options: LocalOptions): Promise<LocalRun> {
  const startedAt = Date.now();
  const { child, output, ended } = spawnLocal({ ...options, port: options.port ?? (await freePort()) });
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready in time:\n${output()}`));
    }, options.timeoutMs ?? 120_000);
    const look = (): void => {
      const found = /Parkline is ready: (\S+)/.exec(output())?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', look);
    void ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready:\n${output()}`));
    });
  });
  const { privateKeys } = await loadOrCreateKeys(join(options.folder, 'keys'), [devTokenIssuer]);
  return {
    url,
    pid: child.pid ?? 0,
    developmentKey: privateKeys[devTokenIssuer] as JWK,
    output,
    readyAfterMs: Date.now() - startedAt,
    // Ctrl-C in a terminal goes to the whole group, the store included.
    signal: (signal) => void process.kill(signal === 'SIGINT' ? -(child.pid ?? 0) : (child.pid ?? 0), signal),
    ended,
  };
}

/** The same without waiting: for starts that are meant to fail. */
export function spawnLocal(options: LocalOptions & { port: number }): {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [join(root, 'deploy', 'local', 'start.cjs')], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: String(options.port),
      PARKLINE_DATA: options.folder,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, output: () => text, ended };
}
