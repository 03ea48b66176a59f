import { z } from 'zod';
import { personOf, route, type Route } from '../route';
import { moment } from '../shapes/fields';
import { roles } from '../shapes/words';

const meAnswer = z
  .object({
    subject: z.string().describe('Staff id.'),
    name: z.string().optional(),
    role: roles,
    groupId: z.string(),
    parks: z.union([z.literal('all'), z.array(z.string())]),
    unitId: z.string().optional(),
    expiresAt: moment.describe('When the access token ends.'),
  })
  .meta({ id: 'Me' });

/** Who has signed in. */
export function meRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/me',
      summary: 'Who has signed in',
      tag: 'Parks and people',
      access: 'person',
      limit: 'reads',
      answers: { 200: { description: 'The person, with what he may see.', schema: meAnswer } },
      problems: [401],
      handle(call) {
        const { principal, expiresAt } = personOf(call);
        const { subject, name, role, groupId, parks, unitId } = principal;
        const body = { subject, name, role, groupId, parks, unitId, expiresAt: expiresAt.toISOString() };
        return Promise.resolve({ body });
      },
    }),
  ];
}
