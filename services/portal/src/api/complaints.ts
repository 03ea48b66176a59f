import { call } from './http';
import type { FiledComplaint, NewComplaint, NewRating, PublicPark, RatingAnswer, TrackedComplaint } from './types';

/** Number and code together open one complaint; the code travels in a header only, never in an address. */
export interface TrackingKey {
  number: string;
  code: string;
}

export const listPublicParks = async (signal?: AbortSignal): Promise<PublicPark[]> =>
  (await call<{ parks: PublicPark[] }>('/v1/parks', { signal })).parks;

/** Files a complaint. The same key with the same body gives the same number again. */
export const fileComplaint = (body: NewComplaint, idempotencyKey: string, asPerson = false): Promise<FiledComplaint> =>
  call('/v1/complaints', { method: 'POST', body, asPerson, headers: { 'Idempotency-Key': idempotencyKey } });

const pathOf = (key: TrackingKey): string => `/v1/complaints/${encodeURIComponent(key.number)}`;
const codeOf = (key: TrackingKey): Record<string, string> => ({ 'X-Tracking-Code': key.code });

export const trackComplaint = (key: TrackingKey, signal?: AbortSignal): Promise<TrackedComplaint> =>
  call(pathOf(key), { headers: codeOf(key), signal });

const post = <T>(key: TrackingKey, act: string, body: unknown, idempotencyKey: string): Promise<T> =>
  call(`${pathOf(key)}/${act}`, {
    method: 'POST',
    body,
    headers: { ...codeOf(key), 'Idempotency-Key': idempotencyKey },
  });

export const answerComplaint = (key: TrackingKey, text: string, id: string): Promise<TrackedComplaint> =>
  post(key, 'answer', { text }, id);

export const withdrawComplaint = (
  key: TrackingKey,
  reason: string | undefined,
  id: string,
): Promise<TrackedComplaint> => post(key, 'withdraw', reason ? { reason } : {}, id);

export const rateComplaint = (key: TrackingKey, rating: NewRating, id: string): Promise<RatingAnswer> =>
  post(key, 'rating', rating, id);
