import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { ParklineError, isParklineError, type ErrorKind } from './errors';
import { isTransient } from './transient';

const statusOf: Record<ErrorKind, status> = {
  NotFound: status.NOT_FOUND,
  InvalidInput: status.INVALID_ARGUMENT,
  Conflict: status.ABORTED,
  Refused: status.FAILED_PRECONDITION,
  Forbidden: status.PERMISSION_DENIED,
  Unauthenticated: status.UNAUTHENTICATED,
  Unavailable: status.UNAVAILABLE,
  ResourceExhausted: status.RESOURCE_EXHAUSTED,
  Internal: status.INTERNAL,
};

const kindOf = new Map<number, ErrorKind>([
  ...Object.entries(statusOf).map(([kind, code]): [number, ErrorKind] => [code, kind as ErrorKind]),
  [status.ALREADY_EXISTS, 'Conflict'],
  [status.OUT_OF_RANGE, 'InvalidInput'],
  [status.DEADLINE_EXCEEDED, 'Unavailable'],
  [status.CANCELLED, 'Unavailable'],
]);

/** Metadata key under which code, field and details travel, as JSON. */
const detailKey = 'parkline-error-bin';

interface Wire {
  code: string;
  field?: string;
  details?: Record<string, string>;
}

/** Any error as a gRPC status. What is not ours becomes INTERNAL without its text, or UNAVAILABLE where it may pass. */
export function toGrpcStatus(error: unknown): Partial<StatusObject> {
  if (!isParklineError(error)) {
    return isTransient(error)
      ? {
          code: status.UNAVAILABLE,
          details: 'A part of the platform does not answer; try again.',
          metadata: new Metadata(),
        }
      : { code: status.INTERNAL, details: 'Something went wrong on our side.', metadata: new Metadata() };
  }
  const wire: Wire = { code: error.code };
  if (error.field !== undefined) wire.field = error.field;
  if (error.details !== undefined) wire.details = error.details;
  const metadata = new Metadata();
  metadata.set(detailKey, Buffer.from(JSON.stringify(wire)));
  return { code: statusOf[error.kind], details: error.message, metadata };
}

/** The error that the other side threw. */
export function fromGrpcError(error: unknown): ParklineError {
  if (isParklineError(error)) return error;
  const { code, details, metadata } = (error ?? {}) as Partial<ServiceError>;
  const kind = (code === undefined ? undefined : kindOf.get(code)) ?? 'Internal';
  const wire = readWire(metadata);
  const fallback = kind === 'Unavailable' ? 'unavailable' : kind === 'Internal' ? 'internal' : kind.toLowerCase();
  return new ParklineError(kind, wire?.code ?? fallback, details || 'The call failed.', {
    ...(wire?.field === undefined ? {} : { field: wire.field }),
    ...(wire?.details === undefined ? {} : { details: wire.details }),
    cause: error,
  });
}

function readWire(metadata: Metadata | undefined): Wire | undefined {
  const value = metadata?.get(detailKey)[0];
  if (!Buffer.isBuffer(value)) return undefined;
  try {
    return JSON.parse(value.toString('utf8')) as Wire;
  } catch {
    return undefined; // another side's metadata under our key: the status alone still tells the kind
  }
}
