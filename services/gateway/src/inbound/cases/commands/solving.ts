import { z } from 'zod';
import { common, enumOf } from '@parkline/proto';
import { impactLevels, remedyKinds, rootCauses } from '../../shapes/words';
import { type CaseCommand, command, evidence, givenMoment, id, longText, note } from './command';

/** Finding out, and settling it. */
export const solvingCommands = {
  'record-investigation': command(
    'RecordInvestigation',
    'Record what was found: visit, findings, evidence, cause',
    {
      visitedAt: givenMoment.optional().describe('When somebody was there in person.'),
      findings: longText,
      evidence,
      cause: rootCauses.optional(),
      causeConfirmed: z.boolean().default(false),
    },
    (body) => ({
      $case: 'recordInvestigation',
      value: {
        visitedAt: body.visitedAt,
        findings: body.findings,
        evidence: body.evidence,
        cause: enumOf(common.RootCause, body.cause),
        causeConfirmed: body.causeConfirmed,
      },
    }),
  ),
  'tick-step': command(
    'TickStep',
    'Tick a step of the standard procedure, or take the tick away',
    { stepId: id, done: z.boolean().default(true), note },
    (body) => ({ $case: 'tickStep', value: { stepId: body.stepId, done: body.done, note: body.note ?? '' } }),
  ),
  'assess-impact': command(
    'AssessImpact',
    'Assess whom and what the matter affects',
    {
      peopleAffected: z.int().min(0).max(1_000_000),
      safety: impactLevels,
      reputation: impactLevels,
      contractRenewal: impactLevels,
      note,
    },
    (body) => ({
      $case: 'assessImpact',
      value: {
        peopleAffected: body.peopleAffected,
        safety: body.safety,
        reputation: body.reputation,
        contractRenewal: body.contractRenewal,
        note: body.note ?? '',
      },
    }),
  ),
  'propose-solution': command(
    'ProposeSolution',
    'Propose how to settle it; that of a major case needs approval',
    { text: longText, promisedBy: givenMoment.optional() },
    (body) => ({ $case: 'proposeSolution', value: { text: body.text, promisedBy: body.promisedBy } }),
  ),
  'decide-solution': command(
    'DecideSolution',
    'Approve or refuse a solution',
    { solutionId: id, approved: z.boolean(), note },
    (body) => ({
      $case: 'decideSolution',
      value: { solutionId: body.solutionId, granted: body.approved, note: body.note ?? '' },
    }),
  ),
  'record-relief': command('RecordRelief', 'Record a temporary measure', { text: longText }, (body) => ({
    $case: 'recordRelief',
    value: { text: body.text },
  })),
  'offer-remedy': command(
    'OfferRemedy',
    'Offer the complainant something; an amount needs approval',
    {
      kind: remedyKinds,
      amount: z.int().min(0).max(1_000_000_000).default(0).describe('In the smallest unit of the currency, like fen.'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'is a code of ISO 4217, like CNY')
        .default('CNY'),
      note,
    },
    (body) => ({
      $case: 'offerRemedy',
      value: { kind: body.kind, amount: body.amount, currency: body.currency, note: body.note ?? '' },
    }),
  ),
  'decide-remedy': command(
    'DecideRemedy',
    'Approve or refuse a remedy',
    { remedyId: id, approved: z.boolean(), note },
    (body) => ({
      $case: 'decideRemedy',
      value: { remedyId: body.remedyId, granted: body.approved, note: body.note ?? '' },
    }),
  ),
} satisfies Record<string, CaseCommand>;
