import { createServer, type Server, type ServerResponse } from 'node:http';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { unavailable } from '@parkline/errors';

export type Checks = Readonly<Record<string, () => Promise<void>>>;

export interface AdminServer {
  port: number;
  close(): Promise<void>;
}

const checkMs = 3_000;

/**
 * The port for those who run the process: /livez (the process answers), /readyz (each part it needs answers),
 * /metrics (Prometheus).
 */
export async function startAdmin(options: {
  port: number;
  checks: Checks;
  registries: Registry[];
}): Promise<AdminServer> {
  const processMetrics = new Registry();
  // Its default, 10 ms, wakes a process that is at rest a hundred times a second.
  collectDefaultMetrics({ register: processMetrics, eventLoopMonitoringPrecision: 50 });
  const all = Registry.merge([processMetrics, ...options.registries]);
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/livez') send(response, 200, 'ok\n');
    else if (path === '/readyz') void answerReady(options.checks, response);
    else if (path === '/metrics') void answerMetrics(all, response);
    else send(response, 404, 'only /livez, /readyz and /metrics are here\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(unavailable('port_taken', `ADMIN_PORT ${options.port} cannot be used: ${cause.message}`, { cause })),
    );
    server.listen(options.port, resolve);
  });
  return { port: portOf(server), close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Runs all checks at once; a check that takes more than three seconds has failed. Returns what failed, by name. */
export async function failedChecks(checks: Checks): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${checkMs} ms`)), checkMs);
      });
      try {
        await Promise.race([check(), late]);
      } catch (error) {
        failed[name] = error instanceof Error ? error.message : String(error);
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  return failed;
}

async function answerReady(checks: Checks, response: ServerResponse): Promise<void> {
  const failed = await failedChecks(checks);
  const ready = Object.keys(failed).length === 0;
  send(response, ready ? 200 : 503, `${JSON.stringify({ ready, failed })}\n`, 'application/json');
}

async function answerMetrics(registry: Registry, response: ServerResponse): Promise<void> {
  try {
    send(response, 200, await registry.metrics(), registry.contentType);
  } catch (error) {
    send(response, 500, `${String(error)}\n`);
  }
}

function send(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
