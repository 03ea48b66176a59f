import { z } from 'zod';
import { directory } from '@parkline/proto';
import { saying, text } from '../text';
import { orNothing } from './fields';

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a local time like 09:00')
  .describe('Local time like 09:00; an end may be 24:00.');
const date = z.iso.date().describe('Local date, YYYY-MM-DD.');
const window = z.strictObject({ from: time, to: time });
const weekday = z.int().min(1).max(7).describe('1 Monday to 7 Sunday.');

const content = {
  name: saying(100),
  nameEn: text(100).optional(),
  timeZone: z.string().min(1).max(60).describe('IANA name, like Asia/Shanghai.'),
  aroundTheClock: z.boolean().optional().describe('24×7: everything below is left out then.'),
  week: z
    .array(z.strictObject({ weekday, from: time, to: time }))
    .max(168)
    .optional(),
  standardWeekday: weekday
    .optional()
    .describe('The day whose windows make up one working day, and those of a make-up workday.'),
  days: z
    .array(
      z.strictObject({
        date,
        kind: z.enum(['holiday', 'make_up_workday', 'override']),
        name: saying(100),
        windows: z
          .array(window)
          .max(24)
          .optional()
          .describe('Of an override, none for a closed day; of a make-up workday that differs from the standard day.'),
      }),
    )
    .max(5_000)
    .optional()
    .describe('Dates that differ from their weekday.'),
  coveredFrom: date.optional(),
  coveredUntil: date.optional().describe('Up to and with this date the holidays are known.'),
};

/** A calendar as somebody writes it. Whether it is sound as a whole is for directory to say. */
export const calendarContent = z.strictObject(content).meta({ id: 'CalendarContent' });
export const calendarBody = z
  .strictObject({
    ...content,
    expectedVersion: z.int().min(0).describe('The version that was seen; 0 for a new calendar.'),
  })
  .meta({ id: 'CalendarBody' });

const shownWindow = z.object({ from: z.string(), to: z.string() });
export const calendarSchema = z
  .object({
    id: z.string(),
    version: z.int().describe('To be sent back as expectedVersion.'),
    name: z.string(),
    nameEn: z.string().optional(),
    timeZone: z.string(),
    aroundTheClock: z.boolean(),
    week: z.array(shownWindow.extend({ weekday: z.int() })),
    standardWeekday: z.int().optional(),
    days: z.array(
      z.object({ date: z.string(), kind: z.string(), name: z.string(), windows: z.array(shownWindow).optional() }),
    ),
    coveredFrom: z.string().optional(),
    coveredUntil: z.string().optional(),
  })
  .meta({ id: 'Calendar' });

/** A calendar as JSON; what it shows can be sent back. */
export function calendarJson(calendar: directory.Calendar) {
  const { id, version, name, timeZone, aroundTheClock, week, standardWeekday, days } = calendar;
  return {
    id,
    version,
    name,
    nameEn: orNothing(calendar.nameEn),
    timeZone,
    aroundTheClock,
    week: week.map(({ weekday: day, from, to }) => ({ weekday: day, from, to })),
    standardWeekday: standardWeekday === 0 ? undefined : standardWeekday,
    days: days.map(({ date: day, kind, name: dayName, windows }) => ({
      date: day,
      kind,
      name: dayName,
      windows: windows.length === 0 && kind !== 'override' ? undefined : windows.map(({ from, to }) => ({ from, to })),
    })),
    coveredFrom: orNothing(calendar.coveredFrom),
    coveredUntil: orNothing(calendar.coveredUntil),
  };
}

/** A calendar as the contracts have it. */
export function calendarOf(id: string, body: z.output<typeof calendarContent>): directory.Calendar {
  return directory.Calendar.create({
    id,
    name: body.name,
    nameEn: body.nameEn ?? '',
    timeZone: body.timeZone,
    aroundTheClock: body.aroundTheClock ?? false,
    week: body.week ?? [],
    standardWeekday: body.standardWeekday ?? 0,
    days: (body.days ?? []).map(({ windows = [], ...day }) => ({ ...day, windows })),
    coveredFrom: body.coveredFrom ?? '',
    coveredUntil: body.coveredUntil ?? '',
  });
}
