import { z } from 'zod';
import type { directory } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { queueNames } from '../../application/list-cases';
import { listQuery } from '../cases/schemas';
import { personOf, route, type Route } from '../route';
import { saying } from '../text';

const tag = 'Saved views';
const nameParam = z.object({ name: saying(60).describe('The name that the person gave it.') });

const filterNames = ['park', 'priority', 'state', 'category', 'unit', 'handler', 'channel', 'kind', 'sort'] as const;
const filter = z.string().min(1).max(500).optional();
/** Each is written as in the query of the list, and checked as there. */
const filters = z
  .strictObject(Object.fromEntries(filterNames.map((name) => [name, filter])) as Record<FilterName, typeof filter>)
  .superRefine((given, context) => {
    for (const issue of listQuery.safeParse(given).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: issue.path, message: 'is not what the list takes', params });
    }
  })
  .describe('As the list of cases takes them.');
const params = { code: 'unknown_word' };
type FilterName = (typeof filterNames)[number];

const viewBody = z.strictObject({ queue: z.enum(queueNames), filters: filters.default({}) }).meta({ id: 'ViewBody' });

export const viewsAnswer = z
  .object({
    views: z.array(z.object({ name: z.string(), queue: z.string(), filters: z.record(z.string(), z.string()) })),
  })
  .meta({ id: 'SavedViews' });

interface Needs {
  neighbours: Pick<Neighbours, 'directory'>;
  vouch: Vouch;
}

/** Queues as a person filters them, under names of his own; nobody else sees them. */
export function viewRoutes({ neighbours: { directory }, vouch }: Needs): Route[] {
  const answers = { 200: { description: 'All views of the person, as they are now.', schema: viewsAnswer } };
  const common = { tag, access: 'person', limit: 'reads', answers } as const;
  return [
    route({
      ...common,
      method: 'get',
      path: '/v1/me/views',
      summary: 'The views that I have saved',
      problems: [401, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        return { body: shown(await directory.listViews({}, { principalToken })) };
      },
    }),
    route({
      ...common,
      method: 'put',
      path: '/v1/me/views/{name}',
      summary: 'Save a view, or replace the one of this name',
      description: 'At most 50 a person (409 views_full).',
      params: nameParam,
      body: viewBody,
      problems: [401, 409, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const given = Object.entries(call.body.filters).filter((one): one is [string, string] => !!one[1]);
        const view = { name: call.params.name, queue: call.body.queue, filters: Object.fromEntries(given) };
        return { body: shown(await directory.putView({ view }, { principalToken })) };
      },
    }),
    route({
      ...common,
      method: 'delete',
      path: '/v1/me/views/{name}',
      summary: 'Forget a view',
      description: 'One that there is not is forgotten already.',
      params: nameParam,
      problems: [401, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        return { body: shown(await directory.removeView({ name: call.params.name }, { principalToken })) };
      },
    }),
  ];
}

function shown({ views }: { views: readonly directory.SavedView[] }): z.output<typeof viewsAnswer> {
  return { views: views.map(({ name, queue, filters }) => ({ name, queue, filters })) };
}
