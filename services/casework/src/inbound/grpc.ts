import type { Principal } from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import type { Handlers } from '@parkline/grpc';
import { casework, type common, word } from '@parkline/proto';
import type { CommandRequest } from '../application/execute-command';
import type { ListRequest } from '../application/list-cases';
import type { QueueName } from '../application/ports';
import type { CaseFilter } from '../application/refine-queue';
import type { SearchRequest } from '../application/search-cases';
import { commandFrom } from './command-from-proto';

export interface CaseUseCases {
  executeCommand(request: CommandRequest, principal: Principal): Promise<casework.Case>;
  getCase(caseRef: string, principal: Principal): Promise<casework.GetCaseResponse>;
  listCases(request: ListRequest, principal: Principal): Promise<casework.ListCasesResponse>;
  searchCases(request: SearchRequest, principal: Principal): Promise<casework.SearchCasesResponse>;
  getCases(ids: readonly string[], principal: Principal): Promise<casework.CaseSummary[]>;
}

const defaultPageSize = 50;
const largestPage = 200;

/** CaseService: checks the form of what is asked, and calls the use case. */
export function caseService(useCases: CaseUseCases): Handlers<typeof casework.CaseServiceService> {
  return {
    async execute(request, { principal }) {
      const c = await useCases.executeCommand(
        {
          caseRef: caseRefOf(request.caseRef),
          commandId: commandIdOf(request.commandId),
          expectedVersion: request.expectedVersion === 0 ? undefined : request.expectedVersion,
          cycle: request.cycle === 0 ? undefined : request.cycle,
          command: commandFrom(request.command),
        },
        principal,
      );
      return { case: c };
    },

    getCase: ({ caseRef }, { principal }) => useCases.getCase(caseRefOf(caseRef), principal),

    listCases({ queue, parkCode, page, filter, sort }, { principal }) {
      return useCases.listCases(
        {
          queue: queueOf(queue),
          parkCode: parkCode || undefined,
          ...pageOf(page),
          ...filterOf(filter),
          sort: sortOf(sort),
        },
        principal,
      );
    },

    searchCases: ({ text, parkCode, page }, { principal }) =>
      useCases.searchCases({ text, parkCode: parkCode || undefined, ...pageOf(page) }, principal),

    async getCases({ ids }, { principal }) {
      if (ids.length > largestPage) {
        throw invalidInput('too_many', `At most ${largestPage} cases are given at once.`, { field: 'ids' });
      }
      return { cases: await useCases.getCases(ids, principal) };
    },
  };
}

function caseRefOf(caseRef: string): string {
  if (caseRef === '' || caseRef.length > 64) {
    throw invalidInput('case_ref_malformed', 'Please name the case by its number or id.', { field: 'caseRef' });
  }
  return caseRef;
}

function commandIdOf(commandId: string): string {
  if (commandId === '' || commandId.length > 300) {
    throw invalidInput('command_id_malformed', 'A command has an id of 1 to 300 characters.', { field: 'commandId' });
  }
  return commandId;
}

function queueOf(queue: casework.Queue): QueueName {
  const name = queue === casework.Queue.UNRECOGNIZED ? undefined : word(queue);
  if (!name) throw invalidInput('queue_unknown', 'There is no such queue.', { field: 'queue' });
  return name;
}

function sortOf(sort: casework.Sort): ListRequest['sort'] {
  if (sort === casework.Sort.UNRECOGNIZED) {
    throw invalidInput('sort_unknown', 'There is no such order.', { field: 'sort' });
  }
  return word(sort);
}

/** The filter, if it narrows anything at all. */
function filterOf(filter: casework.CaseFilter | undefined): Pick<ListRequest, 'filter'> {
  if (!filter) return {};
  const { priorities, states, category, unitId, handlerId, channel, kind } = filter;
  if (priorities.length + states.length > 50 || [category, unitId, handlerId].some(({ length }) => length > 100)) {
    throw invalidInput('filter_malformed', 'The filter names more than there can be.', { field: 'filter' });
  }
  const narrowed: CaseFilter = {
    priorities: priorities.map((one) => word(one) ?? ''),
    states: states.map((one) => word(one) ?? ''),
    category: category || undefined,
    unitId: unitId || undefined,
    handlerId: handlerId || undefined,
    channel: word(channel),
    kind: word(kind),
  };
  const {
    priorities: [priority],
    states: [state],
    ...exact
  } = narrowed;
  const narrows = [priority, state, ...Object.values(exact)].some((value) => value !== undefined);
  return narrows ? { filter: narrowed } : {};
}

function pageOf(page: common.Page | undefined): { size: number; cursor?: string } {
  return { size: pageSizeOf(page?.size ?? 0), cursor: page?.cursor || undefined };
}

function pageSizeOf(size: number): number {
  if (size < 0 || size > largestPage) {
    throw invalidInput('page_size_invalid', `A page has 1 to ${largestPage} cases.`, { field: 'page.size' });
  }
  return size === 0 ? defaultPageSize : size;
}
