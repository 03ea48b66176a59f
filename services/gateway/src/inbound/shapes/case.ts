import { z } from 'zod';
import { type casework, word } from '@parkline/proto';
import { iso, isoOf, moment, orNothing } from './fields';
import {
  channels,
  complainantTypes,
  identities,
  kinds,
  outcomes,
  priorities,
  priorityOf,
  rootCauses,
  severities,
  states,
  urgencies,
} from './words';

export const intervalSchema = z.object({ from: moment, to: moment.optional() });

export const caseSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    parkCode: z.string(),
    state: states,
    cycle: z.int().describe('1 at first; every reopening starts the next one.'),
    version: z.int().describe('To be sent back as expectedVersion.'),
    kind: kinds,
    channel: channels,
    identity: identities,
    complainantType: complainantTypes.optional(),
    place: z.string().optional(),
    hasContact: z.boolean(),
    filedBy: z.string().optional().describe('Staff id of who filed it for someone else.'),
    category: z.string().optional(),
    severity: severities.optional(),
    urgency: urgencies.optional(),
    priority: priorities.optional(),
    unitId: z.string().optional(),
    handlerId: z.string().optional(),
    flagged: z.boolean(),
    escalationLevel: z.int().describe('0, or the highest rung of the ladder reached: 100, 150 or 200.'),
    dispatches: z.int(),
    receivedAt: moment.optional(),
    openedAt: moment.optional(),
    stateSince: moment.optional(),
    dispatchedAt: moment.optional(),
    signedAt: moment.optional(),
    firstContactAt: moment.optional(),
    resolvedAt: moment.optional(),
    closedAt: moment.optional(),
    cycleStartedAt: moment.optional(),
    occurredAt: moment.optional(),
    outcome: outcomes.optional(),
    rootCause: rootCauses.optional(),
    pauses: z.array(intervalSchema),
    answer: z.string().optional(),
    dispatchReasons: z.array(z.string()),
  })
  .meta({ id: 'Case' });

/** The public state of a case as JSON. */
export function caseJson(c: casework.Case) {
  return {
    id: c.id,
    number: c.number,
    parkCode: c.parkCode,
    state: word(c.state) ?? 'registered',
    cycle: c.cycle,
    version: c.version,
    kind: word(c.kind) ?? 'complaint',
    channel: word(c.channel) ?? 'web',
    identity: word(c.identity) ?? 'anonymous',
    complainantType: word(c.complainantType),
    place: orNothing(c.place),
    hasContact: c.hasContact,
    filedBy: orNothing(c.filedBy),
    category: orNothing(c.category),
    severity: word(c.severity),
    urgency: word(c.urgency),
    priority: priorityOf(word(c.priority)),
    unitId: orNothing(c.unitId),
    handlerId: orNothing(c.handlerId),
    flagged: c.flagged,
    escalationLevel: c.escalationLevel,
    dispatches: c.dispatches,
    receivedAt: iso(c.receivedAt),
    openedAt: iso(c.openedAt),
    stateSince: iso(c.stateSince),
    dispatchedAt: iso(c.dispatchedAt),
    signedAt: iso(c.signedAt),
    firstContactAt: iso(c.firstContactAt),
    resolvedAt: iso(c.resolvedAt),
    closedAt: iso(c.closedAt),
    cycleStartedAt: iso(c.cycleStartedAt),
    occurredAt: iso(c.occurredAt),
    outcome: word(c.outcome),
    rootCause: word(c.rootCause),
    pauses: c.pauses.map((pause) => ({ from: isoOf(pause.from), to: iso(pause.to) })),
    answer: orNothing(c.answer),
    dispatchReasons: c.dispatchReasons,
  };
}

export const timelineEntrySchema = z
  .object({
    seq: z.int(),
    at: moment,
    type: z.string().describe('The event, like CaseDispatched.'),
    actor: z
      .object({ kind: z.string(), id: z.string(), role: z.string().optional() })
      .optional()
      .describe('person with a staff id, complainant, or service with its name.'),
    visibility: z.string().describe('public or internal.'),
    text: z.string().optional(),
    facts: z.record(z.string(), z.string()),
    cycle: z.int(),
  })
  .meta({ id: 'TimelineEntry' });

export function timelineEntryJson(entry: casework.TimelineEntry) {
  const { actor } = entry;
  return {
    seq: entry.seq,
    at: isoOf(entry.at),
    type: entry.type,
    actor: actor && { kind: actor.kind, id: actor.id, role: orNothing(actor.role) },
    visibility: entry.visibility,
    text: orNothing(entry.text),
    facts: entry.facts,
    cycle: entry.cycle,
  };
}
