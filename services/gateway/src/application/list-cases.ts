import { casework, common, sla } from '@parkline/proto';
import type { Neighbours } from './ports';

export const queueNames = ['mine', 'unit', 'unassigned', 'due-soon', 'overdue', 'waiting', 'flagged', 'all'] as const;
export type QueueName = (typeof queueNames)[number];

export interface CaseRow {
  summary: casework.CaseSummary;
  clocks?: sla.CaseClocks;
}

export interface CaseList {
  rows: CaseRow[];
  nextCursor: string;
  /** sla did not answer: the rows stand without their deadlines. */
  clocksUnavailable: boolean;
}

export interface ListQuery {
  queue: QueueName;
  parkCode: string;
  cursor: string;
  limit: number;
}

const ownQueues: Partial<Record<QueueName, casework.Queue>> = {
  mine: casework.Queue.MINE,
  unit: casework.Queue.UNIT,
  unassigned: casework.Queue.UNASSIGNED,
  waiting: casework.Queue.WAITING,
  flagged: casework.Queue.FLAGGED,
  all: casework.Queue.ALL,
};

/**
 * One page of a queue. The queues of deadlines are sla's, the others casework's; each asks the other for what it does
 * not know. Without sla the deadline queues cannot be answered, the others come without clocks.
 */
export function listCases({ casework: cases, sla: clocks }: Pick<Neighbours, 'casework' | 'sla'>) {
  return async (query: ListQuery, principalToken: string): Promise<CaseList> => {
    const { queue, parkCode } = query;
    const page = common.Page.create({ size: query.limit, cursor: query.cursor });
    const own = ownQueues[queue];
    if (own !== undefined) {
      const listed = await cases.listCases({ queue: own, parkCode, page }, { principalToken });
      return withClocks(listed.cases, listed.nextCursor, principalToken);
    }
    const due = await clocks.listDue(
      {
        queue: queue === 'overdue' ? sla.DueQueue.OVERDUE : sla.DueQueue.SOON,
        parkCode,
        withinMinutes: 0,
        page,
      },
      { principalToken },
    );
    const ids = [...new Set(due.cases.map(({ caseId }) => caseId))];
    const found = ids.length === 0 ? [] : (await cases.getCases({ ids }, { principalToken })).cases;
    return withClocks(found, due.nextCursor, principalToken);
  };

  async function withClocks(
    summaries: casework.CaseSummary[],
    nextCursor: string,
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
    return { rows, nextCursor, clocksUnavailable };
  }
}
