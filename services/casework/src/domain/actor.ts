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
  | { kind: 'person'; id: string; role: StaffRole; unitId?: string; onDispatchDesk: boolean }
  | { kind: 'complainant'; id: string }
  | { kind: 'service'; id: string };

/** What somebody is to a case; the transition table speaks of these. */
export type Party =
  | 'assignee'
  | 'member of the unit'
  | 'team lead of the unit'
  | 'park manager'
  | 'dispatch desk'
  | 'agent'
  | 'HQ'
  | 'staff'
  | 'complainant'
  | 'routing'
  | 'sla'
  | 'feedback';

/** Who reads and never writes. */
const readers: readonly StaffRole[] = ['auditor', 'integration-client'];
const headquarters: readonly StaffRole[] = ['hq-officer', 'hq-admin'];

/** What each party is. A person may be several at once. */
const membership: Record<Party, (actor: Actor, c: Case) => boolean> = {
  assignee: (a, c) => isStaff(a) && a.id === c.handlerId,
  // While no person is named, the case belongs to everybody of the unit.
  'member of the unit': (a, c) =>
    isStaff(a) && c.handlerId === undefined && c.unitId !== undefined && a.unitId === c.unitId,
  'team lead of the unit': (a, c) => isStaff(a) && a.role === 'team-lead' && !!a.unitId && a.unitId === c.unitId,
  'park manager': (a) => isStaff(a) && a.role === 'park-manager',
  'dispatch desk': (a) => isStaff(a) && (a.onDispatchDesk || a.role === 'agent' || headquarters.includes(a.role)),
  agent: (a) => isStaff(a) && a.role === 'agent',
  HQ: (a) => isStaff(a) && headquarters.includes(a.role),
  staff: isStaff,
  complainant: (a, c) => a.kind === 'complainant' && a.id === c.id,
  routing: (a) => a.kind === 'service' && a.id === 'routing',
  sla: (a) => a.kind === 'service' && a.id === 'sla',
  feedback: (a) => a.kind === 'service' && a.id === 'feedback',
};

function isStaff(actor: Actor): actor is Extract<Actor, { kind: 'person' }> {
  return actor.kind === 'person' && !readers.includes(actor.role);
}

/** Whether the actor is this party to the case. */
export function is(actor: Actor, party: Party, c: Case): boolean {
  return membership[party](actor, c);
}
