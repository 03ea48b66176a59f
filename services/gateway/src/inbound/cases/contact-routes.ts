import type { intake } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { orNothing } from '../shapes/fields';
import { numberParam } from '../text';
import { contactAnswer, revealBody } from './schemas';

const tag = 'Cases';
const path = '/v1/cases/{number}/contact';

/** How to reach the complainant: masked, or the real data with a reason that is recorded. */
export function contactRoutes({ neighbours, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'Contact data, masked',
      tag,
      access: 'person',
      limit: 'reads',
      params: numberParam,
      answers: { 200: { description: 'Without contact where the person gave none.', schema: contactAnswer } },
      problems: [401, 403, 404, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { number } = call.params;
        return { body: shown(await neighbours.intake.revealContact({ number, reason: '' }, { principalToken })) };
      },
    }),
    route({
      method: 'post',
      path: `${path}/reveal`,
      summary: 'Contact data, in clear',
      description: 'The reason is recorded. Confidential persons stay hidden from handlers and team leads.',
      tag,
      access: 'person',
      limit: 'reads',
      params: numberParam,
      body: revealBody,
      answers: { 200: { description: 'Without contact where the person gave none.', schema: contactAnswer } },
      problems: [401, 403, 404, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const request = { number: call.params.number, reason: call.body.reason };
        return { body: shown(await neighbours.intake.revealContact(request, { principalToken })) };
      },
    }),
  ];
}

function shown({ contact, masked }: intake.RevealContactResponse) {
  if (!contact) return { masked };
  return {
    contact: {
      name: orNothing(contact.name),
      phone: orNothing(contact.phone),
      email: orNothing(contact.email),
      preferredChannel: orNothing(contact.preferredChannel),
    },
    masked,
  };
}
