import type { ReadCopy } from '@parkline/mongo';
import type { directory } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import type { DirectoryEntity } from '../application/keep-directory';
import type { AbsentMember, Directory } from '../application/ports';
import type { StaffMember, StaffRole, Unit, WorkingTime } from '../domain';
import { aroundTheClock, workingTimes } from './working-times';

/** The organisation as the copy of the directory shows it, worked out anew only when the copy changed. */
export function organisationFrom(copy: ReadCopy<DirectoryEntity>, logger: Logger): () => Directory {
  const compiled = workingTimes(logger);
  let view: Directory | undefined;
  let revision = -1;
  return () => {
    if (!view || copy.revision !== revision) {
      revision = copy.revision;
      view = viewOf(copy.all(), compiled);
    }
    return view;
  };
}

const none: readonly string[] = [];

/** A time in which somebody is away. */
interface Absence {
  member: AbsentMember;
  from: Date;
  until: Date;
}

function viewOf(
  entities: ReadonlyMap<string, DirectoryEntity>,
  compiled: (calendar: directory.Calendar) => WorkingTime,
): Directory {
  const units = new Map<string, Unit>();
  const members = new Map<string, StaffMember>();
  const desks = new Set<string>();
  const calendarOf = new Map<string, string>();
  const calendars = new Map<string, directory.Calendar>();
  const experts = new Map<string, readonly string[]>();
  const absences = new Map<string, Absence[]>();
  const byPlace = new Map<string, string[]>();
  // In the order of keys, so that every replica picks the same superior.
  for (const [, entity] of [...entities].sort(([a], [b]) => (a < b ? -1 : 1))) {
    switch (entity.$case) {
      case 'group':
        desks.add(entity.value.dispatchDeskUnitId);
        break;
      case 'park':
        calendarOf.set(entity.value.code, entity.value.calendarId);
        break;
      case 'calendar':
        calendars.set(entity.value.id, entity.value);
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
        const member = { id, groupId, role, unitId };
        members.set(id, member);
        experts.set(id, entity.value.expertFields);
        for (const absence of absencesOf(member, entity.value)) add(absences, absence.deputyId, absence);
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
    absentFor: (deputyId, at) =>
      (absences.get(deputyId) ?? []).filter(({ from, until }) => from <= at && at < until).map(({ member }) => member),
    expertFieldsOf: (staffId) => experts.get(staffId) ?? none,
    workingTime: (parkCode) => {
      const calendar = calendars.get(calendarOf.get(parkCode) ?? '');
      return calendar ? compiled(calendar) : aroundTheClock;
    },
  };
}

function absencesOf(
  member: StaffMember,
  { allParks, parkCodes, absences }: directory.Staff,
): (Absence & { deputyId: string })[] {
  const absent: AbsentMember = { ...member, parks: allParks ? 'all' : parkCodes };
  return absences.flatMap(({ from, until, deputyId }) =>
    from && until && deputyId ? [{ member: absent, from, until, deputyId }] : [],
  );
}

function add<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}
