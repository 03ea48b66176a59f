import { z } from 'zod';
import { calendarContent } from '../shapes/calendar';
import { moment } from '../shapes/fields';
import { allowanceUnits, policyContent, policySchema } from '../shapes/policy';
import { clockNames, complainantTypes, priorities } from '../shapes/words';
import { code, saying } from '../text';

const instant = z.iso.datetime({ offset: true }).describe('ISO 8601 with an offset or Z.');
const interval = z.object({ from: moment, to: moment });

export const previewBody = z
  .strictObject({
    parkCode: code(12),
    startAt: instant,
    workingMinutes: z.int().min(1).max(200_000).optional().describe('Working time from startAt; or else a priority.'),
    priority: priorities.optional().describe('Every clock that a case of this priority has.'),
    category: code().optional(),
    complainantType: complainantTypes.optional(),
    contract: code().optional().describe('Unit id of the contractor who handles the case; absent: an own unit.'),
    pauses: z
      .array(z.strictObject({ from: instant, to: instant }))
      .max(50)
      .optional()
      .describe('Of the resolve clock.'),
    allowProvisional: z
      .boolean()
      .optional()
      .describe('Beyond the days that the calendar covers: answers from the weekly windows instead of refusing.'),
    draftCalendar: calendarContent.optional().describe('Instead of the calendar in force.'),
    draftPolicy: policyContent.optional().describe('Instead of the policy in force.'),
  })
  .superRefine((body, context) => {
    const fault = faultOfQuestion(body);
    if (fault) context.addIssue({ code: 'custom', path: [fault.field], message: fault.message, params: fault });
  })
  .meta({ id: 'DeadlinePreview' });

interface Question {
  workingMinutes?: number | undefined;
  priority?: string | undefined;
  category?: string | undefined;
  complainantType?: string | undefined;
  contract?: string | undefined;
  pauses?: unknown[] | undefined;
  draftPolicy?: unknown;
}

/** Either working time or the clocks of a case is asked for. */
function faultOfQuestion(body: Question): { code: string; field: string; message: string } | undefined {
  if (body.workingMinutes === undefined && body.priority === undefined) {
    return { code: 'missing_field', field: 'workingMinutes', message: 'is required, or else priority' };
  }
  if (body.workingMinutes === undefined) return undefined;
  const field = (['priority', 'category', 'complainantType', 'contract', 'pauses', 'draftPolicy'] as const).find(
    (name) => body[name] !== undefined,
  );
  return field && { code: 'not_with_working_minutes', field, message: 'does not go together with workingMinutes' };
}

const clock = z.object({
  name: clockNames,
  dueAt: moment,
  windows: z.array(interval).describe('The working time up to the deadline.'),
  provisional: z.boolean(),
  allowance: z.object({ amount: z.number(), unit: allowanceUnits }),
});

export const previewAnswer = z
  .object({
    dueAt: moment.optional().describe('For workingMinutes.'),
    windows: z.array(interval).optional().describe('The working time from the start to the deadline.'),
    provisional: z.boolean().optional().describe('It lies beyond the days whose holidays are known.'),
    clocks: z.array(clock).optional().describe('For a priority.'),
  })
  .meta({ id: 'PreviewedDeadlines' });

export const policiesQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) });
export const policiesAnswer = z.object({ policies: z.array(policySchema) }).meta({ id: 'Policies' });
export const policyAnswer = z.object({ policy: policySchema }).meta({ id: 'PolicyAnswer' });

const onePark = { parkCode: code(12).optional().describe('Absent: all parks of the group.') };
export const previewApplicationBody = z
  .strictObject({
    ...onePark,
    draftPolicy: policyContent.optional().describe('Instead of the newest policy: a version that is not made yet.'),
  })
  .meta({ id: 'ApplicationPreview' });
export const previewApplicationAnswer = z
  .object({
    cases: z.int().describe('With a clock that would be measured anew.'),
    clocks: z.int().describe('That would be measured anew, whether or not their deadline moves.'),
    earlier: z.int(),
    later: z.int(),
    overdueAtOnce: z.int().describe('Clocks that would be overdue at once.'),
    examples: z.array(
      z.object({
        caseId: z.string(),
        number: z.string(),
        clock: clockNames,
        fromDueAt: moment.optional(),
        toDueAt: moment.optional(),
      }),
    ),
    truncated: z.boolean().describe('More cases run than were looked at.'),
    notMeasured: z
      .int()
      .describe('Cases whose clocks could not be measured: left out here, and set aside by an application.'),
  })
  .meta({ id: 'PreviewedApplication' });

export const applyBody = z.strictObject({ ...onePark, reason: saying(500) }).meta({ id: 'ApplyToRunningClocks' });
const application = z
  .object({
    id: z.string(),
    parkCode: z.string().optional(),
    at: moment.optional(),
    by: z.string(),
    reason: z.string(),
    policyVersion: z.int(),
    casesDone: z.int(),
    finished: z.boolean(),
    setAside: z
      .int()
      .describe('Cases whose clocks could not be measured and keep their rules; a later application takes them again.'),
    casesSetAside: z
      .array(z.object({ caseId: z.string(), number: z.string().optional() }))
      .describe('The first 50 of them, for those who may see every park of the group.'),
  })
  .meta({ id: 'Application' });
export const applicationAnswer = z.object({ application }).meta({ id: 'ApplicationAnswer' });
export const applicationsAnswer = z.object({ applications: z.array(application) }).meta({ id: 'Applications' });

export const coverageAnswer = z
  .object({
    parks: z.array(
      z.object({
        parkCode: z.string(),
        calendarId: z.string().optional().describe('Absent: around the clock.'),
        calendarVersion: z.int(),
        coveredUntil: z.string().optional().describe('Local date; absent where no end is needed.'),
        endsSoon: z.boolean().describe('Less than 90 days are left.'),
        provisionalClocks: z.int().describe('Running clocks of the park with a provisional deadline.'),
      }),
    ),
  })
  .meta({ id: 'Coverage' });
