import { invalidInput } from '@parkline/errors';
import type { Handlers } from '@parkline/grpc';
import { enumOf, sla, word } from '@parkline/proto';
import type { applyToRunningClocks } from '../application/apply-to-running-clocks';
import type { getClocks } from '../application/get-clocks';
import type { listApplications } from '../application/list-applications';
import type { listCoverage } from '../application/list-coverage';
import type { listDue } from '../application/list-due';
import type { listPolicies } from '../application/list-policies';
import type { previewApplication } from '../application/preview-application';
import type { previewDeadlines } from '../application/preview-deadlines';
import type { PreviewRequest } from '../application/preview-request';
import type { putPolicy } from '../application/put-policy';
import {
  applicationMessageOf,
  caseClocksOf,
  coverageMessageOf,
  effectMessageOf,
  policyDraftOf,
  policyMessageOf,
  previewMessageOf,
} from '../contract';

export interface UseCases {
  getClocks: ReturnType<typeof getClocks>;
  listDue: ReturnType<typeof listDue>;
  previewDeadlines: ReturnType<typeof previewDeadlines>;
  listPolicies: ReturnType<typeof listPolicies>;
  putPolicy: ReturnType<typeof putPolicy>;
  previewApplication: ReturnType<typeof previewApplication>;
  applyToRunningClocks: ReturnType<typeof applyToRunningClocks>;
  listApplications: ReturnType<typeof listApplications>;
  listCoverage: ReturnType<typeof listCoverage>;
}

type SlaHandlers = Handlers<typeof sla.SlaServiceService>;

/** sla's methods: decode, call the use case, encode. */
export function slaHandlers(cases: UseCases): SlaHandlers {
  return { ...clockHandlers(cases), ...policyHandlers(cases) };
}

function clockHandlers(
  cases: UseCases,
): Pick<SlaHandlers, 'getClocks' | 'listDue' | 'previewDeadlines' | 'listCoverage'> {
  return {
    getClocks: async ({ caseIds }, { principal }) => ({
      cases: (await cases.getClocks(caseIds, principal)).map(caseClocksOf),
    }),
    listDue: async ({ queue, parkCode, withinMinutes, page }, { principal }) => {
      const name = word(queue);
      if (!name) throw invalidInput('queue_invalid', 'The queue is soon or overdue.', { field: 'queue' });
      const { size: pageSize, cursor } = page ?? { size: 0, cursor: '' };
      const found = await cases.listDue({ queue: name, parkCode, withinMinutes, pageSize, cursor }, principal);
      return {
        cases: found.cases.map((entry) => ({ ...entry, clock: enumOf(sla.ClockName, entry.clock) })),
        nextCursor: found.nextCursor,
      };
    },
    previewDeadlines: (request, { principal }) =>
      Promise.resolve(previewMessageOf(cases.previewDeadlines(previewRequestOf(request), principal))),
    listCoverage: async (_request, { principal }) => ({
      parks: (await cases.listCoverage(principal)).map(coverageMessageOf),
    }),
  };
}

function policyHandlers(cases: UseCases): Omit<SlaHandlers, keyof ReturnType<typeof clockHandlers>> {
  return {
    listPolicies: async (request, { principal }) => ({
      policies: (await cases.listPolicies(request, principal)).map(policyMessageOf),
    }),
    putPolicy: async ({ policy, expectedVersion }, { principal }) => {
      if (!policy) throw invalidInput('policy_missing', 'Give the policy.', { field: 'policy' });
      return { policy: policyMessageOf(await cases.putPolicy(policyDraftOf(policy), expectedVersion, principal)) };
    },
    previewApplication: async ({ parkCode, draftPolicy: draft }, { principal }) => {
      const draftPolicy = draft && policyDraftOf(draft);
      return effectMessageOf(await cases.previewApplication({ parkCode, draftPolicy }, principal));
    },
    applyToRunningClocks: async (request, { principal }) => ({
      application: applicationMessageOf(await cases.applyToRunningClocks(request, principal)),
    }),
    listApplications: async (_request, { principal }) => ({
      applications: (await cases.listApplications(principal)).map(applicationMessageOf),
    }),
  };
}

function previewRequestOf(request: sla.PreviewDeadlinesRequest): PreviewRequest {
  const { parkCode, startAt, workingMinutes, category, contract, pauses, allowProvisional } = request;
  const { draftPolicy, draftCalendar } = request;
  return {
    ...{ parkCode, startAt, workingMinutes, category, contract, pauses, allowProvisional, draftCalendar },
    priority: word(request.priority),
    complainantType: word(request.complainantType),
    draftPolicy: draftPolicy && policyDraftOf(draftPolicy),
  };
}
