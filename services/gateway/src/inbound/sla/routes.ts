import { ulid } from 'ulid';
import { sla, word } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { iso, orNothing } from '../shapes/fields';
import { policyBody, policyJson, policyOf } from '../shapes/policy';
import { previewRoute } from './preview-route';
import {
  applicationAnswer,
  applicationsAnswer,
  applyBody,
  coverageAnswer,
  policiesAnswer,
  policiesQuery,
  policyAnswer,
  previewApplicationAnswer,
  previewApplicationBody,
} from './schemas';

const tag = 'Deadlines';

interface Needs {
  neighbours: Neighbours;
  vouch: Vouch;
}

/** Policies and calendars from the side of the clocks. */
export function slaRoutes(needs: Needs): Route[] {
  return [previewRoute(needs), ...policyRoutes(needs), ...applicationRoutes(needs), coverageRoute(needs)];
}

function policyRoutes({ neighbours: { sla: clocks }, vouch }: Needs): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/sla/policies',
      summary: 'How long clocks may run: the policy in force and its older versions',
      tag,
      access: 'person',
      limit: 'reads',
      query: policiesQuery,
      answers: { 200: { description: 'Newest first.', schema: policiesAnswer } },
      problems: [401, 403, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { policies } = await clocks.listPolicies(sla.ListPoliciesRequest.create({ limit: call.query.limit }), {
          principalToken,
        });
        return { body: { policies: policies.map(policyJson) } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/sla/policies',
      summary: 'Make a new version of the policy',
      description: 'Headquarters only. New clocks take it; clocks that run keep theirs until it is applied to them.',
      tag,
      access: 'person',
      limit: 'reads',
      body: policyBody,
      answers: { 200: { description: 'The policy as it is kept.', schema: policyAnswer } },
      problems: [401, 403, 409, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { expectedVersion, ...content } = call.body;
        const { policy } = await clocks.putPolicy({ policy: policyOf(content), expectedVersion }, { principalToken });
        if (!policy) throw new Error('sla kept a policy without naming it');
        return { body: { policy: policyJson(policy) } };
      },
    }),
  ];
}

function applicationRoutes({ neighbours: { sla: clocks }, vouch }: Needs): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/sla/policies/preview-application',
      summary: 'What the newest policy and calendars, or a draft policy, would do to running clocks',
      description:
        'Headquarters only. With draftPolicy: what making that version and applying it would do, before it is made; a draft that could not be made is refused, every wrong field named.',
      tag,
      access: 'person',
      limit: 'reads',
      body: previewApplicationBody,
      answers: { 200: { description: 'Nothing is changed.', schema: previewApplicationAnswer } },
      problems: [401, 403, 404, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { parkCode = '', draftPolicy } = call.body;
        const request = { parkCode, draftPolicy: draftPolicy && policyOf(draftPolicy) };
        return { body: effectJson(await clocks.previewApplication(request, { principalToken })) };
      },
    }),
    route({
      method: 'post',
      path: '/v1/sla/policies/apply',
      summary: 'Apply the newest policy and calendars to running clocks',
      description: 'Headquarters only; recorded, and carried out in the background.',
      tag,
      access: 'person',
      limit: 'reads',
      body: applyBody,
      answers: { 202: { description: 'Begun.', schema: applicationAnswer } },
      problems: [401, 403, 404, 409, 413, 415, 503],
      async handle(call) {
        const { principal } = personOf(call);
        const { parkCode = '', reason } = call.body;
        const commandId = `${principal.subject}:${call.idempotencyKey ?? ulid()}`;
        const { application } = await clocks.applyToRunningClocks(
          { parkCode, reason, commandId },
          { principalToken: await vouch(principal) },
        );
        if (!application) throw new Error('sla began to apply rules without naming the application');
        return { status: 202, body: { application: applicationJson(application) } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/sla/applications',
      summary: 'What was applied to running clocks, by whom and why',
      tag,
      access: 'person',
      limit: 'reads',
      answers: { 200: { description: 'Newest first.', schema: applicationsAnswer } },
      problems: [401, 403, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { applications } = await clocks.listApplications({}, { principalToken });
        return { body: { applications: applications.map(applicationJson) } };
      },
    }),
  ];
}

function coverageRoute({ neighbours: { sla: clocks }, vouch }: Needs): Route {
  return route({
    method: 'get',
    path: '/v1/sla/coverage',
    summary: 'How far the calendars of the parks reach',
    description:
      'Beyond the covered days deadlines are provisional. Calendars that end within 90 days are to be renewed.',
    tag,
    access: 'person',
    limit: 'reads',
    answers: { 200: { description: 'The parks that the person may see.', schema: coverageAnswer } },
    problems: [401, 403, 503],
    async handle(call) {
      const principalToken = await vouch(personOf(call).principal);
      const { parks } = await clocks.listCoverage({}, { principalToken });
      const body = parks.map(
        ({ parkCode, calendarId, calendarVersion, coveredUntil, endsSoon, provisionalClocks }) => ({
          parkCode,
          calendarId: orNothing(calendarId),
          calendarVersion,
          coveredUntil: orNothing(coveredUntil),
          endsSoon,
          provisionalClocks,
        }),
      );
      return { body: { parks: body } };
    },
  });
}

function effectJson({
  cases,
  clocks,
  earlier,
  later,
  overdueAtOnce,
  examples,
  truncated,
  notMeasured,
}: sla.PreviewApplicationResponse) {
  return {
    cases,
    clocks,
    earlier,
    later,
    overdueAtOnce,
    examples: examples.map(({ caseId, number, clock, fromDueAt, toDueAt }) => ({
      caseId,
      number,
      clock: word(clock) ?? 'resolve',
      fromDueAt: iso(fromDueAt),
      toDueAt: iso(toDueAt),
    })),
    truncated,
    notMeasured,
  };
}

function applicationJson(application: sla.Application) {
  const { id, parkCode, at, by, reason, policyVersion, casesDone, finished, setAside } = application;
  return {
    ...{ id, parkCode: orNothing(parkCode), at: iso(at), by, reason, policyVersion, casesDone, finished, setAside },
    casesSetAside: application.casesSetAside.map(({ caseId, number }) => ({ caseId, number: orNothing(number) })),
  };
}
