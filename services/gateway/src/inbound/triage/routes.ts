import { z } from 'zod';
import { common, enumOf, word } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { orNothing } from '../shapes/fields';
import { kinds, priorities, priorityOf, severities, urgencies } from '../shapes/words';
import { code, saying, text } from '../text';

const previewBody = z
  .strictObject({
    parkCode: code(12),
    description: saying(5_000),
    categoryHint: text(100).optional(),
    kind: kinds.optional(),
  })
  .meta({ id: 'TriageQuestion' });
const previewAnswer = z
  .object({
    category: z.string().optional(),
    severity: severities.optional(),
    urgency: urgencies.optional(),
    priority: priorities.optional(),
    unitId: z.string().optional(),
    reasons: z.array(z.string()),
    backstop: z.boolean().describe('The rules are unsure: it would go to the backstop team.'),
  })
  .meta({ id: 'TriagePreview' });

/** What the rules would make of a text, for the dispatch desk. */
export function triageRoutes({ neighbours, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/triage/preview',
      summary: 'What the rules would decide for a text',
      tag: 'Triage',
      access: 'person',
      limit: 'reads',
      body: previewBody,
      answers: { 200: { description: 'Nothing is stored.', schema: previewAnswer } },
      problems: [401, 403, 404, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { parkCode, description, categoryHint = '', kind } = call.body;
        const answer = await neighbours.routing.previewTriage(
          { parkCode, description, categoryHint, kind: enumOf(common.Kind, kind ?? 'complaint') },
          { principalToken },
        );
        return {
          body: {
            category: orNothing(answer.category),
            severity: word(answer.severity),
            urgency: word(answer.urgency),
            priority: priorityOf(word(answer.priority)),
            unitId: orNothing(answer.unitId),
            reasons: answer.reasons,
            backstop: answer.backstop,
          },
        };
      },
    }),
  ];
}
