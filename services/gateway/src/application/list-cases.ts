import { invalidInput } from '@parkline/errors';
import { casework, common, enumOf, sla } from '@parkline/proto';
import type { Neighbours } from './ports';

export const queueNames = [
  'mine',
  'unit',
  'unassigned',
  'due-soon',
  'overdue',
  'returned',
  'waiting',
  'suspended',
  'supervised',
  'linked',
  'flagged',
  'all',
] as const;
export type QueueName = (typeof queueNames)[number];

export interface CaseRow {
  summary: casework.CaseSummary;
  clocks?: sla.CaseClocks;
}

export interface CaseList {
  rows: CaseRow[];
  nextCursor: string;
  /** The filter looked at the first rows of the queue only. */
  truncated: boolean;
  /** sla did not answer: the rows stand without their deadlines. */
  clocksUnavailable: boolean;
}

export interface ListQuery {
  queue: QueueName;
  parkCode: string;
  cursor: string;
  limit: number;
  sort?: 'newest' | 'oldest' | 'priority' | undefined;
  filter?: QueueFilter;
}

/** Refines the rows of a queue. */
export interface QueueFilter {
  priority?: readonly string[] | undefined;
  state?: readonly string[] | undefined;
  category?: string | undefined;
  unit?: string | undefined;
  handler?: string | undefined;
  channel?: string | undefined;
  kind?: string | undefined;
}

export interface SearchQuery {
  text: string;
  parkCode: string;
  cursor: string;
  limit: number;
}

const ownQueues: Partial<Record<QueueName, casework.Queue>> = {
  mine: casework.Queue.MINE,
  unit: casework.Queue.UNIT,
  unassigned: casework.Queue.UNASSIGNED,
  returned: casework.Queue.RETURNED,
  waiting: casework.Queue.WAITING,
  suspended: casework.Queue.SUSPENDED,
  supervised: casework.Queue.SUPERVISED,
  linked: casework.Queue.LINKED,
  flagged: casework.Queue.FLAGGED,
  all: casework.Queue.ALL,
};

/**
 * One page of a queue. The queues of deadlines are sla's, the others casework's; each asks the other for what it does
 * not know. Without sla the deadline queues cannot be answered, the others come without clocks.
 * @throws InvalidInput for a filter or an order of a deadline queue
 */
export function listCases({ casework: cases, sla: clocks }: Pick<Neighbours, 'casework' | 'sla'>) {
  return async (query: ListQuery, principalToken: string): Promise<CaseList> => {
    const { queue, parkCode, sort, filter = {} } = query;
    const page = common.Page.create({ size: query.limit, cursor: query.cursor });
    const own = ownQueues[queue];
    if (own !== undefined) {
      const request = { queue: own, parkCode, page, sort: enumOf(casework.Sort, sort), filter: filterOf(filter) };
      const listed = await cases.listCases(request, { principalToken });
      return withClocks(clocks, listed, principalToken);
    }
    const refined = Object.entries(filter).find(([, value]) => value !== undefined)?.[0] ?? (sort && 'sort');
    if (refined) {
      throw invalidInput('filter_not_here', `The queue ${queue} is by deadline: it takes no ${refined}.`, {
        field: refined,
      });
    }
    const due = await clocks.listDue(
      { queue: queue === 'overdue' ? sla.DueQueue.OVERDUE : sla.DueQueue.SOON, parkCode, withinMinutes: 0, page },
      { principalToken },
    );
    const ids = [...new Set(due.cases.map(({ caseId }) => caseId))];
    const found = ids.length === 0 ? [] : (await cases.getCases({ ids }, { principalToken })).cases;
    return withClocks(clocks, { cases: found, nextCursor: due.nextCursor, truncated: false }, principalToken);
  };
}

/** One page of what a search finds. */
export function searchCases({ casework: cases, sla: clocks }: Pick<Neighbours, 'casework' | 'sla'>) {
  return async ({ text, parkCode, cursor, limit }: SearchQuery, principalToken: string): Promise<CaseList> => {
    const page = common.Page.create({ size: limit, cursor });
    const found = await cases.searchCases({ text, parkCode, page }, { principalToken });
    return withClocks(clocks, { ...found, truncated: false }, principalToken);
  };
}

function filterOf(filter: QueueFilter): casework.CaseFilter {
  return casework.CaseFilter.create({
    priorities: filter.priority?.map((one) => enumOf(common.Priority, one.toLowerCase())),
    states: filter.state?.map((one) => enumOf(common.CaseState, one)),
    category: filter.category,
    unitId: filter.unit,
    handlerId: filter.handler,
    channel: enumOf(common.Channel, filter.channel),
    kind: enumOf(common.Kind, filter.kind),
  });
}

async function withClocks(
  clocks: Neighbours['sla'],
  { cases: summaries, nextCursor, truncated }: casework.ListCasesResponse,
  principalToken: string,
): Promise<CaseList> {
  const caseIds = summaries.flatMap(({ case: c }) => (c ? [c.id] : []));
  const byId = new Map<string, sla.CaseClocks>();
  let clocksUnavailable = false;
  if (caseIds.length > 0) {
    try {
      const answer = await clocks.getClocks({ caseIds }, { principalToken, deadlineMs: 2_000 });
      for (const entry of answer.cases) byId.set(entry.caseId, entry);
    } catch {
      clocksUnavailable = true; // the list is worth more than its deadlines; the client counts the failed call
    }
  }
  const rows = summaries.map((summary) => {
    const entry = byId.get(summary.case?.id ?? '');
    return entry ? { summary, clocks: entry } : { summary };
  });
  return { rows, nextCursor, truncated, clocksUnavailable };
}
