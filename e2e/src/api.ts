import { createDevToken, type JWK } from '@parkline/auth';
import { demoPerson } from '@parkline/directory';

export interface Answer<T = Json> {
  status: number;
  headers: Headers;
  body: T;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- journeys read whatever the API answers, and assert on it
export type Json = any;

export interface Person {
  staffId: string;
  role: string;
  token: string;
}

/** The platform as somebody outside sees it: HTTP and nothing else. */
export interface Api {
  url: string;
  request(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
  file(complaint: Json, options?: { key?: string; token?: string }): Promise<Answer>;
  track(number: string, code: string): Promise<Answer>;
  /** One of `answer`, `withdraw`, `rating`, with the tracking code. */
  asComplainant(number: string, code: string, what: string, body: unknown): Promise<Answer>;
  getCase(number: string, token: string): Promise<Json>;
  list(queue: string, token: string, park?: string): Promise<Json[]>;
  command(number: string, command: string, token: string, body?: unknown): Promise<Answer>;
  /** Signs a demo person in, by staff id or by role and park. */
  person(who: { staffId: string; role: string } | { role: string; park?: string }): Promise<Person>;
}

export function createApi(url: string, developmentKey: JWK): Api {
  const request: Api['request'] = async (method, path, options = {}) => {
    const { body, token, headers = {} } = options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const people = new Map<string, Promise<Person>>();
  return {
    url,
    request,
    file: (complaint, { key, token } = {}) =>
      request('POST', '/v1/complaints', {
        body: complaint,
        ...(token === undefined ? {} : { token }),
        headers: key === undefined ? {} : { 'idempotency-key': key },
      }),
    track: (number, code) => request('GET', `/v1/complaints/${number}`, { headers: { 'x-tracking-code': code } }),
    asComplainant: (number, code, what, body) =>
      request('POST', `/v1/complaints/${number}/${what}`, { body, headers: { 'x-tracking-code': code } }),
    async getCase(number, token) {
      const { status, body } = await request('GET', `/v1/cases/${number}`, { token });
      if (status !== 200) throw new Error(`case ${number}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    async list(queue, token, park) {
      const items: Json[] = [];
      let cursor: string | undefined;
      do {
        const query = new URLSearchParams({
          queue,
          limit: '200',
          ...(park ? { park } : {}),
          ...(cursor ? { cursor } : {}),
        });
        const { status, body } = await request('GET', `/v1/cases?${query.toString()}`, { token });
        if (status !== 200) throw new Error(`queue ${queue}: ${status} ${JSON.stringify(body)}`);
        items.push(...body.items);
        cursor = body.nextCursor;
      } while (cursor);
      return items;
    },
    command: (number, command, token, body = {}) => request('POST', `/v1/cases/${number}/${command}`, { token, body }),
    person(who) {
      const known = JSON.stringify(who);
      const found =
        people.get(known) ??
        (async () => {
          const demo = 'staffId' in who ? who : demoPerson(who.role, who.park);
          if (!demo) throw new Error(`there is no demo ${known}`);
          const { staffId, role } = demo;
          return { staffId, role, token: await createDevToken(developmentKey, { staffId, role }) };
        })();
      people.set(known, found);
      return found;
    },
  };
}
