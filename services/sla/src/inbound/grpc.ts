import { invalidInput } from '@parkline/errors';
import type { Handlers } from '@parkline/grpc';
import { enumOf, sla, word } from '@parkline/proto';
import type { getClocks } from '../application/get-clocks';
import type { listDue } from '../application/list-due';
import { caseClocksOf } from '../contract';

export interface UseCases {
  getClocks: ReturnType<typeof getClocks>;
  listDue: ReturnType<typeof listDue>;
}

/** sla's methods: decode, call the use case, encode. */
export function slaHandlers(cases: UseCases): Handlers<typeof sla.SlaServiceService> {
  return {
    getClocks: async ({ caseIds }, { principal }) => ({
      cases: (await cases.getClocks(caseIds, principal)).map(caseClocksOf),
    }),
    listDue: async ({ queue, parkCode, withinMinutes, page }, { principal }) => {
      const name = word(queue);
      if (!name) throw invalidInput('queue_invalid', 'The queue is soon or overdue.', { field: 'queue' });
      const { size: pageSize, cursor } = page ?? { size: 0, cursor: '' };
      const found = await cases.listDue({ queue: name, parkCode, withinMinutes, pageSize, cursor }, principal);
      return {
        cases: found.cases.map((entry) => ({ ...entry, clock: enumOf(sla.ClockName, entry.clock) })),
        nextCursor: found.nextCursor,
      };
    },
  };
}
