import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Caller } from '../application/ports';

/** Who may call a route: anybody, anybody and somebody signed in as himself, or only who has signed in. */
export type Access = 'public' | 'optional' | 'person';

/** What a handler gets: checked input and who is asking. */
export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Set where somebody has signed in; always with access `person`. */
  caller: Caller | undefined;
  /** Value of Idempotency-Key, checked. */
  idempotencyKey: string | undefined;
  /** A header's value, empty where it is missing. */
  header(name: string): string;
  /** The address that the request came from. */
  address: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** A described answer of a route. */
export interface Answer {
  description: string;
  schema?: z.ZodType;
  contentType?: string;
}

/** One route: the same description validates requests and makes the OpenAPI document. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** With names in braces, as in OpenAPI. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** Which allowance of its address a call uses up. */
  limit: 'filings' | 'reads';
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** Where a body may be larger than usual. */
  bodyKilobytes?: number;
  answers: Readonly<Record<number, Answer>>;
  /** Statuses of the problems that it may answer, beside 400, 429 and 500. */
  problems: readonly number[];
  handle?(call: Call<never, never, never>): Promise<Reply>;
  /** Instead of `handle`, for what answers in its own way. */
  stream?(call: Call<never, never, never>, request: Request, response: Response): Promise<void>;
}

type Output<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;

interface Typed<P, Q, B> {
  params?: P;
  query?: Q;
  body?: B;
  handle?(call: Call<Output<P>, Output<Q>, Output<B>>): Promise<Reply>;
  stream?(call: Call<Output<P>, Output<Q>, Output<B>>, request: Request, response: Response): Promise<void>;
}

/** Describes a route; the handler's input has the types of the schemas. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(described: Omit<Route, 'params' | 'query' | 'body' | 'handle' | 'stream'> & Typed<P, Q, B>): Route {
  return described;
}

/** The person who has signed in, where access is `person`. */
export function personOf(call: { caller: Caller | undefined }): Caller {
  if (!call.caller) throw new Error('A route for people was called without one.');
  return call.caller;
}
