import { z } from 'zod';
import { moment } from '../shapes/fields';
import { parkTypes } from '../shapes/words';

export const publicParks = z
  .object({
    parks: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        nameEn: z.string().optional(),
        city: z.string().optional(),
        type: parkTypes.optional(),
      }),
    ),
  })
  .meta({ id: 'PublicParks' });

const unit = z.object({
  id: z.string(),
  parkCode: z.string().optional().describe('Absent for units of the group or a region.'),
  regionId: z.string().optional(),
  name: z.string(),
  nameEn: z.string().optional(),
  function: z.string().optional(),
  contractSkills: z.array(z.string()),
});

const park = z.object({
  code: z.string(),
  regionId: z.string().optional(),
  name: z.string(),
  nameEn: z.string().optional(),
  type: parkTypes.optional(),
  city: z.string().optional(),
  timeZone: z.string().optional(),
  households: z.int(),
  companies: z.int(),
  backstopUnitId: z.string().optional(),
  address: z.string().optional(),
  calendarId: z.string().optional().describe('Its working times; absent: around the clock.'),
});

const member = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  role: z.string(),
  unitId: z.string().optional(),
  parkCodes: z.array(z.string()),
  allParks: z.boolean(),
  skills: z.array(z.string()),
  active: z.boolean(),
  expertFields: z.array(z.string()).describe('Of the expert panel: engineering, legal, psychological, analyst.'),
  absences: z.array(z.object({ from: moment, until: moment, deputyId: z.string() })),
});

export const directoryAnswer = z
  .object({
    group: z
      .object({
        id: z.string(),
        name: z.string(),
        nameEn: z.string().optional(),
        dispatchDeskUnitId: z.string().optional(),
        hotlineUnitId: z.string().optional(),
      })
      .optional(),
    regions: z.array(z.object({ id: z.string(), name: z.string(), nameEn: z.string().optional() })),
    parks: z.array(park),
    units: z.array(unit),
    staff: z.array(member).describe('Names and roles; no addresses.'),
  })
  .meta({ id: 'Directory' });
