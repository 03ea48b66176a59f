import type {
  Actor,
  Case,
  CaseStateName,
  Complaint,
  Organisation,
  StaffMember,
  StaffRole,
  WorkingTime,
} from '../src/domain';
import { evolve } from '../src/domain';

/** A small group: two parks, an engineering unit with its lead, the dispatch desk, managers and headquarters. */
const staff: StaffMember[] = [
  person('wang', 'handler', 'sh01-eng'),
  person('zhao', 'handler', 'sh01-eng'),
  person('lead', 'team-lead', 'sh01-eng'),
  person('otherlead', 'team-lead', 'sh01-sec'),
  person('manager', 'park-manager', 'sh01-office'),
  person('region', 'region-manager', 'region-east'),
  person('desk', 'agent', 'desk'),
  person('officer', 'hq-officer', 'hq'),
  person('admin', 'hq-admin', 'hq'),
  person('auditor', 'auditor', 'hq'),
  person('engineer', 'handler', 'hq'),
  person('robot', 'integration-client', 'hq'),
];
const units: Record<string, string | undefined> = {
  'sh01-eng': 'SH01',
  'sh01-sec': 'SH01',
  'sh01-office': 'SH01',
  'bj01-eng': 'BJ01',
  'region-east': undefined,
  desk: undefined,
  hq: undefined,
};

function person(id: string, role: StaffRole, unitId: string): StaffMember {
  return { id, role, unitId, groupId: 'g1' };
}

const idsOf = (role: StaffRole) => staff.filter((member) => member.role === role).map((member) => member.id);

export const organisation: Organisation = {
  unit: (id) => (id in units ? { id, groupId: 'g1', parkCode: units[id] } : undefined),
  member: (id) => staff.find((member) => member.id === id),
  isDispatchDesk: (unitId) => unitId === 'desk',
  teamLeads: (unitId) => staff.filter((m) => m.role === 'team-lead' && m.unitId === unitId).map((m) => m.id),
  parkManagers: () => idsOf('park-manager'),
  regionManagers: () => idsOf('region-manager'),
  hqOfficers: () => idsOf('hq-officer'),
};

/** Around the clock, with days of eight hours. */
export const officeHours: WorkingTime = {
  dayMs: 8 * 3_600_000,
  add: (from, workingMs) => new Date(from.getTime() + workingMs),
};

/** The same group where nobody leads anything. */
export const leaderless: Organisation = {
  ...organisation,
  teamLeads: () => [],
  parkManagers: () => [],
  regionManagers: () => [],
  hqOfficers: () => [],
};

export function staffActor(id: string): Actor {
  const member = staff.find((one) => one.id === id);
  if (!member) throw new Error(`no such fixture: ${id}`);
  const { role, unitId } = member;
  return { kind: 'person', id, role, unitId, onDispatchDesk: unitId === 'desk' };
}

export const service = (id: string): Actor => ({ kind: 'service', id });
export const complainant: Actor = { kind: 'complainant', id: 'case-1' };

export const receivedAt = new Date('2026-03-02T01:00:00Z');
export const minutesLater = (minutes: number): Date => new Date(receivedAt.getTime() + minutes * 60_000);

export const complaint: Complaint = {
  id: 'case-1',
  number: 'SH01-20260302-00001',
  groupId: 'g1',
  parkCode: 'SH01',
  channel: 'phone',
  kind: 'complaint',
  identity: 'named',
  description: '3号楼电梯又坏了',
  receivedAt,
  hasContact: true,
  complainantRef: 'ref-1',
};

export function openedCase(overrides: Partial<Complaint> = {}): Case {
  return evolve(undefined, { type: 'CaseOpened', at: minutesLater(1), complaint: { ...complaint, ...overrides } });
}

/** A case that is in the state, in wang's hands from `dispatched` on. */
export function caseIn(state: CaseStateName, overrides: Partial<Case> = {}): Case {
  const registered = openedCase();
  if (state === 'registered') return { ...registered, ...overrides } as Case;
  const dispatched = evolve(registered, {
    type: 'CaseDispatched',
    at: minutesLater(2),
    unitId: 'sh01-eng',
    handlerId: 'wang',
    category: 'facility.lift',
    severity: 'significant',
    urgency: 'normal',
    priority: 'p2',
    reasons: ['lift'],
    flagged: true,
  });
  const inState = {
    ...dispatched,
    state,
    stateSince: minutesLater(3),
    ...(state === 'closed' && { outcome: 'resolved', closedAt: minutesLater(3), open: false, flagged: false }),
    ...(state === 'waiting_complainant' && { pauses: [{ from: minutesLater(3) }] }),
    ...overrides,
  };
  return inState as Case;
}
