import { z } from 'zod';
import type { reporting } from '@parkline/proto';
import type { Neighbours, Vouch } from '../../application/ports';
import { priorityOf } from '../shapes/words';
import { personOf, route, type Route } from '../route';

const day = z.iso.date().describe('Day of receipt in the time zone of the park, YYYY-MM-DD.');
const summaryQuery = z
  .strictObject({
    park: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((value) =>
        [value ?? []]
          .flat()
          .flatMap((part) => part.split(','))
          .filter((part) => part !== ''),
      )
      .pipe(z.array(z.string().regex(/^[A-Za-z0-9]{2,12}$/)).max(200))
      .describe('Parks by code, repeated or separated by commas; none: all that the person may see.'),
    from: day.optional(),
    to: day.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    message: 'from must not be after to',
    path: ['from'],
    params: { code: 'date_out_of_range' },
  });

const rate = z.number().optional().describe('Between 0 and 1; absent where nothing is counted.');
const figures = z
  .object({
    cases: z.int().describe('Complaints and repairs.'),
    otherKinds: z.int().describe('Suggestions, enquiries and praise: in no other figure.'),
    open: z.int(),
    closed: z.int(),
    closedResolved: z.int(),
    closedPartly: z.int(),
    closedExhausted: z.int(),
    declined: z.int(),
    withdrawn: z.int(),
    reopened: z.int(),
    escalated: z.int(),
    rated: z.int(),
    satisfied: z.int().describe('Ratings of 4 and 5.'),
    satisfactionSum: z.number(),
    firstContactWithin2h: z.int(),
    firstContactMade: z.int(),
    closedInTime: z.int(),
    openOverdue: z.int(),
    handlingHoursP50: z.number().optional().describe('At least half of the handled cases took no longer.'),
    handlingHoursP90: z.number().optional().describe('At least nine of ten handled cases took no longer.'),
    handlingHoursMean: z.number(),
    handled: z.int(),
    incidents: z.int().describe('Masters with at least one case linked as the same incident; each is in cases too.'),
    linkedComplaints: z.int().describe('Cases linked to these incidents; each is in cases too.'),
    largestIncident: z.int().describe('Cases of the largest incident, its master included; 0 without incidents.'),
    satisfactionRate: rate,
    resolutionRate: rate,
    onTimeRate: rate,
  })
  .meta({ id: 'Figures' });
/** The key of cases without a priority yet. */
const ungraded = 'none';

const counts = z.array(z.object({ key: z.string(), cases: z.int() }));
const summaryAnswer = z
  .object({
    total: figures,
    parks: z.array(z.object({ parkCode: z.string(), figures })),
    byCategory: counts,
    byKind: counts,
    byChannel: counts,
    byState: counts,
    byPriority: counts.describe('P1 to P4, and none while a case is not graded.'),
    byDay: counts,
  })
  .meta({ id: 'Summary' });

/** The figures of the parks that the person may see. */
export function reportRoutes({ neighbours, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/reports/summary',
      summary: 'Figures in total and by park',
      tag: 'Reports',
      access: 'person',
      limit: 'reads',
      query: summaryQuery,
      answers: { 200: { description: 'Counts, rates and handling times.', schema: summaryAnswer } },
      problems: [401, 403, 404, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { park, from = '', to = '' } = call.query;
        const request = { parkCodes: park, fromDay: from, toDay: to };
        return { body: summaryJson(await neighbours.reporting.getSummary(request, { principalToken })) };
      },
    }),
  ];
}

function summaryJson({ total, parks, byPriority, ...counted }: reporting.GetSummaryResponse) {
  if (!total) throw new Error('reporting answered without a total');
  // The contract's names of figures are those of the API; what is unset stays out of JSON.
  return {
    total,
    parks: parks.flatMap(({ parkCode, figures: f }) => (f ? [{ parkCode, figures: f }] : [])),
    ...counted,
    byPriority: byPriority.map(({ key, cases }) => ({ key: key === ungraded ? key : (priorityOf(key) ?? key), cases })),
  };
}
