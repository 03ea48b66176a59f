import { z } from 'zod';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { isoOf, moment } from '../shapes/fields';
import { code } from '../text';

const staffParam = z.object({ id: code().describe('Staff id.') });
const instant = z.iso.datetime({ offset: true }).describe('ISO 8601 with an offset or Z.');
const absenceBody = z
  .strictObject({
    from: instant,
    until: instant.optional().describe('Not included; needed with a deputy.'),
    deputyId: code().optional().describe('Who stands in. Absent: the absence that contains from ends there.'),
  })
  .refine(({ until, deputyId }) => (deputyId === undefined) === (until === undefined), {
    message: 'goes together with deputyId: both to be away, neither to be back',
    path: ['until'],
    params: { code: 'missing_field' },
  })
  .meta({ id: 'AbsenceBody' });
const absenceAnswer = z
  .object({
    staff: z.object({
      id: z.string(),
      absences: z.array(z.object({ from: moment, until: moment, deputyId: z.string() })),
    }),
  })
  .meta({ id: 'StaffWithAbsences' });

/** What people say of themselves and of each other. */
export function staffRoutes({ neighbours: { directory }, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/staff/{id}/absence',
      summary: 'Say that somebody is away and who stands in, or is back',
      description: 'By the person, his team lead, the park manager or headquarters.',
      tag: 'Parks and people',
      access: 'person',
      limit: 'reads',
      params: staffParam,
      body: absenceBody,
      answers: { 200: { description: 'The absences as they are now.', schema: absenceAnswer } },
      problems: [401, 403, 404, 409, 413, 415, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        const { from, until, deputyId = '' } = call.body;
        const request = {
          staffId: call.params.id,
          from: new Date(from),
          until: until === undefined ? undefined : new Date(until),
          deputyId,
        };
        const { staff } = await directory.setAbsence(request, { principalToken });
        if (!staff) throw new Error('directory recorded an absence without naming the person');
        const absences = staff.absences.map((absence) => ({
          from: isoOf(absence.from),
          until: isoOf(absence.until),
          deputyId: absence.deputyId,
        }));
        return { body: { staff: { id: staff.id, absences } } };
      },
    }),
  ];
}
