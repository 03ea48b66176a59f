import type { IndexSpec } from '@parkline/mongo';
import type { QueueName, QueueRow, Queues } from '../application/ports';
import type { Case } from '../domain';
import type { CaseLists } from './case-lists';

/** What makes a case part of each queue, beside group and park, in the order of the index; `owner` is who asks. */
const owner = Symbol('owner');
const membership: Record<QueueName, Partial<Record<keyof Case, string | boolean | typeof owner>>> = {
  mine: { handlerId: owner, open: true },
  unit: { unitId: owner, open: true },
  unassigned: { unassigned: true },
  returned: { state: 'return_requested' },
  waiting: { state: 'waiting_complainant' },
  suspended: { state: 'suspended' },
  supervised: { supervised: true },
  linked: { state: 'linked' },
  flagged: { flagged: true },
  all: {},
};

/** For each queue an index that covers all that the list filters and sorts by; the queues that are states share one. */
export const queueIndexes: IndexSpec[] = [
  ...new Map(Object.values(membership).map((fields) => [Object.keys(fields).join(), Object.keys(fields)])).values(),
].map((fields) => ({
  keys: {
    'state.groupId': 1,
    'state.parkCode': 1,
    ...Object.fromEntries(fields.map((field) => [`state.${field}`, 1 as const])),
    'state.listKey': -1,
  },
}));

const rowFields = ['id', 'state', 'priority', 'category', 'unitId', 'handlerId', 'channel', 'kind'] as const;

/** The queues in the store. Only that of all cases grows for ever: the others are of cases that are not closed. */
export function createQueues(lists: CaseLists): Queues {
  return {
    rows: (scope, { queue, of, ...reading }) => {
      const members = Object.entries(membership[queue]);
      const where = Object.fromEntries(
        members.map(([field, value]) => [`state.${field}`, value === owner ? of : value]),
      );
      return lists.read<QueueRow>({ scope, where, growing: queue === 'all', ...reading }, rowFields);
    },
  };
}
