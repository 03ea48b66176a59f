import { type Principal, scopeOf } from '@parkline/auth';
import { forbidden } from '@parkline/errors';
import type { casework } from '@parkline/proto';
import { excerptOf, snapshotFor, snapshotOf } from './case-snapshot';
import { fromCursor, toCursor } from './cursor';
import type { Cases, QueueName, QueueOrder, Queues, StoredCase } from './ports';
import { type CaseFilter, refineQueue, wholeQueue } from './refine-queue';

export interface ListRequest {
  queue: QueueName;
  parkCode?: string;
  /** 1 to 200. */
  size: number;
  /** As given with the page before. */
  cursor?: string;
  filter?: CaseFilter;
  sort?: QueueOrder | 'priority';
}

/**
 * One page of a queue: newest first unless told otherwise. Newest and oldest go by the queue's own index and reach every
 * case; a filter, and the order by priority, look at its first 1,000 rows and say where there are more.
 * @throws Forbidden for others than staff and services; InvalidInput for a cursor that we did not give for this list
 */
export function listCases({ queues, cases }: { queues: Queues; cases: Pick<Cases, 'readMany'> }) {
  return async (request: ListRequest, principal: Principal): Promise<casework.ListCasesResponse> => {
    const { kind } = principal;
    if (kind !== 'person' && kind !== 'service') throw forbidden('staff_only', 'Lists of cases are for staff.');
    const { queue, parkCode, size, filter, sort = 'newest' } = request;
    const list = [queue, parkCode, sort, filter];
    const after = fromCursor(list, request.cursor);
    const of = queue === 'mine' ? principal.subject : queue === 'unit' ? principal.unitId : undefined;
    if (queue === 'unit' && !of) return { cases: [], nextCursor: '', truncated: false };

    const rows = (order: QueueOrder, limit: number, below?: string) =>
      queues.rows(scopeOf(principal), { queue, of, parkCode, order, limit, after: below });
    const page =
      filter || sort === 'priority'
        ? await refineQueue({ rows, cases }, { filter, sort, size, after })
        : await wholeQueue({ rows, cases }, { sort, size, after });
    return {
      cases: page.cases.map((stored) => summaryOf(stored, kind)),
      nextCursor: page.next ? toCursor(list, page.next) : '',
      truncated: page.truncated,
    };
  };
}

/** A row of a list as staff and services see it. */
export function summaryOf({ case: c, version }: StoredCase, kind: 'person' | 'service'): casework.CaseSummary {
  return { case: snapshotFor(kind, snapshotOf(c, version)), excerpt: excerptOf(c.description) };
}
