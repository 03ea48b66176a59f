import { z } from 'zod';
import { suspensionReasons } from '../../shapes/words';
import { type CaseCommand, command, givenMoment, id, longText, note, reason } from './command';

const suspension = {
  reason: suspensionReasons,
  reviewAt: givenMoment.describe('The case comes back by itself then.'),
  note: longText,
};

/** More time, and times that do not count. */
export const timeCommands = {
  'request-extension': command(
    'RequestExtension',
    'Ask for more time, before the deadline',
    { until: givenMoment.describe('The deadline wished for.'), reason },
    (body) => ({ $case: 'requestExtension', value: { until: body.until, reason: body.reason } }),
  ),
  'decide-extension': command(
    'DecideExtension',
    'Grant or refuse more time',
    { extensionId: id, granted: z.boolean(), until: givenMoment.optional(), note },
    (body) => ({
      $case: 'decideExtension',
      value: { extensionId: body.extensionId, granted: body.granted, until: body.until, note: body.note ?? '' },
    }),
  ),
  'request-suspension': command('RequestSuspension', 'Ask to let the work rest', suspension, (body) => ({
    $case: 'requestSuspension',
    value: { reason: body.reason, reviewAt: body.reviewAt, note: body.note },
  })),
  'decide-suspension': command(
    'DecideSuspension',
    'Approve or refuse a suspension',
    { suspensionId: id, approved: z.boolean(), reviewAt: givenMoment.optional(), note },
    (body) => ({
      $case: 'decideSuspension',
      value: {
        suspensionId: body.suspensionId,
        granted: body.approved,
        reviewAt: body.reviewAt,
        note: body.note ?? '',
      },
    }),
  ),
  suspend: command('Suspend', 'Let the work rest; the park manager', suspension, (body) => ({
    $case: 'suspend',
    value: { reason: body.reason, reviewAt: body.reviewAt, note: body.note },
  })),
} satisfies Record<string, CaseCommand>;
