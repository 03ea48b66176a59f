import { z } from 'zod';
import { type casework, common, enumOf } from '@parkline/proto';
import { contactMeans, priorities, rootCauses, severities, urgencies } from '../shapes/words';
import { code, saying, text } from '../text';

type Wire = NonNullable<casework.ExecuteRequest['command']>;

/** One command of people: its body, and what it is to casework. */
export interface CaseCommand {
  summary: string;
  body: z.ZodObject;
  wire(body: never): Wire;
}

const seen = z.int().min(1).optional().describe('The version of the case that the person saw.');
const longText = saying(5_000);
const reason = saying(2_000);
const note = text(2_000).optional();
const grade = {
  category: code().describe('Up to three names joined by dots, like facility.lift.'),
  severity: severities,
  urgency: urgencies,
};

function command<S extends z.core.$ZodLooseShape>(
  name: string,
  summary: string,
  shape: S,
  wire: (body: z.output<z.ZodObject<S>>) => Wire,
): CaseCommand {
  const body = z.strictObject({ ...shape, expectedVersion: seen }).meta({ id: `${name}Command` });
  return { summary, body, wire };
}

/** What people can ask of a case, by the names in the path. Whether they may, and now, is casework's to say. */
export const caseCommands = {
  dispatch: command(
    'Dispatch',
    'Give a case to a unit, and mostly to a person',
    {
      unitId: code().optional(),
      handlerId: code().optional(),
      ...grade,
      priority: priorities.optional(),
      reason: text(2_000).optional(),
    },
    (body) => ({
      $case: 'dispatch',
      value: {
        unitId: body.unitId ?? '',
        handlerId: body.handlerId ?? '',
        category: body.category,
        severity: enumOf(common.Severity, body.severity),
        urgency: enumOf(common.Urgency, body.urgency),
        priority: enumOf(common.Priority, body.priority),
        reasons: body.reason ? [body.reason] : [],
        flag: false,
      },
    }),
  ),
  redispatch: command(
    'Redispatch',
    'Give a case to another unit or person',
    { unitId: code().optional(), handlerId: code().optional(), reason },
    (body) => ({
      $case: 'redispatch',
      value: { unitId: body.unitId ?? '', handlerId: body.handlerId ?? '', reason: body.reason },
    }),
  ),
  sign: command('Sign', 'Take a case on', {}, () => ({ $case: 'sign', value: {} })),
  'log-contact': command('LogContact', 'Record that the person was reached', { means: contactMeans, note }, (body) => ({
    $case: 'logContact',
    value: { means: body.means, note: body.note ?? '' },
  })),
  start: command('Start', 'Begin to work on a case', {}, () => ({ $case: 'start', value: {} })),
  'add-note': command('AddNote', 'Add a note for staff', { text: longText }, (body) => ({
    $case: 'addNote',
    value: { text: body.text },
  })),
  reply: command('Reply', 'Write to the complainant', { text: longText }, (body) => ({
    $case: 'reply',
    value: { text: body.text },
  })),
  answer: command('Answer', "The complainant's own words; the complainant's alone", { text: longText }, (body) => ({
    $case: 'answer',
    value: { text: body.text },
  })),
  'wait-for-complainant': command(
    'WaitForComplainant',
    'Ask the complainant and wait',
    { question: longText },
    (body) => ({
      $case: 'waitForComplainant',
      value: { question: body.question },
    }),
  ),
  resume: command('Resume', 'Go on after waiting', { note }, (body) => ({
    $case: 'resume',
    value: { note: body.note ?? '' },
  })),
  regrade: command('Regrade', 'Correct category, severity and urgency', { ...grade, reason }, (body) => ({
    $case: 'regrade',
    value: {
      category: body.category,
      severity: enumOf(common.Severity, body.severity),
      urgency: enumOf(common.Urgency, body.urgency),
      reason: body.reason,
    },
  })),
  resolve: command(
    'Resolve',
    'Resolve a case: root cause, and the answer to the complainant',
    { rootCause: rootCauses, answer: longText },
    (body) => ({
      $case: 'resolve',
      value: { rootCause: enumOf(common.RootCause, body.rootCause), answer: body.answer },
    }),
  ),
  close: command(
    'Close',
    'Close a case; HQ after the second reopening',
    { outcome: z.enum(['resolved', 'resolved_partly', 'unresolved_exhausted']), note },
    (body) => ({ $case: 'close', value: { outcome: enumOf(common.Outcome, body.outcome), note: body.note ?? '' } }),
  ),
  reopen: command('Reopen', 'Open a case again', { reason }, (body) => ({
    $case: 'reopen',
    value: { reason: body.reason },
  })),
  decline: command('Decline', 'Decline a case and say where else to go', { reason, referTo: reason }, (body) => ({
    $case: 'decline',
    value: { reason: body.reason, referTo: body.referTo },
  })),
  withdraw: command('Withdraw', "Withdraw a complaint; the complainant's alone", { reason: note }, (body) => ({
    $case: 'withdraw',
    value: { reason: body.reason ?? '' },
  })),
} satisfies Record<string, CaseCommand>;
