import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { problemMediaType, problemSchema } from '../problems';
import type { Route } from '../route';

const meanings: Record<number, string> = {
  400: 'Something in the request is wrong; field names it.',
  401: 'No valid access token.',
  403: 'Not for this person.',
  404: 'There is no such thing, or the caller may not know of it.',
  409: 'Not possible now: the state does not allow it, somebody was faster, or the key was used for something else.',
  413: 'The body is too large.',
  415: 'Only JSON is understood.',
  429: 'Too many requests; Retry-After says when to try again.',
  500: 'Our fault.',
  503: 'A part of the platform does not answer; try again.',
};

const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe('The same key with the same body gives the first answer again.');

/** The API as an OpenAPI 3.1 document, made from the schemas that validate the requests. */
export function openApiDocument(routes: readonly Route[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const described of routes) {
    paths[described.path] = { ...paths[described.path], [described.method]: operationOf(described) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Parkline',
      version: '1.0.0',
      description: 'Complaint handling for property groups that run many parks. Errors are RFC 9457 problem details.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Access token of a member of staff.' },
      },
    },
  });
}

function operationOf(described: Route): ZodOpenApiOperationObject {
  const { method, path, access, params, query, headers, body, answers } = described;
  const header = method === 'post' ? (headers ?? z.object({})).extend({ 'Idempotency-Key': idempotencyKey }) : headers;
  return {
    operationId: operationId(method, path),
    summary: described.summary,
    ...(described.description ? { description: described.description } : {}),
    tags: [described.tag],
    security: access === 'person' ? [{ bearer: [] }] : access === 'optional' ? [{}, { bearer: [] }] : [],
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(header ? { header } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: responsesOf(described, answers),
  };
}

function responsesOf({ problems }: Route, answers: Route['answers']): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, { description, schema, contentType = 'application/json' }] of Object.entries(answers)) {
    responses[status as '200'] = { description, content: { [contentType]: { schema: schema ?? z.string() } } };
  }
  for (const status of [...new Set([400, ...problems, 429, 500])].sort()) {
    responses[String(status) as '400'] = {
      description: meanings[status] ?? 'A problem.',
      content: { [problemMediaType]: { schema: problemSchema } },
    };
  }
  return responses;
}

/** `getCasesByNumber`-like: unique, and readable in generated clients. */
function operationId(method: string, path: string): string {
  const parts = path.replace(/^\/v1\//, '').split(/[/-]/);
  const names = parts.map((part) =>
    part.replace(/\{(\w)(\w*)\}/, (_all, first: string, rest: string) => `By${first.toUpperCase()}${rest}`),
  );
  return method + names.map((name) => name.charAt(0).toUpperCase() + name.slice(1)).join('');
}
