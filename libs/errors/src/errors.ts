/** What went wrong, in the terms that gRPC and HTTP share. */
export type ErrorKind =
  | 'NotFound'
  | 'InvalidInput'
  | 'Conflict'
  | 'Refused'
  | 'Forbidden'
  | 'Unauthenticated'
  | 'Unavailable'
  | 'ResourceExhausted'
  | 'Internal';

export interface ErrorExtra {
  /** The input field at fault, as the caller knows it: `contact.email`. */
  field?: string;
  /** Further facts for programs. Never personal data. */
  details?: Record<string, string>;
  cause?: unknown;
}

/**
 * The one error that crosses processes: it becomes a gRPC status and an HTTP problem in one place each.
 * `code` is stable and for programs; `message` is for a person who can act on it.
 */
export class ParklineError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly field?: string;
  readonly details?: Record<string, string>;

  constructor(kind: ErrorKind, code: string, message: string, extra: ErrorExtra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = kind;
    this.kind = kind;
    this.code = code;
    if (extra.field !== undefined) this.field = extra.field;
    if (extra.details !== undefined) this.details = extra.details;
  }
}

type Factory = (code: string, message: string, extra?: ErrorExtra) => ParklineError;

const factory =
  (kind: ErrorKind): Factory =>
  (code, message, extra) =>
    new ParklineError(kind, code, message, extra);

/** There is no such thing, or the caller may not know of it. */
export const notFound = factory('NotFound');
/** The request itself is wrong; repeating it will not help. */
export const invalidInput = factory('InvalidInput');
/** Somebody else was faster, or a key was used again for something else. */
export const conflict = factory('Conflict');
/** The rules do not allow this in the present state. For a service that was overtaken the code is `moved_on`. */
export const refused = factory('Refused');
/** Known, but not for this caller. */
export const forbidden = factory('Forbidden');
/** No valid proof of who is calling. */
export const unauthenticated = factory('Unauthenticated');
/** Try again later: a neighbour, the store or the broker does not answer. */
export const unavailable = factory('Unavailable');
/** Too much at once: try again after a while. */
export const resourceExhausted = factory('ResourceExhausted');

/** Whether this is one of ours, and of the given kind if one is given. */
export function isParklineError(error: unknown, kind?: ErrorKind): error is ParklineError {
  return error instanceof ParklineError && (kind === undefined || error.kind === kind);
}
