import { z } from 'zod';
import { createDevToken, verifyDevToken, type JWK } from '@parkline/auth';
import { notFound } from '@parkline/errors';
import type { directory } from '@parkline/proto';
import type { Neighbours } from '../../application/ports';
import { route, type Route } from '../route';
import { moment, orNothing } from '../shapes/fields';
import { code } from '../text';

const person = z
  .object({
    staffId: z.string(),
    name: z.string(),
    nameEn: z.string().optional(),
    role: z.string(),
    groupId: z.string(),
    unitId: z.string().optional(),
    unitName: z.string().optional(),
    unitNameEn: z.string().optional(),
    parkCodes: z.array(z.string()),
    allParks: z.boolean(),
  })
  .meta({ id: 'DemoPerson' });
const peopleAnswer = z.object({ people: z.array(person) }).meta({ id: 'DemoPeople' });
const tokenBody = z.strictObject({ staffId: code() }).meta({ id: 'DemoSignIn' });
const tokenAnswer = z.object({ token: z.string(), expiresAt: moment, person }).meta({ id: 'DemoToken' });

/** Signing in as one of the demo people: for local use and tests, hung in only where development tokens are accepted. */
export function demoRoutes({ directory: people }: Pick<Neighbours, 'directory'>, devKey: JWK): Route[] {
  const list = async () => {
    const { staff, units } = await people.getDirectory({});
    const unitOf = new Map(units.map((unit) => [unit.id, unit]));
    return staff.filter(({ active }) => active).map((member) => personJson(member, unitOf.get(member.unitId)));
  };
  return [
    route({
      method: 'get',
      path: '/v1/demo-people',
      summary: 'People to sign in as',
      tag: 'Development',
      access: 'public',
      limit: 'reads',
      answers: { 200: { description: 'Demo people of every role.', schema: peopleAnswer } },
      problems: [503],
      handle: async () => ({ body: { people: await list() } }),
    }),
    route({
      method: 'post',
      path: '/v1/demo-token',
      summary: 'Sign in as a demo person',
      tag: 'Development',
      access: 'public',
      limit: 'reads',
      body: tokenBody,
      answers: { 200: { description: 'A bearer token.', schema: tokenAnswer } },
      problems: [404, 413, 415, 503],
      async handle({ body }) {
        const found = (await list()).find(({ staffId }) => staffId === body.staffId);
        if (!found) throw notFound('person_not_found', 'There is no demo person with this id.');
        const token = await createDevToken(devKey, { staffId: found.staffId, role: found.role });
        const { expiresAt } = await verifyDevToken(devKey, token);
        return { body: { token, expiresAt: expiresAt.toISOString(), person: found } };
      },
    }),
  ];
}

function personJson(member: directory.Staff, unit: directory.Unit | undefined) {
  return {
    staffId: member.id,
    name: member.name,
    nameEn: orNothing(member.nameEn),
    role: member.role,
    groupId: member.groupId,
    unitId: orNothing(member.unitId),
    unitName: unit && orNothing(unit.name),
    unitNameEn: unit && orNothing(unit.nameEn),
    parkCodes: member.parkCodes,
    allParks: member.allParks,
  };
}
