import { personOf, route, type Route } from '../route';
import type { Hub } from './hub';

/** The stream of what changes, for the person who has signed in. */
export function eventRoutes(hub: Hub): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/events',
      summary: 'What changes, as server-sent events',
      description:
        'Events case, clock and notification, of the parks that the person may see; never with texts. Send Last-Event-ID to resume; an event reset says to load everything anew. Read it with fetch and the Authorization header. It ends when the token does.',
      tag: 'Events',
      access: 'person',
      limit: 'reads',
      answers: { 200: { description: 'A stream without end.', contentType: 'text/event-stream' } },
      problems: [401, 503],
      stream(call, _request, response) {
        const { principal, expiresAt } = personOf(call);
        hub.open(response, { ...principal, expiresAt }, call.header('last-event-id'));
        return Promise.resolve();
      },
    }),
  ];
}
