import { parksInScope, scopeOf, type Principal } from '@parkline/auth';
import { forbidden, invalidInput } from '@parkline/errors';
import type { Clock } from '../domain/clock';
import { nextDue } from '../domain/clock-set';
import type { DueCases, DuePlace } from './ports';

const MINUTE_MS = 60_000;
const LARGEST_PAGE = 200;

/** Which page of which queue; 0 and an empty text where the default will do. */
export interface DueRequest {
  queue: 'soon' | 'overdue';
  parkCode: string;
  withinMinutes: number;
  pageSize: number;
  cursor: string;
}

/** A case by the deadline that counts next. */
export interface DueEntry extends DuePlace {
  clock: Clock['name'];
  provisional: boolean;
}

/** Cases whose next deadline is near (within so many minutes, 240 unless told) or past, the most pressing first. */
export function listDue({ dueCases, clock }: { dueCases: DueCases; clock: () => Date }) {
  return async (request: DueRequest, principal: Principal): Promise<{ cases: DueEntry[]; nextCursor: string }> => {
    if (principal.kind !== 'person') throw forbidden('staff_only', 'Only staff have queues.');
    const size = pageSizeOf(request);
    const now = clock();
    const within = (request.withinMinutes || 240) * MINUTE_MS;
    const range =
      request.queue === 'overdue' ? { before: now } : { from: now, before: new Date(now.getTime() + within) };
    const found = await dueCases.list({
      groupId: principal.groupId,
      parks: parksInScope(scopeOf(principal), request.parkCode),
      ...range,
      ...(request.cursor ? { after: readCursor(request.cursor) } : {}),
      limit: size + 1,
    });
    const cases = found.slice(0, size).flatMap(({ caseId, set }) => {
      const next = nextDue(set.clocks);
      return next?.dueAt ? [{ caseId, clock: next.name, dueAt: next.dueAt, provisional: next.provisional }] : [];
    });
    const last = cases.at(-1);
    return { cases, nextCursor: last && found.length > size ? writeCursor(last) : '' };
  };
}

function pageSizeOf({ pageSize, withinMinutes }: DueRequest): number {
  if (pageSize < 0 || pageSize > LARGEST_PAGE) {
    throw invalidInput('page_size_invalid', `A page has 1 to ${LARGEST_PAGE} cases.`, { field: 'page.size' });
  }
  if (withinMinutes < 0) {
    throw invalidInput('within_minutes_invalid', 'The time ahead is 0 or more minutes.', { field: 'withinMinutes' });
  }
  return pageSize || 50;
}

function writeCursor({ dueAt, caseId }: DuePlace): string {
  return Buffer.from(`${dueAt.getTime()} ${caseId}`).toString('base64url');
}

function readCursor(cursor: string): DuePlace {
  const [time, caseId] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!time || !caseId || !/^\d{1,15}$/.test(time)) {
    throw invalidInput('cursor_invalid', 'This cursor is not one of ours; begin with the first page.', {
      field: 'page.cursor',
    });
  }
  return { dueAt: new Date(Number(time)), caseId };
}
