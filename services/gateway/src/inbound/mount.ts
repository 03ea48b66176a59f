import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { unauthenticated, invalidInput } from '@parkline/errors';
import type { Access } from './access';
import type { Limits } from './limits';
import { HttpProblem } from './problems';
import type { Call, Route } from './route';
import { checked } from './validation';

export interface MountOptions {
  access: Access;
  limits: Limits;
  bodyKilobytes: number;
}

/** Hangs the routes into express: allowance, identity, size and type of the body, validation, handler – in this order. */
export function mountRoutes(app: Express, routes: readonly Route[], options: MountOptions): void {
  const methods = new Map<string, string[]>();
  for (const described of routes) {
    const path = described.path.replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(path, [...(methods.get(path) ?? []), described.method]);
    const parsers = described.body ? [jsonOnly, jsonParser(described, options)] : [];
    app[described.method](path, guard(described, options), ...parsers, runner(described));
  }
  for (const [path, allowed] of methods) {
    app.all(path, () => {
      const names = allowed.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
      throw new HttpProblem(405, 'method_not_allowed', 'Method not allowed', `Allowed here: ${names.join(', ')}.`, {
        headers: { Allow: names.join(', ') },
      });
    });
  }
}

function jsonParser({ bodyKilobytes = 0 }: Route, options: MountOptions) {
  const limit = Math.max(bodyKilobytes, options.bodyKilobytes) * 1024;
  return express.json({ limit, strict: true, type: 'application/json' });
}

/** Before the body is read: a stranger's ten megabytes are not worth parsing. */
function guard(described: Route, { access, limits }: MountOptions) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    await limits.spend(described.limit, addressOf(request), response);
    if (described.access !== 'public') {
      const caller = await access.callerOf(request.header('authorization') ?? '');
      if (!caller && described.access === 'person') throw unauthenticated('token_missing', 'Sign in first.');
      response.locals.caller = caller;
    }
    next();
  };
}

function jsonOnly(request: Request, _response: Response, next: NextFunction): void {
  const empty = request.header('content-length') === '0' || !hasBody(request);
  if (!empty && !request.is('application/json')) {
    throw new HttpProblem(415, 'not_json', 'Unsupported media type', 'Send JSON: Content-Type application/json.');
  }
  next();
}

function hasBody(request: Request): boolean {
  return request.header('transfer-encoding') !== undefined || request.header('content-length') !== undefined;
}

function runner(described: Route) {
  return async (request: Request, response: Response): Promise<void> => {
    const call = {
      params: described.params ? checked(described.params, request.params) : {},
      query: described.query ? checked(described.query, request.query) : {},
      body: described.body ? checked(described.body, (request.body as unknown) ?? {}) : {},
      caller: response.locals.caller as Call<never, never, never>['caller'],
      idempotencyKey: idempotencyKeyOf(request),
      header: (name: string) => request.header(name) ?? '',
      address: addressOf(request),
    } as unknown as Call<never, never, never>;
    if (described.stream) {
      await described.stream(call, request, response);
      return;
    }
    if (!described.handle) throw new Error(`${described.path} has no handler`);
    const { status = 200, headers = {}, body } = await described.handle(call);
    response
      .status(status)
      .set({ 'Cache-Control': 'no-store', ...headers })
      .json(body);
  };
}

function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.header('idempotency-key');
  if (key === undefined) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw invalidInput('key_malformed', 'Idempotency-Key takes 1 to 200 visible ASCII characters.', {
    field: 'Idempotency-Key',
  });
}

function addressOf(request: Request): string {
  return request.ip ?? request.socket.remoteAddress ?? 'unknown';
}
