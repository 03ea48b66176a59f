import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';

/** A server that runs as our child, in our process group, and never outlives us. */
export interface ChildServer {
  readonly pid: number;
  /** Everything it wrote so far, cut to the last few kilobytes. */
  output(): string;
  stop(): Promise<void>;
}

export interface ChildServerOptions {
  name: string;
  command: string;
  args: string[];
  /** Tells from the output that the server is ready. */
  isReady: (output: string) => boolean;
  readyTimeoutMs?: number;
  logger: Logger;
  /** Called with the last line of output if it ends although nobody stopped it. */
  onUnexpectedEnd?: (lastLine: string) => void;
}

/** Blocks the interrupt and becomes the command: a mask, unlike a handler, is nothing that the command would replace. */
const UNINTERRUPTED =
  'import os,signal,sys;signal.pthread_sigmask(signal.SIG_BLOCK,{signal.SIGINT});os.execvp(sys.argv[1],sys.argv[1:])';

/**
 * The shell becomes the server itself (so its pid is the server's). Ctrl-C goes to the whole group: the server does not
 * hear of it, as it must serve until the services have drained. A watcher reads our end of a pipe and stops the server when the
 * pipe closes, which happens however we end, by `kill -9` too.
 */
const WATCHED = `trap '' INT
exec 3<&0
(read -r _ <&3 || kill -TERM $$) >/dev/null 2>&1 &
if command -v python3 >/dev/null 2>&1; then exec python3 -I -S -c '${UNINTERRUPTED}' "$@" 3<&- </dev/null; fi
exec "$@" 3<&- </dev/null`;

const KEPT_OUTPUT = 8_000;
const STOP_TIMEOUT_MS = 4_000;

/** Why a server did not come up, with what it said. */
export class ServerDidNotStart extends Error {
  constructor(
    name: string,
    readonly output: string,
  ) {
    super(`${name} did not start: ${lastLine(output) || 'it said nothing'}`);
  }
}

export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { name, command, args, logger, onUnexpectedEnd } = options;
  const child = spawn('/bin/sh', ['-c', WATCHED, name, command, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let stopping = false;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.on('error', () => logger.debug({ server: name }, 'server closed its watcher'));
  await ready(child, options, (chunk) => (output = (output + chunk).slice(-KEPT_OUTPUT))).catch(
    async (error: unknown) => {
      child.kill('SIGKILL');
      child.stdin.destroy();
      await ended;
      throw error;
    },
  );
  child.once('exit', (code, signal) => {
    // A line lets the watcher go without signalling a pid that may belong to someone else by then.
    child.stdin.end('ended\n');
    if (stopping) return;
    logger.error({ server: name, code, signal, said: lastLine(output) }, 'server ended unexpectedly');
    onUnexpectedEnd?.(lastLine(output));
  });
  letGo(child);
  return {
    pid: child.pid as number,
    output: () => output,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const hammer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(hammer);
    },
  };
}

/** A running server is no reason for a process to go on that has nothing else to do; the watcher ends it then. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr] as (Socket | null)[]) pipe?.unref();
}

function ready(child: ChildProcess, options: ChildServerOptions, keep: (chunk: string) => string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new ServerDidNotStart(options.name, output)),
      options.readyTimeoutMs ?? 30_000,
    );
    const read = (chunk: Buffer) => {
      output = keep(chunk.toString());
      if (!options.isReady(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    // 'close' and not 'exit': only then all its output is here.
    child.once('close', () => {
      clearTimeout(timer);
      reject(new ServerDidNotStart(options.name, output));
    });
  });
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
