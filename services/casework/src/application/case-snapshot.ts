import { casework, common, enumOf } from '@parkline/proto';
import { type Actor, beforeResolved, type Case, isComplex, isOpenTask, pendingExtension } from '../domain';

/** The public state of a case as it travels, in events and in answers. @param version the one that this state has */
export function snapshotOf(c: Case, version: number): casework.Case {
  return casework.Case.create({
    id: c.id,
    number: c.number,
    groupId: c.groupId,
    parkCode: c.parkCode,
    state: enumOf(common.CaseState, c.state),
    cycle: c.cycle,
    version,
    kind: enumOf(common.Kind, c.kind),
    channel: enumOf(common.Channel, c.channel),
    identity: enumOf(common.Identity, c.identity),
    complainantType: enumOf(common.ComplainantType, c.complainantType),
    place: c.place,
    hasContact: c.hasContact,
    complainantRef: c.complainantRef,
    filedBy: c.filedBy,
    category: c.category,
    severity: enumOf(common.Severity, c.severity),
    urgency: enumOf(common.Urgency, c.urgency),
    priority: enumOf(common.Priority, c.priority),
    unitId: c.unitId,
    handlerId: c.handlerId,
    flagged: c.flagged,
    escalationLevel: c.escalationLevel,
    dispatches: c.dispatches,
    receivedAt: c.receivedAt,
    openedAt: c.openedAt,
    stateSince: c.stateSince,
    dispatchedAt: c.dispatchedAt,
    signedAt: c.signedAt,
    firstContactAt: c.firstContactAt,
    resolvedAt: c.resolvedAt,
    closedAt: c.closedAt,
    cycleStartedAt: c.cycleStartedAt,
    occurredAt: c.occurredAt,
    outcome: enumOf(common.Outcome, c.outcome),
    rootCause: enumOf(common.RootCause, c.rootCause),
    pauses: c.pauses.map(({ from, to }) => ({ from, to })),
    answer: c.answer,
    dispatchReasons: c.dispatchReasons,
    ...onTheCase(c),
  });
}

/** What others must know of the things on a case that are not states. */
function onTheCase(c: Case): Partial<casework.Case> {
  const granted = c.extensions.filter(({ cycle, grantedUntil }) => cycle === c.cycle && grantedUntil);
  return {
    suspensions: c.suspended.map(({ from, to }) => ({ from, to })),
    reviewAt: c.state === 'suspended' ? c.suspensions.findLast(({ decided }) => decided?.granted)?.reviewAt : undefined,
    extensionsGranted: granted.length,
    extendedUntil: granted.at(-1)?.grantedUntil,
    // One that was not decided before the case was resolved moves nothing any more.
    extensionRequested: beforeResolved.includes(c.state) && pendingExtension(c) !== undefined,
    reliefAt: c.relief?.at,
    visitedAt: c.visitedAt,
    returns: c.returns.length,
    arbitration: c.state === 'return_requested' && !!c.returns.at(-1)?.arbitration,
    supervised: c.supervised,
    criticised: c.supervisions.some(({ criticisedAt, liftedAt }) => criticisedAt && !liftedAt),
    masterId: c.state === 'linked' ? c.linkedTo?.masterId : undefined,
    masterNumber: c.state === 'linked' ? c.linkedTo?.masterNumber : undefined,
    linkedCount: c.linkedCases.length,
    incidentLinkedCount: c.linkedCases.filter(({ as }) => as === 'incident').length,
    complex: isComplex(c),
    taskUnitIds: c.open ? [...new Set(c.tasks.filter(isOpenTask).map(({ unitId }) => unitId))] : [],
    accusedIds: c.accusedIds,
    handoverTo: c.handover?.toHandlerId,
  };
}

/**
 * What of a snapshot a person may see. The complainant sees neither people nor gradings nor reasons, but the category:
 * what his matter was taken for.
 */
export function snapshotFor(kind: Actor['kind'], snapshot: casework.Case): casework.Case {
  if (kind === 'complainant') {
    return {
      ...snapshot,
      handlerId: '',
      dispatchReasons: [],
      flagged: false,
      escalationLevel: 0,
      complainantRef: '',
      filedBy: '',
      severity: common.Severity.UNSPECIFIED,
      urgency: common.Urgency.UNSPECIFIED,
      priority: common.Priority.UNSPECIFIED,
      rootCause: common.RootCause.UNSPECIFIED,
      extensionRequested: false,
      returns: 0,
      arbitration: false,
      supervised: false,
      criticised: false,
      complex: false,
      taskUnitIds: [],
      accusedIds: [],
      handoverTo: '',
      masterId: '',
      masterNumber: '',
      linkedCount: 0,
      incidentLinkedCount: 0,
    };
  }
  if (kind === 'service') return snapshot;
  // The other complaints of a confidential or anonymous person would give him away to the unit.
  const isNamed = snapshot.identity === common.Identity.NAMED;
  // Who is accused stands in the case's file, for those who may see what is sealed.
  return { ...snapshot, accusedIds: [], complainantRef: isNamed ? snapshot.complainantRef : '' };
}

/** The first characters of a text, never half of one. */
export function excerptOf(text: string, characters = 200): string {
  return Array.from(text.slice(0, characters * 2))
    .slice(0, characters)
    .join('');
}
