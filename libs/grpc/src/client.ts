import { Client, Metadata, credentials, status, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { fromGrpcError } from '@parkline/errors';
import { currentCall } from './call-context';
import type { RequestOf, ResponseOf, ServiceDefinition } from './definition';
import { callMetrics } from './metrics';
import { principalKey } from './server';

export interface CallOptions {
  /** Act for this principal instead of the service itself. */
  principalToken?: string;
  /** At most this long; a call made while answering another never outlives that one. */
  deadlineMs?: number;
}

/** A typed client of a service: one function for each method, its errors are ParklineErrors. */
export type GrpcClient<D extends ServiceDefinition> = {
  -readonly [M in keyof D]: (request: RequestOf<D[M]>, options?: CallOptions) => Promise<ResponseOf<D[M]>>;
} & { close(): void };

export interface GrpcClientOptions {
  /** host:port; a function is asked at the first call. */
  address: string | (() => string);
  /** The calling service's own token. */
  token: () => Promise<string>;
  logger: Logger;
  metrics: Registry;
  /** 5 s unless told. */
  deadlineMs?: number;
}

// Every call is either a query or a command with an id, so that all may be tried again.
const serviceConfig = JSON.stringify({
  loadBalancingConfig: [{ round_robin: {} }],
  methodConfig: [
    {
      name: [{}],
      retryPolicy: {
        maxAttempts: 4,
        initialBackoff: '0.1s',
        maxBackoff: '1s',
        backoffMultiplier: 2,
        retryableStatusCodes: ['UNAVAILABLE'],
      },
    },
  ],
});

/** A client of one neighbour. Deadlines are always set; UNAVAILABLE is tried again with backoff within them. */
export function createGrpcClient<D extends ServiceDefinition>(
  definition: D,
  options: GrpcClientOptions,
): GrpcClient<D> {
  const { token, deadlineMs = 5_000 } = options;
  const metrics = callMetrics(options.metrics, 'client');
  let connected: Client | undefined;
  const connection = (): Client => {
    const address = typeof options.address === 'function' ? options.address() : options.address;
    connected ??= new Client(address, credentials.createInsecure(), {
      'grpc.service_config': serviceConfig,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
      // After a rollout the name has other addresses at once; half a minute of the old ones would be half a minute of errors.
      'grpc.dns_min_time_between_resolutions_ms': 1_000,
      'grpc.max_receive_message_length': 8 << 20,
    });
    return connected;
  };

  const invoke = async (
    name: string,
    method: MethodDefinition<unknown, unknown>,
    request: unknown,
    call: CallOptions,
  ): Promise<unknown> => {
    const started = process.hrtime.bigint();
    const metadata = new Metadata();
    metadata.set(principalKey, call.principalToken ?? (await token()));
    const end = Math.min(Date.now() + (call.deadlineMs ?? deadlineMs), currentCall()?.deadline.getTime() ?? Infinity);
    const service = method.path.split('/')[1] ?? '';
    const observe = (code: status): void =>
      metrics.observe({ service, method: name, status: status[code] }, Number(process.hrtime.bigint() - started) / 1e9);
    return new Promise((resolve, reject) => {
      connection().makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        metadata,
        { deadline: end },
        (error: ServiceError | null, response?: unknown) => {
          observe(error?.code ?? status.OK);
          if (error) reject(fromGrpcError(error));
          else resolve(response);
        },
      );
    });
  };

  const client: Record<string, unknown> = { close: () => connected?.close() };
  for (const [name, method] of Object.entries(definition)) {
    client[name] = (request: unknown, call: CallOptions = {}) => invoke(name, method as never, request, call);
  }
  return client as GrpcClient<D>;
}
