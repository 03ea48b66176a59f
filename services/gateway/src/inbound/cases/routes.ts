import { ulid } from 'ulid';
import { listCases, searchCases } from '../../application/list-cases';
import { showCase } from '../../application/show-case';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { caseJson } from '../shapes/case';
import { numberParam } from '../text';
import { caseCommands, type CaseCommand } from './commands';
import { casePageJson, listJson } from './case-json';
import { caseAnswer, commandAnswer, listAnswer, listQuery, searchQuery } from './schemas';

const tag = 'Cases';

/** The queues, a case with everything around it, and the commands of people. */
export function caseRoutes({ neighbours, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route[] {
  const list = listCases(neighbours);
  const search = searchCases(neighbours);
  const show = showCase(neighbours);

  return [
    route({
      method: 'get',
      path: '/v1/cases',
      summary: 'A queue of cases',
      description:
        'due-soon and overdue: by deadline. The others: newest first, or as sort says. Filters look at the first 1,000 rows of a queue, and the answer says so where there are more; deadline queues have no filters.',
      tag,
      access: 'person',
      limit: 'reads',
      query: listQuery,
      answers: { 200: { description: 'One page.', schema: listAnswer } },
      problems: [401, 403, 503],
      async handle(call) {
        const { queue, park = '', cursor, limit, sort, ...filter } = call.query;
        const principalToken = await vouch(personOf(call).principal);
        const page = await list({ queue, parkCode: park, cursor, limit, sort, filter }, principalToken);
        return { body: listJson(queue, page) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/cases/search',
      summary: 'Search cases',
      description: 'Cases that have all the words, newest first.',
      tag,
      access: 'person',
      limit: 'reads',
      query: searchQuery,
      answers: { 200: { description: 'One page.', schema: listAnswer } },
      problems: [401, 403, 503],
      async handle(call) {
        const { q, park = '', cursor, limit } = call.query;
        const principalToken = await vouch(personOf(call).principal);
        return { body: listJson('search', await search({ text: q, parkCode: park, cursor, limit }, principalToken)) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/cases/{number}',
      summary: 'One case',
      tag,
      access: 'person',
      limit: 'reads',
      params: numberParam,
      answers: { 200: { description: 'The case, its timeline and what is around it.', schema: caseAnswer } },
      problems: [401, 404, 503],
      handle: async (call) => ({
        body: casePageJson(await show(call.params.number, await vouch(personOf(call).principal))),
      }),
    }),
    ...Object.entries<CaseCommand>(caseCommands).map(([name, command]) =>
      commandRoute(name, command, neighbours, vouch),
    ),
  ];
}

function commandRoute(name: string, command: CaseCommand, { casework }: Neighbours, vouch: Vouch): Route {
  return route({
    method: 'post',
    path: `/v1/cases/{number}/${name}`,
    summary: command.summary,
    tag,
    access: 'person',
    limit: 'reads',
    params: numberParam,
    body: command.body,
    answers: { 200: { description: 'Done; the case after it.', schema: commandAnswer } },
    problems: [401, 403, 404, 409, 413, 415, 503],
    async handle(call) {
      const { principal } = personOf(call);
      const { expectedVersion = 0 } = call.body as { expectedVersion?: number };
      const answer = await casework.execute(
        {
          caseRef: call.params.number,
          commandId: `${principal.subject}:${call.idempotencyKey ?? ulid()}`,
          expectedVersion,
          cycle: 0,
          command: command.wire(call.body as never),
        },
        { principalToken: await vouch(principal) },
      );
      if (!answer.case) throw new Error('casework carried out a command without naming the case');
      return { body: { case: caseJson(answer.case) } };
    },
  });
}
