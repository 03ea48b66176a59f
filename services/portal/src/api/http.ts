import { session } from './session';

/** An RFC 9457 answer of the gateway, or a failure to reach it (status 0, code `unreachable`). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly field?: string,
    readonly retryAfterSeconds?: number,
    readonly requestId?: string,
    /** Further facts by name, as far as the code has some. */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(detail || code);
    this.name = 'Problem';
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Query values; undefined ones are left out. */
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Send the signed-in person's token. A 401 then ends the session. */
  asPerson?: boolean;
}

/**
 * One call to the gateway.
 * @throws Problem for every answer that is not 2xx and for an unreachable server
 */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const url = withQuery(path, options.query);
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  const token = options.asPerson ? session.token() : undefined;
  if (token) headers['Authorization'] = `Bearer ${token}`;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';

  let response: Response;
  try {
    response = await fetch(url, {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0, 'unreachable', '');
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;

  const problem = await readProblem(response);
  // Only the token that was sent is refused: a newer sign-in of the meantime stays.
  if (options.asPerson && response.status === 401 && session.token() === token) session.expire();
  throw problem;
}

function withQuery(path: string, query: Call['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  const body = parseObject(text);
  const word = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new Problem(
    response.status,
    word('code') || `http_${response.status}`,
    word('detail') || word('title'),
    word('field') || undefined,
    retryAfter > 0 ? retryAfter : undefined,
    word('requestId') || response.headers.get('X-Request-Id') || undefined,
    textsOf(body['details']),
  );
}

function textsOf(value: unknown): Record<string, string> {
  const named = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(named.filter((one): one is [string, string] => typeof one[1] === 'string'));
}

/** A proxy in front of the gateway may answer with a page instead of a problem document. */
function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
