import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface BareServer {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a bare server as a process of its own: `main` for complaints, `lifecycle-server` for whole lifecycles. */
export async function startBareServer(
  script: 'main' | 'lifecycle-server',
  args: readonly string[],
): Promise<BareServer> {
  const child = fork(join(__dirname, `${script}.js`), args);
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
