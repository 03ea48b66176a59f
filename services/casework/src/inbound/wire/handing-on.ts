import { returnReasons, suspensionReasons } from '../../domain';
import { oneOf, type Readers, reference, references, requiredReference } from './fields';

/** Giving a case back or on, more time, and times that do not count. */
export const handingOn: Readers<
  | 'requestReturn'
  | 'decideReturn'
  | 'transfer'
  | 'takeBack'
  | 'handOver'
  | 'acceptHandover'
  | 'refuseHandover'
  | 'nameAccused'
  | 'requestExtension'
  | 'decideExtension'
  | 'requestSuspension'
  | 'decideSuspension'
  | 'suspend'
> = {
  requestReturn: ({ reason, proposedUnitId, note, evidence }) => ({
    type: 'request-return',
    reason: oneOf(returnReasons, reason, 'reason'),
    proposedUnitId: requiredReference(proposedUnitId, 'proposedUnitId'),
    note,
    evidence: references(evidence, 'evidence', 20),
  }),
  decideReturn: ({ granted, unitId, handlerId, note }) => ({
    type: 'decide-return',
    granted,
    unitId: reference(unitId, 'unitId'),
    handlerId: reference(handlerId, 'handlerId'),
    note,
  }),
  transfer: ({ handlerId, reason }) => ({
    type: 'transfer',
    handlerId: requiredReference(handlerId, 'handlerId'),
    reason,
  }),
  takeBack: ({ reason }) => ({ type: 'take-back', reason }),
  handOver: ({ toHandlerId, note }) => ({
    type: 'hand-over',
    toHandlerId: requiredReference(toHandlerId, 'toHandlerId'),
    note,
  }),
  acceptHandover: () => ({ type: 'accept-handover' }),
  refuseHandover: ({ reason }) => ({ type: 'refuse-handover', reason }),
  nameAccused: ({ staffIds, reason }) => ({
    type: 'name-accused',
    staffIds: references(staffIds, 'staffIds', 20),
    reason,
  }),
  requestExtension: ({ until, reason }) => ({ type: 'request-extension', until, reason }),
  decideExtension: ({ extensionId, granted, until, note }) => ({
    type: 'decide-extension',
    extensionId: requiredReference(extensionId, 'extensionId'),
    granted,
    until,
    note,
  }),
  requestSuspension: ({ reason, reviewAt, note }) => ({
    type: 'request-suspension',
    reason: oneOf(suspensionReasons, reason, 'reason'),
    reviewAt,
    note,
  }),
  decideSuspension: ({ suspensionId, granted, reviewAt, note }) => ({
    type: 'decide-suspension',
    suspensionId: requiredReference(suspensionId, 'suspensionId'),
    granted,
    reviewAt,
    note,
  }),
  suspend: ({ reason, reviewAt, note }) => ({
    type: 'suspend',
    reason: oneOf(suspensionReasons, reason, 'reason'),
    reviewAt,
    note,
  }),
};
