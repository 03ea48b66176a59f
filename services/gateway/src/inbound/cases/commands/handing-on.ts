import { z } from 'zod';
import { returnReasons } from '../../shapes/words';
import { code } from '../../text';
import { type CaseCommand, command, evidence, id, longText, note, reason } from './command';

/** Giving a case back or on to somebody else. */
export const handingOnCommands = {
  'request-return': command(
    'RequestReturn',
    'Give a case back: it belongs to another unit',
    { reason: returnReasons, proposedUnitId: code(), note: longText, evidence },
    (body) => ({ $case: 'requestReturn', value: body }),
  ),
  'decide-return': command(
    'DecideReturn',
    'Accept or refuse a return; the second one headquarters, finally',
    { accepted: z.boolean(), unitId: code().optional(), handlerId: code().optional(), note },
    (body) => ({
      $case: 'decideReturn',
      value: {
        granted: body.accepted,
        unitId: body.unitId ?? '',
        handlerId: body.handlerId ?? '',
        note: body.note ?? '',
      },
    }),
  ),
  transfer: command('Transfer', 'Give a case to a colleague of the unit', { handlerId: code(), reason }, (body) => ({
    $case: 'transfer',
    value: { handlerId: body.handlerId, reason: body.reason },
  })),
  'take-back': command('TakeBack', 'Take an unsigned dispatch back', { reason }, (body) => ({
    $case: 'takeBack',
    value: { reason: body.reason },
  })),
  'hand-over': command(
    'HandOver',
    'Offer an open P1 or P2 to a colleague at the end of a shift',
    { toHandlerId: code(), note: longText },
    (body) => ({ $case: 'handOver', value: { toHandlerId: body.toHandlerId, note: body.note } }),
  ),
  'accept-handover': command('AcceptHandover', 'Take over what a colleague offers', {}, () => ({
    $case: 'acceptHandover',
    value: {},
  })),
  'refuse-handover': command('RefuseHandover', 'Refuse what a colleague offers', { reason }, (body) => ({
    $case: 'refuseHandover',
    value: { reason: body.reason },
  })),
  'name-accused': command(
    'NameAccused',
    'Name the staff whom the complaint is about; all of them, none to take it back',
    { staffIds: z.array(id).max(20), reason },
    (body) => ({ $case: 'nameAccused', value: { staffIds: body.staffIds, reason: body.reason } }),
  ),
} satisfies Record<string, CaseCommand>;
