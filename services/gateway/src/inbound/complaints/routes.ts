import { common, enumOf, feedback } from '@parkline/proto';
import { ulid } from 'ulid';
import { isParklineError, notFound } from '@parkline/errors';
import { openTracked, publicPrincipal, trackedCase, type Tracked } from '../../application/track-complaint';
import type { Neighbours, Vouch } from '../../application/ports';
import type { WrongCodes } from '../limits';
import { route, type Call, type Route } from '../route';
import { isoOf } from '../shapes/fields';
import { numberParam } from '../text';
import {
  answerBody,
  complaintBody,
  ratingAnswer,
  ratingBody,
  registrationSchema,
  trackedSchema,
  trackingHeaders,
  withdrawBody,
} from './schemas';
import { trackedJson } from './tracked-json';

interface Needs {
  neighbours: Neighbours;
  vouch: Vouch;
  codes: WrongCodes;
}

const tag = 'Complaints';
const path = '/v1/complaints/{number}';

/** Filing a complaint, and following it with number and tracking code. */
export function complaintRoutes({ neighbours, vouch, codes }: Needs): Route[] {
  const open = openTracked(neighbours, vouch);
  const caseOf = trackedCase(neighbours);

  /** Wrong tries are counted by number and address; unknown numbers too, or the count would tell them apart. */
  const track = async (
    call: Pick<Call<{ number: string }, never, never>, 'params' | 'header' | 'address'>,
  ): Promise<Tracked> => {
    const { number } = call.params;
    const code = call.header('x-tracking-code');
    if (code === '') throw notFound('complaint_not_found', 'There is no complaint with this number and tracking code.');
    await codes.check(number, call.address);
    try {
      return await open(number, code);
    } catch (error) {
      if (isParklineError(error, 'NotFound')) await codes.wrong(number, call.address);
      throw error;
    }
  };

  const execute = async (
    tracked: Tracked,
    key: string | undefined,
    command: { $case: 'answer'; value: { text: string } } | { $case: 'withdraw'; value: { reason: string } },
  ) => {
    const { complaint, principalToken } = tracked;
    const caseRef = complaint.complaintId;
    const commandId = `${caseRef}:${key ?? ulid()}`;
    await neighbours.casework.execute(
      { caseRef, commandId, expectedVersion: 0, cycle: 0, command },
      { principalToken },
    );
    return { body: trackedJson(complaint, await caseOf(tracked)) };
  };

  const shown = { 200: { description: 'The complaint as its complainant sees it.', schema: trackedSchema } };

  return [
    route({
      method: 'post',
      path: '/v1/complaints',
      summary: 'File a complaint',
      description:
        'Without a token anybody can file by web, app, wechat and bulletin; with one, staff file for someone else on any channel. With an Idempotency-Key a repeated request gets the first answer again.',
      tag,
      access: 'optional',
      limit: 'filings',
      body: complaintBody,
      answers: { 201: { description: 'Registered. Location names it.', schema: registrationSchema } },
      problems: [401, 403, 409, 413, 415, 503],
      async handle({ body, caller, idempotencyKey }) {
        const principalToken = await vouch(caller?.principal ?? publicPrincipal);
        const { contact, occurredAt, parkCode } = body;
        const answer = await neighbours.intake.registerComplaint(
          {
            parkCode,
            channel: enumOf(common.Channel, body.channel),
            description: body.description,
            kind: enumOf(common.Kind, body.kind),
            complainantType: enumOf(common.ComplainantType, body.complainantType),
            place: body.place ?? '',
            occurredAt: occurredAt === undefined ? undefined : new Date(occurredAt),
            categoryHint: body.categoryHint ?? '',
            identity: enumOf(common.Identity, body.identity),
            contact: contact && { name: '', phone: '', email: '', preferredChannel: '', ...contact },
            idempotencyKey: idempotencyKey ?? '',
            locale: body.locale ?? 'zh',
          },
          { principalToken },
        );
        const { number, trackingCode, repeated } = answer;
        return {
          status: 201,
          headers: { Location: `/v1/complaints/${number}` },
          body: { number, trackingCode, state: 'registered', parkCode, receivedAt: isoOf(answer.receivedAt), repeated },
        };
      },
    }),
    route({
      method: 'get',
      path,
      summary: 'Follow a complaint',
      description: 'An unknown number, a wrong code and a malformed code give the same 404.',
      tag,
      access: 'public',
      limit: 'reads',
      params: numberParam,
      headers: trackingHeaders,
      answers: shown,
      problems: [404, 503],
      async handle(call) {
        const tracked = await track(call);
        return { body: trackedJson(tracked.complaint, await caseOf(tracked)) };
      },
    }),
    route({
      method: 'post',
      path: `${path}/answer`,
      summary: 'Answer what was asked, or add something',
      tag,
      access: 'public',
      limit: 'reads',
      params: numberParam,
      headers: trackingHeaders,
      body: answerBody,
      answers: shown,
      problems: [404, 409, 413, 415, 503],
      handle: async (call) =>
        execute(await track(call), call.idempotencyKey, { $case: 'answer', value: { text: call.body.text } }),
    }),
    route({
      method: 'post',
      path: `${path}/withdraw`,
      summary: 'Withdraw a complaint',
      tag,
      access: 'public',
      limit: 'reads',
      params: numberParam,
      headers: trackingHeaders,
      body: withdrawBody,
      answers: shown,
      problems: [404, 409, 413, 415, 503],
      handle: async (call) =>
        execute(await track(call), call.idempotencyKey, {
          $case: 'withdraw',
          value: { reason: call.body.reason ?? '' },
        }),
    }),
    route({
      method: 'post',
      path: `${path}/rating`,
      summary: 'Say whether it was resolved',
      description: 'yes closes it, partly closes it as resolved partly, no opens it again.',
      tag,
      access: 'public',
      limit: 'reads',
      params: numberParam,
      headers: trackingHeaders,
      body: ratingBody,
      answers: { 200: { description: 'Kept; the latest in a cycle counts.', schema: ratingAnswer } },
      problems: [404, 409, 413, 415, 503],
      async handle(call) {
        const { complaint, principalToken } = await track(call);
        const caseId = complaint.complaintId;
        const { resolved, satisfaction, comment = '' } = call.body;
        const { cycle, consequence } = await neighbours.feedback.submitRating(
          {
            caseId,
            commandId: `${caseId}:${call.idempotencyKey ?? ulid()}`,
            resolved: enumOf(feedback.Resolved, resolved),
            satisfaction,
            comment,
          },
          { principalToken },
        );
        return { body: { cycle, consequence } };
      },
    }),
  ];
}
