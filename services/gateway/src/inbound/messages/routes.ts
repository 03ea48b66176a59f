import { z } from 'zod';
import { common } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { cursor, pageLimit } from '../cases/schemas';
import { personOf, route, type Route } from '../route';
import { isoOf, moment, orNothing } from '../shapes/fields';

const inboxQuery = z.strictObject({
  unread: z.enum(['true', 'false']).default('false').describe('true: only what has not been read.'),
  cursor,
  limit: pageLimit,
});
const inboxAnswer = z
  .object({
    messages: z.array(
      z.object({
        id: z.string(),
        number: z.string().optional(),
        title: z.string(),
        body: z.string(),
        at: moment,
        read: z.boolean(),
        template: z.string(),
      }),
    ),
    nextCursor: z.string().optional(),
    unread: z.int(),
  })
  .meta({ id: 'Inbox' });
const readBody = z
  .strictObject({ ids: z.array(z.string().min(1).max(200)).max(200).optional().describe('None: all.') })
  .meta({ id: 'ReadMessages' });
const readAnswer = z.object({ marked: z.int() }).meta({ id: 'MarkedRead' });
const outboxAnswer = z
  .object({
    mails: z.array(
      z.object({ messageId: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: moment }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'Outbox' });

interface Needs {
  neighbours: Neighbours;
  vouch: Vouch;
  /** Whether the local outbox is shown. */
  outbox: boolean;
}

/** The person's in-app messages, and locally the e-mails that would have been sent. */
export function messageRoutes({ neighbours, vouch, outbox }: Needs): Route[] {
  const { notification } = neighbours;
  const inbox = [
    route({
      method: 'get',
      path: '/v1/inbox',
      summary: "The person's messages, newest first",
      tag: 'Messages',
      access: 'person',
      limit: 'reads',
      query: inboxQuery,
      answers: { 200: { description: 'One page.', schema: inboxAnswer } },
      problems: [401, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { unread, cursor: after, limit } = call.query;
        const request = { page: common.Page.create({ size: limit, cursor: after }), unreadOnly: unread === 'true' };
        const answer = await notification.listInbox(request, { principalToken });
        const messages = answer.messages.map(({ id, number, title, body, at, read, template }) => ({
          id,
          number: orNothing(number),
          title,
          body,
          at: isoOf(at),
          read,
          template,
        }));
        return { body: { messages, nextCursor: orNothing(answer.nextCursor), unread: answer.unread } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/inbox/read',
      summary: 'Mark messages as read',
      tag: 'Messages',
      access: 'person',
      limit: 'reads',
      body: readBody,
      answers: { 200: { description: 'How many were marked.', schema: readAnswer } },
      problems: [401, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { marked } = await notification.markRead({ ids: call.body.ids ?? [] }, { principalToken });
        return { body: { marked } };
      },
    }),
  ];
  return outbox ? [...inbox, outboxRoute({ neighbours, vouch })] : inbox;
}

function outboxRoute({ neighbours, vouch }: Pick<Needs, 'neighbours' | 'vouch'>): Route {
  return route({
    method: 'get',
    path: '/v1/outbox',
    summary: 'E-mails that would have been sent',
    description: 'For local use, where no SMTP server is set.',
    tag: 'Messages',
    access: 'person',
    limit: 'reads',
    query: z.strictObject({ cursor, limit: pageLimit }),
    answers: { 200: { description: 'Newest first.', schema: outboxAnswer } },
    problems: [401, 503],
    async handle(call) {
      const principalToken = await vouch(personOf(call).principal);
      const page = common.Page.create({ size: call.query.limit, cursor: call.query.cursor });
      const { mails, nextCursor } = await neighbours.notification.listOutbox({ page }, { principalToken });
      return {
        body: {
          mails: mails.map(({ messageId, to, subject, text, at }) => ({ messageId, to, subject, text, at: isoOf(at) })),
          nextCursor: orNothing(nextCursor),
        },
      };
    },
  });
}
