import type { StaffRole } from './actor';
import type { Case } from './case';
import type { ReopenedTo } from './events';
import type { EscalationStep } from './words';

export interface StaffMember {
  id: string;
  groupId: string;
  role: StaffRole;
  unitId: string;
}

export interface Unit {
  id: string;
  groupId: string;
  /** Missing for units of the group or of a region. */
  parkCode?: string;
}

/** Who works where: casework's read copy of the directory, active staff only, ids in a fixed order. */
export interface Organisation {
  unit(id: string): Unit | undefined;
  member(id: string): StaffMember | undefined;
  isDispatchDesk(unitId: string): boolean;
  teamLeads(unitId: string): readonly string[];
  parkManagers(parkCode: string): readonly string[];
  regionManagers(parkCode: string): readonly string[];
  hqOfficers(groupId: string): readonly string[];
}

/**
 * Whom each rung of the ladder of domain.md tells, but never the accused. A role that nobody fills is named, so that it
 * can be counted.
 */
export function watchersFor(
  step: EscalationStep,
  c: Case,
  organisation: Organisation,
): { watcherIds: string[]; nobodyAt: string[] } {
  const levels: Record<EscalationStep, Record<string, readonly string[]>> = {
    100: { 'team-lead': c.unitId ? organisation.teamLeads(c.unitId) : [] },
    150: { 'park-manager': organisation.parkManagers(c.parkCode) },
    200: {
      'region-manager': organisation.regionManagers(c.parkCode),
      'hq-officer': organisation.hqOfficers(c.groupId),
    },
  };
  const roles = Object.entries(levels[step]).map(([role, ids]): [string, string[]] => [
    role,
    ids.filter((id) => !c.accusedIds.includes(id)),
  ]);
  return {
    watcherIds: [...new Set(roles.flatMap(([, ids]) => ids))],
    nobodyAt: roles.filter(([, ids]) => ids.length === 0).map(([role]) => role),
  };
}

/** The third "no" ends the unit's tries: the fourth cycle belongs to an HQ officer. */
const lastCycleOfThePark = 3;

/** The first of team lead, park manager and HQ officer that is above each role; a handler's is his team lead. */
const firstAbove: Partial<Record<StaffRole, number>> = {
  'team-lead': 1,
  'park-manager': 2,
  'region-manager': 2,
  'hq-officer': 2,
  'hq-admin': 2,
};

/**
 * Who takes over a reopened case: the handler's superior, after the third "no" an HQ officer (domain.md, Revisit and
 * rating), never one of the accused. Where a level has nobody, the next one; where none has, the unit's queue.
 */
export function successorOf(
  c: Case,
  organisation: Organisation,
): { unitId?: string; handlerId?: string; to: ReopenedTo } {
  const impartial = (ids: readonly string[]) => ids.filter((id) => !c.accusedIds.includes(id));
  const others = (ids: readonly string[]) => impartial(ids).filter((id) => id !== c.handlerId);
  const officers = impartial(organisation.hqOfficers(c.groupId));
  const candidates: [ReopenedTo, readonly string[]][] = [
    ['team-lead', c.unitId ? others(organisation.teamLeads(c.unitId)) : []],
    ['park-manager', others(organisation.parkManagers(c.parkCode))],
    // Above headquarters there is nobody: a sole officer keeps the case.
    ['hq-officer', others(officers).length > 0 ? others(officers) : officers],
  ];
  const held = c.handlerId ? organisation.member(c.handlerId)?.role : undefined;
  const from = c.cycle >= lastCycleOfThePark ? 2 : held ? (firstAbove[held] ?? 0) : 0;
  for (const [to, ids] of candidates.slice(from)) {
    const handlerId = spread(ids, c.id);
    if (handlerId) return { handlerId, unitId: organisation.member(handlerId)?.unitId ?? c.unitId, to };
  }
  return { unitId: c.unitId, to: 'unit-queue' };
}

/** Picks one of several so that the same case always gets the same and many cases get different ones. */
function spread(ids: readonly string[], caseId: string): string | undefined {
  let sum = 0;
  for (const unit of caseId) sum = (sum * 31 + unit.charCodeAt(0)) % 1_000_003;
  return ids[sum % Math.max(ids.length, 1)];
}
