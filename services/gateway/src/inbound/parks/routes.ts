import { word, type directory } from '@parkline/proto';
import { publicPrincipal } from '../../application/track-complaint';
import type { Neighbours, Vouch } from '../../application/ports';
import { personOf, route, type Route } from '../route';
import { isoOf, orNothing } from '../shapes/fields';
import { directoryAnswer, publicParks } from './schemas';

/** The parks for everybody, and the directory for staff. */
export function parkRoutes({ neighbours, vouch }: { neighbours: Neighbours; vouch: Vouch }): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/parks',
      summary: 'Parks that take complaints',
      tag: 'Parks and people',
      access: 'public',
      limit: 'reads',
      answers: { 200: { description: 'Codes and names.', schema: publicParks } },
      problems: [503],
      async handle() {
        const principalToken = await vouch(publicPrincipal);
        const { parks } = await neighbours.directory.listPublicParks({}, { principalToken });
        return { body: { parks: parks.map(publicParkJson) } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/directory',
      summary: 'Parks, units and people that the person may see',
      tag: 'Parks and people',
      access: 'person',
      limit: 'reads',
      answers: { 200: { description: 'Names for codes and ids.', schema: directoryAnswer } },
      problems: [401, 503],
      async handle(call) {
        const principalToken = await vouch(personOf(call).principal);
        return { body: directoryJson(await neighbours.directory.getDirectory({}, { principalToken })) };
      },
    }),
  ];
}

function publicParkJson({ code, name, nameEn, city, type }: directory.PublicPark) {
  return { code, name, nameEn: orNothing(nameEn), city: orNothing(city), type: word(type) };
}

function directoryJson({ group, regions, parks, units, staff }: directory.GetDirectoryResponse) {
  return {
    group: group && {
      id: group.id,
      name: group.name,
      nameEn: orNothing(group.nameEn),
      dispatchDeskUnitId: orNothing(group.dispatchDeskUnitId),
      hotlineUnitId: orNothing(group.hotlineUnitId),
    },
    regions: regions.map(({ id, name, nameEn }) => ({ id, name, nameEn: orNothing(nameEn) })),
    parks: parks.map((park) => ({
      ...publicParkJson(park),
      regionId: orNothing(park.regionId),
      timeZone: orNothing(park.timeZone),
      households: park.households,
      companies: park.companies,
      backstopUnitId: orNothing(park.backstopUnitId),
      address: orNothing(park.address),
      calendarId: orNothing(park.calendarId),
    })),
    units: units.map((unit) => ({
      id: unit.id,
      parkCode: orNothing(unit.parkCode),
      regionId: orNothing(unit.regionId),
      name: unit.name,
      nameEn: orNothing(unit.nameEn),
      function: word(unit.function),
      contractSkills: unit.contractSkills,
    })),
    staff: staff.map((member) => ({
      id: member.id,
      name: member.name,
      nameEn: orNothing(member.nameEn),
      role: member.role,
      unitId: orNothing(member.unitId),
      parkCodes: member.parkCodes,
      allParks: member.allParks,
      skills: member.skills,
      active: member.active,
      expertFields: member.expertFields,
      absences: member.absences.map(({ from, until, deputyId }) => ({
        from: isoOf(from),
        until: isoOf(until),
        deputyId,
      })),
    })),
  };
}
