import { call } from './http';
import type {
  Case,
  CaseDetail,
  CasePage,
  ContactAnswer,
  DemoPerson,
  DemoToken,
  Directory,
  InboxPage,
  OutboxMail,
  Queue,
  Summary,
} from './types';

const as = { asPerson: true } as const;
const casePath = (number: string): string => `/v1/cases/${encodeURIComponent(number)}`;

export const listDemoPeople = async (signal?: AbortSignal): Promise<DemoPerson[]> =>
  (await call<{ people: DemoPerson[] }>('/v1/demo-people', { signal })).people;

export const createDemoToken = (staffId: string): Promise<DemoToken> =>
  call('/v1/demo-token', { method: 'POST', body: { staffId } });

export const getDirectory = (signal?: AbortSignal): Promise<Directory> => call('/v1/directory', { ...as, signal });

/** What narrows a queue; several values are joined by commas. */
export interface QueueFilters {
  park?: string;
  priority?: string;
  state?: string;
  category?: string;
  unit?: string;
  handler?: string;
  channel?: string;
  kind?: string;
  sort?: string;
}

export interface QueueQuery extends QueueFilters {
  queue: Queue;
  cursor?: string;
  limit?: number;
}

export const listCases = (query: QueueQuery, signal?: AbortSignal): Promise<CasePage> =>
  call('/v1/cases', { ...as, query: { ...query }, signal });

/** A queue with its filters under a name of one's own. */
export interface SavedView {
  name: string;
  queue: Queue;
  filters: Readonly<Partial<Record<keyof QueueFilters, string>>>;
}

const viewPath = (name: string): string => `/v1/me/views/${encodeURIComponent(name)}`;

/** Those of the signed-in person, in the order in which they were first saved. */
export const listViews = async (signal?: AbortSignal): Promise<SavedView[]> =>
  (await call<{ views: SavedView[] }>('/v1/me/views', { ...as, signal })).views;

/** Saves a view, or replaces the one of its name; answers all. */
export const putView = async ({ name, queue, filters }: SavedView): Promise<SavedView[]> =>
  (await call<{ views: SavedView[] }>(viewPath(name), { ...as, method: 'PUT', body: { queue, filters } })).views;

/** Forgets a view; answers those that are left. */
export const removeView = async (name: string): Promise<SavedView[]> =>
  (await call<{ views: SavedView[] }>(viewPath(name), { ...as, method: 'DELETE' })).views;

export interface SearchQuery {
  q: string;
  park?: string;
  cursor?: string;
  limit?: number;
}

/** By number, words of the text, place and person; pinyin and its initials too. */
export const searchCases = (query: SearchQuery, signal?: AbortSignal): Promise<CasePage> =>
  call('/v1/cases/search', { ...as, query: { ...query }, signal });

export const getCase = (number: string, signal?: AbortSignal): Promise<CaseDetail> =>
  call(casePath(number), { ...as, signal });

/** Gives a command to a case. With `expectedVersion` it is refused (409 `stale_version`) when the case has moved on. */
export const executeCommand = (
  number: string,
  command: string,
  body: Record<string, unknown>,
  idempotencyKey: string,
): Promise<{ case: Case }> =>
  call(`${casePath(number)}/${command}`, {
    ...as,
    method: 'POST',
    body,
    headers: { 'Idempotency-Key': idempotencyKey },
  });

export const getContact = (number: string, signal?: AbortSignal): Promise<ContactAnswer> =>
  call(`${casePath(number)}/contact`, { ...as, signal });

/** Shows the unmasked contact data; the act and its reason are recorded. */
export const revealContact = (number: string, reason: string): Promise<ContactAnswer> =>
  call(`${casePath(number)}/contact/reveal`, { ...as, method: 'POST', body: { reason } });

export interface SummaryQuery {
  park?: string;
  from?: string;
  to?: string;
}

export const getSummary = (query: SummaryQuery, signal?: AbortSignal): Promise<Summary> =>
  call('/v1/reports/summary', { ...as, query: { ...query }, signal });

export const listInbox = (query: { cursor?: string; limit?: number }, signal?: AbortSignal): Promise<InboxPage> =>
  call('/v1/inbox', { ...as, query, signal });

export const markInboxRead = (ids?: string[]): Promise<{ marked: number }> =>
  call('/v1/inbox/read', { ...as, method: 'POST', body: ids ? { ids } : {} });

export const listOutbox = async (signal?: AbortSignal): Promise<OutboxMail[]> =>
  (await call<{ mails: OutboxMail[] }>('/v1/outbox', { ...as, query: { limit: 100 }, signal })).mails;
