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
  | 'co-handler'
  | 'expert'
  | 'team lead of the unit'
  | 'park manager'
  | 'region manager'
  | 'dispatch desk'
  | 'agent'
  | 'HQ'
  | 'staff'
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
  assignee: (a, c) =>
    isStaff(a) && c.handlerId !== undefined && (a.id === c.handlerId || !!a.deputyOf?.includes(c.handlerId)),
  // While no person is named, the case belongs to everybody of the unit.
  'member of the unit': (a, c) =>
    isStaff(a) && c.handlerId === undefined && c.unitId !== undefined && a.unitId === c.unitId,
  unit: (a, c) => isStaff(a) && c.unitId !== undefined && a.unitId === c.unitId,
  // To whom the case is offered at the end of a shift.
  colleague: (a, c) => isStaff(a) && c.handover?.toHandlerId === a.id,
  // Of a unit that has a task on the case that is not done yet.
  'co-handler': (a, c) =>
    isStaff(a) && c.tasks.some((task) => !task.doneAt && !task.cancelledAt && task.unitId === a.unitId),
  expert: (a, c) =>
    isStaff(a) && c.consultations.some(({ field, opinion }) => !opinion && !!a.expertIn?.includes(field)),
  'team lead of the unit': (a, c) => isStaff(a) && a.role === 'team-lead' && !!a.unitId && a.unitId === c.unitId,
  'park manager': (a) => isStaff(a) && a.role === 'park-manager',
  'region manager': (a) => isStaff(a) && a.role === 'region-manager',
  'dispatch desk': (a) => isStaff(a) && (a.onDispatchDesk || a.role === 'agent' || headquarters.includes(a.role)),
  agent: (a) => isStaff(a) && a.role === 'agent',
  HQ: (a) => isStaff(a) && headquarters.includes(a.role),
  staff: isStaff,
  complainant: (a, c) => a.kind === 'complainant' && a.id === c.id,
  routing: (a) => a.kind === 'service' && a.id === 'routing',
  sla: (a) => a.kind === 'service' && a.id === 'sla',
  feedback: (a) => a.kind === 'service' && a.id === 'feedback',
  casework: (a) => a.kind === 'service' && a.id === 'casework',
};

function isStaff(actor: Actor): actor is Extract<Actor, { kind: 'person' }> {
  return actor.kind === 'person' && !readers.includes(actor.role);
}

/** Whether the actor is this party to the case. */
export function is(actor: Actor, party: Party, c: Case): boolean {
  return membership[party](actor, c);
}
