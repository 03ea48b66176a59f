import type { QueueName, QueueRow, Queues } from '../application/ports';
import type { Case } from '../domain';
import { everyCase, type CaseLists } from './case-lists';

/** Which cases are in each queue; a text says in whose. */
const membership: Record<QueueName, (c: Case) => boolean | string | undefined> = {
  mine: (c) => c.open && c.handlerId,
  unit: (c) => c.open && c.unitId,
  unassigned: (c) => c.unassigned,
  returned: (c) => c.state === 'return_requested',
  waiting: (c) => c.state === 'waiting_complainant',
  suspended: (c) => c.state === 'suspended',
  supervised: (c) => c.supervised,
  linked: (c) => c.state === 'linked',
  flagged: (c) => c.flagged,
  [everyCase]: () => true,
};

/** The queues that a case is in, as they are kept with it. */
export function listsOf(c: Case): string[] {
  return Object.entries(membership).flatMap(([queue, isIn]) => {
    const whose = isIn(c);
    return whose ? listOf(queue, whose === true ? undefined : whose) : [];
  });
}

const rowFields = ['id', 'state', 'priority', 'category', 'unitId', 'handlerId', 'channel', 'kind'] as const;

/** The queues in the store. */
export function createQueues(lists: CaseLists): Queues {
  return {
    rows: (scope, { queue, of, ...reading }) => {
      const whose = queue === 'mine' || queue === 'unit' ? of : undefined;
      return lists.read<QueueRow>({ scope, field: 'lists', anyOf: [listOf(queue, whose)], ...reading }, rowFields);
    },
  };
}

function listOf(queue: string, whose?: string): string {
  return whose === undefined ? queue : `${queue}/${whose}`;
}
