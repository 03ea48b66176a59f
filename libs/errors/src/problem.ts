import { isParklineError, type ErrorKind } from './errors';
import { isTransient } from './transient';

/** RFC 9457 problem details. */
export interface Problem {
  /** Stable and unique for each kind of problem. */
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  field?: string;
  details?: Record<string, string>;
  instance?: string;
}

const http: Record<ErrorKind, { status: number; title: string }> = {
  NotFound: { status: 404, title: 'Not found' },
  InvalidInput: { status: 400, title: 'Invalid input' },
  Conflict: { status: 409, title: 'Conflict' },
  Refused: { status: 409, title: 'Not possible now' },
  Forbidden: { status: 403, title: 'Forbidden' },
  Unauthenticated: { status: 401, title: 'Not signed in' },
  Unavailable: { status: 503, title: 'Not available' },
  ResourceExhausted: { status: 429, title: 'Too many requests' },
  Internal: { status: 500, title: 'Internal error' },
};

/** The `type` of a problem with this code. */
export function problemType(code: string): string {
  return `urn:parkline:problem:${code.replaceAll('_', '-')}`;
}

/**
 * Any error as a problem. What is not ours tells nothing of its text.
 * @param instance the request's id
 */
export function toProblem(error: unknown, instance?: string): Problem {
  const where = instance === undefined ? {} : { instance };
  if (!isParklineError(error)) {
    const kind = isTransient(error) ? 'Unavailable' : 'Internal';
    const code = kind === 'Unavailable' ? 'unavailable' : 'internal';
    const detail =
      kind === 'Unavailable'
        ? 'A part of the platform does not answer; try again.'
        : 'Something went wrong on our side.';
    return { type: problemType(code), ...http[kind], detail, code, ...where };
  }
  const problem: Problem = {
    type: problemType(error.code),
    ...http[error.kind],
    detail: error.kind === 'Internal' ? 'Something went wrong on our side.' : error.message,
    code: error.code,
    ...where,
  };
  if (error.field !== undefined) problem.field = error.field;
  if (error.details !== undefined) problem.details = error.details;
  return problem;
}
