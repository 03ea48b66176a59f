import type { ErrorRequestHandler, Response } from 'express';
import { z } from 'zod';
import { problemType, toProblem, type Problem } from '@parkline/errors';
import type { Logger } from '@parkline/service-kit';

export const problemMediaType = 'application/problem+json';

/** A problem of HTTP itself, which no other service could have. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    message: string,
    readonly extra: { field?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'HttpProblem';
  }
}

/** Problem details as the API document shows them. */
export const problemSchema = z
  .object({
    type: z.string().describe('Stable and unique for each kind of problem.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What a person can do about it.'),
    code: z.string().describe('The last part of the type, with underscores.'),
    field: z.string().optional().describe('The input field at fault.'),
    details: z.record(z.string(), z.string()).optional().describe('Further facts for programs.'),
    instance: z.string().optional().describe('The id of this request; also in X-Request-Id and in the log.'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

/** What the body parser calls its errors. */
const parserProblems: Record<string, { status: number; code: string; title: string; message: string }> = {
  'entity.too.large': {
    status: 413,
    code: 'body_too_large',
    title: 'Too large',
    message: 'The request body is too large.',
  },
  'entity.parse.failed': {
    status: 400,
    code: 'broken_json',
    title: 'Invalid input',
    message: 'The request body is not JSON.',
  },
  'request.size.invalid': {
    status: 400,
    code: 'body_cut_short',
    title: 'Invalid input',
    message: 'The request body is not as long as announced.',
  },
  'request.aborted': {
    status: 400,
    code: 'body_cut_short',
    title: 'Invalid input',
    message: 'The request body was cut short.',
  },
  'encoding.unsupported': {
    status: 415,
    code: 'unsupported_encoding',
    title: 'Unsupported media type',
    message: 'This content encoding is not understood.',
  },
  'charset.unsupported': {
    status: 415,
    code: 'unsupported_charset',
    title: 'Unsupported media type',
    message: 'JSON comes in UTF-8.',
  },
};

/** The one place where errors become HTTP answers. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const instance = requestId(response);
    const problem = problemOf(error, instance);
    if (problem.status >= 500 && problem.status !== 503) {
      logger.error({ err: error, requestId: instance, path: request.path }, 'a request failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.status === 503) response.setHeader('Retry-After', '5');
    if (problem.status === 429 && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '60');
    if (problem.status === 401) response.setHeader('WWW-Authenticate', authenticate(problem));
    if (error instanceof HttpProblem) response.set(error.extra.headers ?? {});
    response.status(problem.status).type(problemMediaType).send(JSON.stringify(problem));
  };
}

/** The id of the request that is being answered. */
export function requestId(response: Response): string | undefined {
  const id = response.getHeader('X-Request-Id');
  return typeof id === 'string' ? id : undefined;
}

function problemOf(error: unknown, instance: string | undefined): Problem {
  const where = instance === undefined ? {} : { instance };
  const known = error instanceof HttpProblem ? error : fromParser(error);
  if (!known) return toProblem(error, instance);
  const { status, code, title, message, extra } = known;
  const field = extra.field === undefined ? {} : { field: extra.field };
  return { type: problemType(code), title, status, detail: message, code, ...field, ...where };
}

/** Errors of express and of the body parser carry a status of their own. */
function fromParser(error: unknown): HttpProblem | undefined {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  const known = typeof type === 'string' ? parserProblems[type] : undefined;
  if (known) return new HttpProblem(known.status, known.code, known.title, known.message);
  if (error instanceof URIError || status === 400) {
    return new HttpProblem(400, 'broken_request', 'Invalid input', 'The request cannot be read.');
  }
  return undefined;
}

function authenticate({ code, detail }: Problem): string {
  const challenge = 'Bearer realm="parkline"';
  if (code === 'token_missing') return challenge;
  return `${challenge}, error="invalid_token", error_description="${detail.replaceAll('"', "'")}"`;
}
