import {
  Server,
  ServerCredentials,
  logVerbosity,
  setLogVerbosity,
  status,
  type ServerUnaryCall,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { isParklineError, toGrpcStatus, unavailable } from '@parkline/errors';
import type { PrincipalVerifier } from '@parkline/auth';
import { withCallContext, type CallContext } from './call-context';
import type { RequestOf, ResponseOf, ServiceDefinition } from './definition';
import { callMetrics } from './metrics';
import { addReflection } from './reflection';

/** Handlers of a service: they get the decoded request and throw what goes wrong. */
export type Handlers<D extends ServiceDefinition> = {
  -readonly [M in keyof D]: (request: RequestOf<D[M]>, context: CallContext) => Promise<ResponseOf<D[M]>>;
};

export interface GrpcServer {
  addService<D extends ServiceDefinition>(definition: D, handlers: Handlers<D>): void;
  /** Starts listening and returns the port. @param address host:port, port 0 for a free one */
  listen(address?: string): Promise<number>;
  /** Refuses new calls, lets those under way finish, and cuts off what is left after the time given. */
  drain(timeoutMs: number): Promise<void>;
}

export interface GrpcServerOptions {
  /** The name under which calls are counted and health is told. */
  service: string;
  verifier: PrincipalVerifier;
  logger: Logger;
  metrics: Registry;
  /** Compiled contracts, to let tools ask what there is; without it there is no reflection. */
  descriptorSet?: Buffer;
}

/** Metadata key of the caller's principal token. */
export const principalKey = 'parkline-principal';
const longestCallMs = 30_000;
// What goes wrong is thrown or answered; the library's own lines on stderr would say it twice.
setLogVerbosity(logVerbosity.NONE);

/**
 * A gRPC server in which every handler runs in the same wrapper: the principal is verified, the deadline known,
 * a throw becomes a status, the call is counted, and nothing that a handler does can end the process.
 */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const { service, verifier, logger } = options;
  const metrics = callMetrics(options.metrics, 'server');
  const server = new Server({ 'grpc.max_receive_message_length': 4 << 20, 'grpc.max_send_message_length': 8 << 20 });
  const health = new HealthImplementation({ '': 'NOT_SERVING' });
  health.addToServer(server);
  if (options.descriptorSet) addReflection(server, options.descriptorSet);

  const answer = async <Q, R>(
    method: string,
    handler: (request: Q, context: CallContext) => Promise<R>,
    call: ServerUnaryCall<Q, R>,
    respond: sendUnaryData<R>,
  ): Promise<void> => {
    const started = process.hrtime.bigint();
    const cancelled = new AbortController();
    // The library says so at the end of every call, answered ones too, and an abort makes an error with its stack.
    const onCancelled = (): void => cancelled.abort();
    call.once('cancelled', onCancelled);
    let outcome = 'OK';
    let result: R | undefined;
    let failure: unknown;
    try {
      const token = call.metadata.get(principalKey)[0];
      const principal = await verifier.verify(typeof token === 'string' ? token : '');
      const context = { principal, deadline: deadlineOf(call), signal: cancelled.signal };
      result = await withCallContext(context, () => handler(call.request, context));
    } catch (error) {
      failure = toGrpcStatus(error);
      outcome = status[(failure as { code: status }).code];
      if (!isParklineError(error)) logger.error({ err: error, method }, 'a call failed');
    }
    call.removeListener('cancelled', onCancelled);
    metrics.observe({ service, method, status: outcome }, Number(process.hrtime.bigint() - started) / 1e9);
    if (failure !== undefined) {
      respond(failure);
      return;
    }
    try {
      respond(null, result);
    } catch (error) {
      // The answer could not be encoded: the caller hears of it instead of waiting.
      logger.error({ err: error, method }, 'an answer could not be sent');
      respond(toGrpcStatus(error));
    }
  };

  return {
    addService(definition, handlers) {
      const implementation: Record<
        string,
        (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => void
      > = {};
      for (const name of Object.keys(definition)) {
        const handler = handlers[name] as unknown as (request: unknown, context: CallContext) => Promise<unknown>;
        implementation[name] = (call, done) => void answer(name, handler, call, done);
      }
      server.addService(definition as never, implementation);
    },
    async listen(address = '0.0.0.0:0') {
      const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
          if (error)
            reject(
              unavailable('port_taken', `${service} cannot listen on ${address}: ${error.message}`, { cause: error }),
            );
          else resolve(bound);
        });
      });
      health.setStatus('', 'SERVING');
      return port;
    },
    async drain(timeoutMs) {
      health.setStatus('', 'NOT_SERVING');
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, timeoutMs);
        server.tryShutdown(() => {
          clearTimeout(cut);
          resolve();
        });
      });
    },
  };
}

function deadlineOf(call: ServerUnaryCall<unknown, unknown>): Date {
  const longest = Date.now() + longestCallMs;
  const asked = call.getDeadline();
  const asTime = asked instanceof Date ? asked.getTime() : asked;
  return new Date(Math.min(asTime, longest));
}
