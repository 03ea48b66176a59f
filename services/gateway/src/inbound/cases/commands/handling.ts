import { z } from 'zod';
import { common, enumOf } from '@parkline/proto';
import { contactMeans, priorities, rootCauses, severities, urgencies } from '../../shapes/words';
import { code, text } from '../../text';
import { type CaseCommand, command, longText, note, reason } from './command';

const grade = {
  category: code().describe('Up to three names joined by dots, like facility.lift.'),
  severity: severities,
  urgency: urgencies,
};

/** The way of a case from dispatch to closing. */
export const handlingCommands = {
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
  'add-note': command(
    'AddNote',
    'Add a note for staff',
    {
      text: longText,
      sealed: z.boolean().default(false).describe('Only for headquarters, the dispatch desk and the auditor.'),
    },
    (body) => ({ $case: 'addNote', value: { text: body.text, sealed: body.sealed } }),
  ),
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
