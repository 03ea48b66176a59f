import { z } from 'zod';
import { sla, word } from '@parkline/proto';
import { intervalSchema } from './case';
import { iso, isoOf, moment, orNothing } from './fields';
import { clockNames, clockStatuses } from './words';

export const clockSchema = z
  .object({
    name: clockNames,
    cycle: z.int(),
    status: clockStatuses,
    startedAt: moment,
    dueAt: moment.optional().describe('Absent while the clock is paused.'),
    stoppedAt: moment.optional(),
    deadlineNumber: z.int(),
    breached: z.boolean(),
    steps: z.array(z.object({ step: z.int(), deadlineNumber: z.int(), fired: z.boolean(), at: moment })),
    pauses: z.array(intervalSchema),
    provisional: z.boolean().describe('Beyond the days that the calendar covers: recomputed when it grows.'),
    firstDueAt: moment.optional().describe('The deadline without extensions, where it differs.'),
    percentUsed: z.number().describe('Of the allowance: now, or when it ended.'),
    calendarId: z.string().optional(),
    policyVersion: z.int().optional(),
  })
  .meta({ id: 'Clock' });

export function clockJson(clock: sla.Clock) {
  return {
    name: word(clock.name) ?? 'resolve',
    cycle: clock.cycle,
    status: word(clock.status) ?? 'running',
    startedAt: isoOf(clock.startedAt),
    dueAt: iso(clock.dueAt),
    stoppedAt: iso(clock.stoppedAt),
    deadlineNumber: clock.deadlineNumber,
    breached: clock.breached,
    steps: clock.steps.map(({ step, deadlineNumber, fired, at }) => ({ step, deadlineNumber, fired, at: isoOf(at) })),
    pauses: clock.pauses.map((pause) => ({ from: isoOf(pause.from), to: iso(pause.to) })),
    provisional: clock.provisional,
    firstDueAt: iso(clock.firstDueAt),
    percentUsed: clock.percentUsed,
    calendarId: orNothing(clock.calendarId),
    policyVersion: clock.policyVersion || undefined,
  };
}

/** Whether a clock still counts. */
export function isLive(clock: sla.Clock): boolean {
  return clock.status === sla.ClockStatus.RUNNING || clock.status === sla.ClockStatus.PAUSED;
}
