import { status } from '@grpc/grpc-js';
import { isParklineError } from './errors';

const transientSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const transientNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'MongoNotConnectedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'KafkaJSConnectionError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSNumberOfRetriesExceeded',
]);
const transientLabels = ['TransientTransactionError', 'RetryableWriteError'];
const transientGrpc = new Set<number>([status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.RESOURCE_EXHAUSTED]);

/**
 * Whether the same call may succeed later without any change: a neighbour, the store or the broker is away or busy.
 * Everything else is either the caller's fault or unknown.
 */
export function isTransient(error: unknown): boolean {
  if (isParklineError(error)) return error.kind === 'Unavailable' || error.kind === 'ResourceExhausted';
  if (!(error instanceof Error)) return false;
  const { code, errorLabels } = error as Error & { code?: unknown; errorLabels?: unknown };
  if (transientNames.has(error.name)) return true;
  if (typeof code === 'string' && transientSystemCodes.has(code)) return true;
  if (typeof code === 'number' && 'metadata' in error && transientGrpc.has(code)) return true;
  if (Array.isArray(errorLabels) && transientLabels.some((label) => errorLabels.includes(label))) return true;
  const labelSet = (error as { errorLabelSet?: unknown }).errorLabelSet;
  return labelSet instanceof Set && transientLabels.some((label) => labelSet.has(label));
}
