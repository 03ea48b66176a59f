import type { ReadCopy } from '@parkline/mongo';
import type { DirectoryEntity } from '../application/keep-directory';
import type { Organisation, StaffMember, StaffRole, Unit } from '../domain';

export interface DirectoryView extends Organisation {
  /** Codes of all parks of a group. */
  parks(groupId: string): readonly string[];
}

/** The organisation as the copy of the directory shows it, worked out anew only when the copy changed. */
export function organisationFrom(copy: ReadCopy<DirectoryEntity>): () => DirectoryView {
  let view: DirectoryView | undefined;
  let revision = -1;
  return () => {
    if (!view || copy.revision !== revision) {
      revision = copy.revision;
      view = viewOf(copy.all());
    }
    return view;
  };
}

const none: readonly string[] = [];

function viewOf(entities: ReadonlyMap<string, DirectoryEntity>): DirectoryView {
  const units = new Map<string, Unit>();
  const members = new Map<string, StaffMember>();
  const desks = new Set<string>();
  const parks = new Map<string, string[]>();
  const byPlace = new Map<string, string[]>();
  // In the order of keys, so that every replica picks the same superior.
  for (const [, entity] of [...entities].sort(([a], [b]) => (a < b ? -1 : 1))) {
    switch (entity.$case) {
      case 'group':
        desks.add(entity.value.dispatchDeskUnitId);
        break;
      case 'park':
        add(parks, entity.value.groupId, entity.value.code);
        break;
      case 'unit': {
        const { id, groupId, parkCode } = entity.value;
        units.set(id, { id, groupId, parkCode: parkCode || undefined });
        break;
      }
      case 'staff': {
        const { id, groupId, unitId, active, parkCodes } = entity.value;
        if (!active) break;
        const role = entity.value.role as StaffRole;
        members.set(id, { id, groupId, role, unitId });
        add(byPlace, `${role} of ${unitId}`, id);
        add(byPlace, `${role} of group ${groupId}`, id);
        for (const park of parkCodes) add(byPlace, `${role} of park ${park}`, id);
        break;
      }
    }
  }
  return {
    unit: (id) => units.get(id),
    member: (id) => members.get(id),
    isDispatchDesk: (unitId) => desks.has(unitId),
    teamLeads: (unitId) => byPlace.get(`team-lead of ${unitId}`) ?? none,
    parkManagers: (park) => byPlace.get(`park-manager of park ${park}`) ?? none,
    regionManagers: (park) => byPlace.get(`region-manager of park ${park}`) ?? none,
    hqOfficers: (groupId) => byPlace.get(`hq-officer of group ${groupId}`) ?? none,
    parks: (groupId) => parks.get(groupId) ?? none,
  };
}

function add(index: Map<string, string[]>, key: string, value: string): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}
