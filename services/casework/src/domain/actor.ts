import type { Case } from './case';

export type StaffRole =
  | 'agent'
  | 'handler'
  | 'team-lead'
  | 'park-manager'
  | 'region-manager'
  | 'hq-officer'
  | 'hq-admin'
  | 'auditor'
  | 'integration-client';

/** The post of somebody who is away: his deputy decides in his place. */
export interface Post {
  role: StaffRole;
  unitId: string;
  parks: 'all' | readonly string[];
}

/** Who asks. That the case is within a person's parks has been checked before. */
export type Actor =
  | {
      kind: 'person';
      id: string;
      role: StaffRole;
      unitId?: string;
      onDispatchDesk: boolean;
      /** Staff who are absent now and whose deputy this person is. */
      deputyOf?: readonly string[];
      /** The posts of those. */
      posts?: readonly Post[];
      /** Fields of the expert panel that the person sits on. */
      expertIn?: readonly string[];
    }
  | { kind: 'complainant'; id: string }
  | { kind: 'service'; id: string };

/** What somebody is to a case; the transition table speaks of these. */
export type Party =
  | 'assignee'
  | 'member of the unit'
  | 'unit'
  | 'colleague'
  | 'who had it before'
  | 'co-handler'
  | 'expert'
  | 'owner of an improvement'
  | 'team lead of the unit'
  | 'park manager'
  | 'region manager'
  | 'dispatch desk'
  | 'agent'
  | 'HQ'
  | 'staff'
  | 'accused'
  | 'complainant'
  | 'routing'
  | 'sla'
  | 'feedback'
  | 'casework';

/** Who reads and never writes. */
const readers: readonly StaffRole[] = ['auditor', 'integration-client'];
const headquarters: readonly StaffRole[] = ['hq-officer', 'hq-admin'];

/** What each party is. A person may be several at once. */
const membership: Record<Party, (actor: Actor, c: Case) => boolean> = {
  // Or who stands in for him while he is away.
  assignee: (a, c) => actsFor(a, c.handlerId),
  // While no person is named, the case belongs to everybody of the unit.
  'member of the unit': (a, c) =>
    isStaff(a) && c.handlerId === undefined && c.unitId !== undefined && a.unitId === c.unitId,
  unit: (a, c) => isStaff(a) && c.unitId !== undefined && a.unitId === c.unitId,
  // To whom the case is offered at the end of a shift.
  colleague: (a, c) => isStaff(a) && c.handover?.toHandlerId === a.id,
  // The person, or the lead of the unit, from whom the present dispatch took it.
  'who had it before': (a, c) =>
    isStaff(a) && c.previous !== undefined && (actsFor(a, c.previous.handlerId) || leads(a, c.previous.unitId)),
  // Of a unit that has a task on the case that is not done yet.
  'co-handler': (a, c) =>
    isStaff(a) && c.tasks.some((task) => !task.doneAt && !task.cancelledAt && task.unitId === a.unitId),
  expert: (a, c) =>
    isStaff(a) && c.consultations.some(({ field, opinion }) => !opinion && !!a.expertIn?.includes(field)),
  // Of one that is not done yet, or who stands in for him.
  'owner of an improvement': (a, c) => c.improvements.some((one) => !one.doneAt && actsFor(a, one.ownerId)),
  'team lead of the unit': (a, c) => isStaff(a) && leads(a, c.unitId),
  'park manager': (a, c) => isStaff(a) && isOrStandsInAs(a, 'park-manager', c),
  'region manager': (a, c) => isStaff(a) && isOrStandsInAs(a, 'region-manager', c),
  'dispatch desk': (a) => isStaff(a) && (a.onDispatchDesk || a.role === 'agent' || headquarters.includes(a.role)),
  agent: (a) => isStaff(a) && a.role === 'agent',
  HQ: (a) => isStaff(a) && headquarters.includes(a.role),
  staff: isStaff,
  accused: (a, c) => isStaff(a) && isAccused(a, c),
  complainant: (a, c) => a.kind === 'complainant' && a.id === c.id,
  routing: (a) => a.kind === 'service' && a.id === 'routing',
  sla: (a) => a.kind === 'service' && a.id === 'sla',
  feedback: (a) => a.kind === 'service' && a.id === 'feedback',
  casework: (a) => a.kind === 'service' && a.id === 'casework',
};

type Staff = Extract<Actor, { kind: 'person' }>;

function isStaff(actor: Actor): actor is Staff {
  return actor.kind === 'person' && !readers.includes(actor.role);
}

/** Whether it is this person, or who stands in for him while he is away. */
export function actsFor(actor: Actor, staffId: string | undefined): boolean {
  if (!isStaff(actor) || staffId === undefined) return false;
  return actor.id === staffId || !!actor.deputyOf?.includes(staffId);
}

function leads({ role, unitId, posts }: Staff, led: string | undefined): boolean {
  return (
    led !== undefined && [{ role, unitId }, ...(posts ?? [])].some((p) => p.role === 'team-lead' && p.unitId === led)
  );
}

/** His own parks have been checked before; those of the post that he fills in for are its holder's. */
function isOrStandsInAs({ role, posts }: Staff, wanted: StaffRole, { parkCode }: Case): boolean {
  const here = ({ parks }: Post) => parks === 'all' || parks.includes(parkCode);
  return role === wanted || !!posts?.some((post) => post.role === wanted && here(post));
}

/** Whether the complaint is about him: of those who only read it may be, too. */
export function isAccused(actor: Actor, { accusedIds }: Case): boolean {
  return actor.kind === 'person' && accusedIds.includes(actor.id);
}

/** What the accused still are: what they may do as these decides nothing. */
const leftToTheAccused: readonly Party[] = ['accused', 'owner of an improvement'];

/**
 * Whether the actor is this party to the case. Whom the complaint is about is neither its handler nor the lead, manager
 * or officer who has a say in it, whatever his post (domain.md, Dispatch and return). He may write a note, which is how
 * he gives his account, and report that an improvement of his is done, whose effect others check; nothing else. Who
 * stands in for an accused person who is away has that person's say.
 */
export function is(actor: Actor, party: Party, c: Case): boolean {
  if (isAccused(actor, c) && !leftToTheAccused.includes(party)) return false;
  return membership[party](actor, c);
}

/** Sealed lines are for headquarters, the dispatch desk and the auditor, unless the complaint is about them. */
export function maySeeSealed(actor: Actor, c: Case): boolean {
  if (actor.kind === 'service') return true;
  if (actor.kind === 'complainant' || isAccused(actor, c)) return false;
  return actor.onDispatchDesk || ['agent', 'auditor', ...headquarters].includes(actor.role);
}
