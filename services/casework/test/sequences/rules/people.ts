import type { Case, CommandName, StaffRole } from '../../../src/domain';
import { change, each, has, implies, type Rules, type Seen } from './rule';

/** What whom the complaint is about may still do: give his account, and report an improvement of his own. */
const leftToTheAccused: readonly CommandName[] = ['add-note', 'complete-improvement'];
const headquarters: readonly StaffRole[] = ['hq-officer', 'hq-admin'];

/** What somebody has asked for, and another decides. */
interface Asked {
  id: string;
  by: string;
  decideBy?: Date;
  decided?: { by: string };
}

const decisions = ({ returns, extensions, suspensions, solutions, remedies }: Case): Asked[] => [
  ...[...returns, ...extensions, ...suspensions, ...solutions, ...remedies],
];

/** Decisions that this save has brought. */
const freshDecisions = ({ before, after }: Seen) => {
  const known = new Set(before ? decisions(before).flatMap(({ id, decided }) => (decided ? [id] : [])) : []);
  return decisions(after).filter(({ id, decided }) => decided && !known.has(id));
};

/** Who approves: the park manager or who stands in for him, after the time limit the region manager too. */
function mayApprove({ actor, world, at }: Seen, { decideBy }: { decideBy?: Date }): boolean {
  if (actor.kind !== 'person') return false;
  const posts = [
    actor.role,
    ...world
      .directory()
      .absentFor(actor.id, at)
      .map(({ role }) => role),
  ];
  return posts.includes('park-manager') || (posts.includes('region-manager') && !!decideBy && at >= decideBy);
}

const isHeadquarters = ({ actor }: Seen) => actor.kind === 'person' && headquarters.includes(actor.role);

/** Above a handler his lead, above a lead the park manager, above him headquarters; nobody is above that. */
const rank = (role: StaffRole | undefined): number =>
  role === undefined ? 0 : ['handler', 'team-lead', 'park-manager', 'hq-officer'].indexOf(role);

function isSuperior({ before, after, world }: Seen): boolean {
  const officers = world
    .directory()
    .hqOfficers('g1')
    .filter((id) => !after.accusedIds.includes(id));
  const role = after.handlerId ? world.directory().member(after.handlerId)?.role : undefined;
  // The third no goes to an HQ officer.
  if (before!.cycle >= 3) return officers.length === 0 || role === 'hq-officer';
  const heldBy = before!.handlerId ? world.directory().member(before!.handlerId)?.role : undefined;
  if (after.handlerId === undefined) return officers.length === 0;
  const isSoleOfficer = officers.length === 1 && officers[0] === after.handlerId;
  return role === 'hq-officer' || ((rank(role) > rank(heldBy) || heldBy === undefined) && !isSoleOfficer);
}

/** Who may do what: impartiality, approvals, handovers, and who takes over. */
export const peopleRules: Rules = {
  'Whom the complaint is about gives no command but a note, or the report of his own improvement.': ({
    before,
    actor,
    command,
  }) =>
    implies(before && command && actor.kind === 'person' && before.accusedIds.includes(actor.id), () =>
      leftToTheAccused.includes(command!.type),
    ),
  'Whom the complaint is about does not handle it.': ({ after: c, before, ...seen }) =>
    // What he had done before he was named stays his, but only as what happened.
    implies(
      c.handlerId && c.accusedIds.includes(c.handlerId),
      () =>
        ['resolved', 'revisiting', 'closed'].includes(c.state) &&
        (before?.handlerId === c.handlerId || has({ ...seen, after: c, before }, 'AccusedNamed')),
    ),
  'Whom the complaint is about watches nothing of it and is offered nothing.': ({ after: c }) =>
    !c.watcherIds.some((id) => c.accusedIds.includes(id)) &&
    !(c.handover && c.accusedIds.includes(c.handover.toHandlerId)),
  'Nobody decides what he has asked for, nor who is accused.': (seen) =>
    freshDecisions(seen).every(
      ({ by, decided }) =>
        (decided!.by !== by || has(seen, 'CaseSuspended')) && !seen.before!.accusedIds.includes(decided!.by),
    ) &&
    implies(seen.command?.type === 'decide-suspension', () =>
      freshDecisions(seen).every(({ by, decided }) => decided!.by !== by),
    ),
  'Suspensions, solutions and remedies are approved by the park manager, or by the deputy once the time is over.': (
    seen,
  ) =>
    freshDecisions(seen)
      .filter(({ id }) => /^(suspension|solution|remedy)/.test(id))
      .every((one) => mayApprove(seen, one)),
  'Only the person who has a case signs it, or one of its unit while nobody has it.': each(
    'CaseSigned',
    ({ handlerId }, { before, actor, world, at }) =>
      before.handlerId
        ? handlerId === before.handlerId &&
          (actor.id === handlerId ||
            world
              .directory()
              .absentFor(actor.id, at)
              .some(({ id }) => id === handlerId))
        : handlerId === actor.id && world.directory().member(handlerId)?.unitId === before.unitId,
  ),
  'A handover is offered of P1 and P2 to somebody of the unit, with a note.': each(
    'HandoverOffered',
    ({ handover }, { before, world }) =>
      ['p1', 'p2'].includes(before.priority ?? '') &&
      world.directory().member(handover.toHandlerId)?.unitId === before.unitId &&
      handover.toHandlerId !== before.handlerId &&
      handover.note !== '',
  ),
  'A handover is accepted by the colleague of the unit to whom it was offered.': each(
    'HandoverAccepted',
    ({ handlerId }, { before, actor, world, after }) =>
      handlerId === actor.id &&
      before.handover?.toHandlerId === handlerId &&
      after.handlerId === handlerId &&
      world.directory().member(handlerId)?.unitId === after.unitId,
  ),
  'Whoever gets a case by a person works in the unit that gets it.': change((_before, { unitId, handlerId }, seen) =>
    implies(
      seen.command &&
        seen.actor.kind === 'person' &&
        handlerId &&
        has(seen, 'CaseDispatched', 'CaseRedispatched', 'CaseTransferred', 'CaseTakenBack', 'ReturnAccepted'),
      () => seen.world.directory().member(handlerId!)?.unitId === unitId,
    ),
  ),
  'A reopened case goes to a superior of who handled it, after the third no to an HQ officer.': (seen) =>
    implies(has(seen, 'CaseReopened'), () => isSuperior(seen)),
  'Nobody but headquarters, the managers and the agents names whom a complaint is about.': each(
    'AccusedNamed',
    (_event, seen) =>
      isHeadquarters(seen) ||
      (seen.actor.kind === 'person' && !['handler', 'team-lead'].includes(seen.actor.role)) ||
      standsIn(seen),
  ),
};

function standsIn({ actor, world, at }: Seen): boolean {
  return world.directory().absentFor(actor.id, at).length > 0;
}

/** What headquarters has decided last about a return, by case. Asks nothing of the case itself but where it is. */
export function finalRules(): Rules {
  const settled = new Map<string, { cycle: number; unitId?: string }>();
  return {
    'What headquarters has decided about a return is final in its cycle: nobody else gives the case to another unit.': (
      seen,
    ) => {
      const { id, after: c, events } = seen;
      const known = settled.get(id);
      const decided = events.some((e) => (e.type === 'ReturnAccepted' || e.type === 'ReturnRefused') && e.final);
      const moved = known?.cycle === c.cycle && isHeadquarters(seen) && c.unitId;
      if (decided || moved) settled.set(id, { cycle: c.cycle, unitId: c.unitId });
      const bound = settled.get(id);
      return !bound || bound.cycle !== c.cycle || c.state !== 'dispatched' || c.unitId === bound.unitId;
    },
  };
}
