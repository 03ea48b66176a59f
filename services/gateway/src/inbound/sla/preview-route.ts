import type { z } from 'zod';
import { common, enumOf, sla, word } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { calendarOf } from '../shapes/calendar';
import { isoOf } from '../shapes/fields';
import { policyOf } from '../shapes/policy';
import { previewAnswer, previewBody } from './schemas';

/** Deadlines as they would be: for trying a calendar or a policy before it is in force. */
export function previewRoute({ neighbours, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route {
  return route({
    method: 'post',
    path: '/v1/sla/preview',
    summary: 'When something would be due',
    description:
      'For officers of headquarters and staff of the park. With workingMinutes: the moment at which so much working time has passed. With priority: every clock of such a case, handled by a contractor where contract names one. Where the calendar ends before the deadline, the answer is a problem that names the last covered day, unless allowProvisional is set.',
    tag: 'Deadlines',
    access: 'person',
    limit: 'reads',
    body: previewBody,
    answers: { 200: { description: 'Nothing is stored.', schema: previewAnswer } },
    problems: [401, 403, 404, 413, 415, 503],
    async handle(call) {
      const principalToken = await vouch(personOf(call).principal);
      const answer = await neighbours.sla.previewDeadlines(requestOf(call.body), { principalToken });
      return {
        body: call.body.priority === undefined ? deadlineJson(answer) : { clocks: answer.clocks.map(clockJson) },
      };
    },
  });
}

function requestOf(body: z.output<typeof previewBody>): sla.PreviewDeadlinesRequest {
  return sla.PreviewDeadlinesRequest.create({
    parkCode: body.parkCode,
    startAt: new Date(body.startAt),
    workingMinutes: body.workingMinutes ?? 0,
    priority: enumOf(common.Priority, body.priority),
    category: body.category ?? '',
    complainantType: enumOf(common.ComplainantType, body.complainantType),
    contract: body.contract ?? '',
    pauses: (body.pauses ?? []).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
    allowProvisional: body.allowProvisional ?? false,
    draftPolicy: body.draftPolicy && policyOf(body.draftPolicy),
    draftCalendar: body.draftCalendar && calendarOf('draft', body.draftCalendar),
  });
}

function deadlineJson({ dueAt, windows, provisional }: sla.PreviewDeadlinesResponse) {
  return { dueAt: isoOf(dueAt), windows: windows.map(intervalJson), provisional };
}

function clockJson({ name, dueAt, windows, provisional, amount, unit }: sla.PreviewedClock) {
  return {
    name: word(name) ?? 'resolve',
    dueAt: isoOf(dueAt),
    windows: windows.map(intervalJson),
    provisional,
    allowance: { amount, unit },
  };
}

function intervalJson({ from, to }: common.Interval) {
  return { from: isoOf(from), to: isoOf(to) };
}
