import { type Principal, scopeOf } from '@parkline/auth';
import { forbidden, invalidInput } from '@parkline/errors';
import type { casework } from '@parkline/proto';
import { excerptOf, snapshotFor, snapshotOf } from './case-snapshot';
import type { QueueName, Queues } from './ports';

export interface ListRequest {
  queue: QueueName;
  parkCode?: string;
  /** 1 to 200. */
  size: number;
  /** As given with the page before. */
  cursor?: string;
}

/**
 * One page of a queue, newest first.
 * @throws Forbidden for others than staff and services; InvalidInput for a cursor that we did not give
 */
export function listCases({ queues }: { queues: Queues }) {
  return async (request: ListRequest, principal: Principal): Promise<casework.ListCasesResponse> => {
    const { kind } = principal;
    if (kind !== 'person' && kind !== 'service') throw forbidden('staff_only', 'Lists of cases are for staff.');
    const { queue, parkCode, size } = request;
    const of = queue === 'mine' ? principal.subject : queue === 'unit' ? principal.unitId : undefined;
    if (queue === 'unit' && !of) return { cases: [], nextCursor: '' };
    const after = request.cursor ? fromCursor(request.cursor) : undefined;
    const { cases, more } = await queues.page(scopeOf(principal), { queue, of, parkCode, size, after });
    const last = cases.at(-1);
    return {
      cases: cases.map(({ case: c, version }) => ({
        case: snapshotFor(kind, snapshotOf(c, version)),
        excerpt: excerptOf(c.description),
      })),
      nextCursor: more && last ? toCursor(last.case.listKey) : '',
    };
  };
}

function toCursor(listKey: string): string {
  return Buffer.from(listKey).toString('base64url');
}

const listKeyPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/[\w-]{1,64}$/;

function fromCursor(cursor: string): string {
  const listKey = Buffer.from(cursor, 'base64url').toString();
  if (cursor.length > 200 || !listKeyPattern.test(listKey)) {
    throw invalidInput('cursor_invalid', 'This is not a cursor of a list of cases.', { field: 'cursor' });
  }
  return listKey;
}
