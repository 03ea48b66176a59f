import type { Principal } from '@parkline/auth';
import { invalidInput } from '@parkline/errors';
import type { Handlers } from '@parkline/grpc';
import { casework, word } from '@parkline/proto';
import type { CommandRequest } from '../application/execute-command';
import type { ListRequest } from '../application/list-cases';
import type { QueueName } from '../application/ports';
import { commandFrom } from './command-from-proto';

export interface CaseUseCases {
  executeCommand(request: CommandRequest, principal: Principal): Promise<casework.Case>;
  getCase(caseRef: string, principal: Principal): Promise<casework.GetCaseResponse>;
  listCases(request: ListRequest, principal: Principal): Promise<casework.ListCasesResponse>;
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

    listCases({ queue, parkCode, page }, { principal }) {
      return useCases.listCases(
        {
          queue: queueOf(queue),
          parkCode: parkCode || undefined,
          size: pageSizeOf(page?.size ?? 0),
          cursor: page?.cursor || undefined,
        },
        principal,
      );
    },

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

function pageSizeOf(size: number): number {
  if (size < 0 || size > largestPage) {
    throw invalidInput('page_size_invalid', `A page has 1 to ${largestPage} cases.`, { field: 'page.size' });
  }
  return size === 0 ? defaultPageSize : size;
}
