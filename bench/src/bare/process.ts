import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface BareServer {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Starts the bare server as a process of its own. */
export async function startBareServer(uri: string, database: string, sample: string): Promise<BareServer> {
  const child = fork(join(__dirname, 'main.js'), [uri, database, sample]);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`The bare server ended with ${code}.`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
