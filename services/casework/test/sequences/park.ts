import type { Principal } from '@parkline/auth';
import type { Directory } from '../../src/application/ports';
import type { StaffMember, StaffRole, WorkingTime } from '../../src/domain';

export const groupId = 'g1';
export const parkCode = 'SH01';

/** Somebody who works for the group, as the directory has him just now. */
export interface Member extends StaffMember {
  parks: 'all' | readonly string[];
  active: boolean;
  expertIn: readonly string[];
  /** Who stands in for him, and how long. */
  away?: { deputyId: string; from: Date; until: Date };
}

function member(id: string, role: StaffRole, unitId: string, more: Partial<Member> = {}): Member {
  return { id: `staff.${id}`, groupId, role, unitId, parks: [parkCode], active: true, expertIn: [], ...more };
}

const everywhere = { parks: 'all' } as const;

/** Everybody at the beginning. Every id begins alike, so that a test can tell where one shows. */
export const everybody: readonly Member[] = [
  member('wang', 'handler', 'sh01-eng'),
  member('zhao', 'handler', 'sh01-eng'),
  member('li', 'handler', 'sh01-eng'),
  member('englead', 'team-lead', 'sh01-eng'),
  member('guard', 'handler', 'sh01-sec'),
  member('seclead', 'team-lead', 'sh01-sec'),
  member('cleaner', 'handler', 'sh01-clean'),
  member('manager', 'park-manager', 'sh01-office'),
  member('manager2', 'park-manager', 'sh01-office'),
  member('region', 'region-manager', 'east', { parks: [parkCode, 'BJ01'] }),
  member('region2', 'region-manager', 'east', { parks: [parkCode, 'BJ01'] }),
  member('desk', 'agent', 'desk', everywhere),
  member('desk2', 'agent', 'desk', everywhere),
  member('officer', 'hq-officer', 'hq', everywhere),
  member('officer2', 'hq-officer', 'hq', everywhere),
  member('admin', 'hq-admin', 'hq', everywhere),
  member('auditor', 'auditor', 'hq', everywhere),
  member('robot', 'integration-client', 'hq', everywhere),
  member('expert', 'handler', 'hq', {
    ...everywhere,
    expertIn: ['engineering', 'legal', 'psychological', 'analyst'],
  }),
];

export const unitsHere = ['sh01-eng', 'sh01-sec', 'sh01-clean', 'sh01-office', 'hq'] as const;
const units: Record<string, string | undefined> = {
  ...{ 'sh01-eng': parkCode, 'sh01-sec': parkCode, 'sh01-clean': parkCode, 'sh01-office': parkCode },
  ...{ 'bj01-eng': 'BJ01', east: undefined, desk: undefined, hq: undefined },
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const opensAt = 9 * hourMs;
const opensMs = 8 * hourMs;

/** Every day 9:00 to 17:00 UTC. */
export const workingTime: WorkingTime = {
  dayMs: opensMs,
  add(from, workingMs) {
    const midnight = Math.floor(from.getTime() / dayMs) * dayMs;
    const worked = Math.min(Math.max(from.getTime() - midnight - opensAt, 0), opensMs);
    const total = worked + workingMs;
    // What falls on the end of a day is that end.
    const days = Math.max(0, Math.ceil(total / opensMs) - 1);
    return new Date(midnight + days * dayMs + opensAt + (total - days * opensMs));
  },
};

/** The directory as casework would see it with these people. */
export function directoryOf(members: ReadonlyMap<string, Member>): Directory {
  const active = [...members.values()].filter((one) => one.active);
  const ids = (role: StaffRole, fits: (one: Member) => boolean) =>
    active.filter((one) => one.role === role && fits(one)).map(({ id }) => id);
  const listsPark = (park: string) => (one: Member) => one.parks !== 'all' && one.parks.includes(park);
  return {
    unit: (id) => (id in units ? { id, groupId, parkCode: units[id] } : undefined),
    member: (id) => active.find((one) => one.id === id),
    isDispatchDesk: (unitId) => unitId === 'desk',
    teamLeads: (unitId) => ids('team-lead', (one) => one.unitId === unitId),
    parkManagers: (park) => ids('park-manager', listsPark(park)),
    regionManagers: (park) => ids('region-manager', listsPark(park)),
    hqOfficers: () => ids('hq-officer', () => true),
    absentFor: (deputyId, at) =>
      active.filter(({ away }) => away?.deputyId === deputyId && away.from <= at && at < away.until),
    expertFieldsOf: (id) => members.get(id)?.expertIn ?? [],
    workingTime: () => workingTime,
  };
}

const services = ['routing', 'sla', 'feedback'];

/** As whom somebody comes: a member of the staff, a service, or else the complainant of the case of this id. */
export function principalOf(who: string, members: ReadonlyMap<string, Member>): Principal {
  const issuer = 'test';
  if (services.includes(who)) return { kind: 'service', subject: who, role: 'service', groupId, parks: 'all', issuer };
  const person = members.get(who);
  if (!person) return { kind: 'complainant', subject: who, role: 'complainant', groupId, parks: [], issuer };
  const { id: subject, role, unitId, parks } = person;
  return { kind: 'person', subject, role, unitId, groupId, parks, issuer };
}
