import { z } from 'zod';
import { calendarSchema } from '../shapes/calendar';
import { code } from '../text';

export const calendarParam = z.object({ id: code(50).describe('The calendar, like cn-office.') });
export const parkParam = z.object({ code: code(12).describe('The park, like SH01.') });

export const calendarsAnswer = z.object({ calendars: z.array(calendarSchema) }).meta({ id: 'Calendars' });
export const calendarAnswer = z.object({ calendar: calendarSchema }).meta({ id: 'CalendarAnswer' });

export const importBody = z
  .strictObject({
    // What is wrong in it is named by line: the usual rules of texts would say less.
    icalendar: z.string().min(1).max(1_048_576).describe('The text of an .ics file (RFC 5545) in UTF-8, at most 1 MB.'),
    coveredUntil: z.iso
      .date()
      .optional()
      .describe('The last day for which the text knows all holidays; otherwise the last one that it names.'),
    dryRun: z.boolean().optional().describe('Tells what would change and changes nothing.'),
    expectedVersion: z.int().min(1).describe('The version of the calendar that was seen.'),
  })
  .meta({ id: 'CalendarImport' });

const dates = z.array(z.string());
export const importAnswer = z
  .object({
    calendar: calendarSchema.describe('With dryRun as it would be, under the version that it has.'),
    added: dates,
    changed: dates,
    unchanged: dates,
    ignored: z.array(z.string()).describe('What was not understood, with the reason.'),
  })
  .meta({ id: 'ImportedCalendar' });

export const assignBody = z
  .strictObject({ calendarId: code(50).optional().describe('Absent: around the clock.') })
  .meta({ id: 'CalendarOfPark' });
export const assignAnswer = z
  .object({ park: z.object({ code: z.string(), calendarId: z.string().optional() }) })
  .meta({ id: 'ParkWithCalendar' });
