import type { Calendar } from './calendar';

/** The words for what a park is for. */
export type ParkType = 'business' | 'industrial' | 'residential';

/** What a unit is there for: complaints go to a unit by its function. */
export type UnitFunction =
  | 'customer_service'
  | 'engineering'
  | 'security'
  | 'cleaning_greening'
  | 'finance'
  | 'operations'
  | 'contractor'
  | 'park_office'
  | 'region_office'
  | 'headquarters'
  | 'hotline'
  | 'dispatch_desk';

export type Role =
  | 'agent'
  | 'handler'
  | 'team-lead'
  | 'park-manager'
  | 'region-manager'
  | 'hq-officer'
  | 'hq-admin'
  | 'auditor'
  | 'integration-client';

export interface Group {
  id: string;
  name: string;
  nameEn: string;
  dispatchDeskUnitId: string;
  hotlineUnitId: string;
}

export interface Region {
  id: string;
  groupId: string;
  name: string;
  nameEn: string;
}

export interface Park {
  /** Unique in the installation; begins the complaint's number. */
  code: string;
  groupId: string;
  regionId: string;
  name: string;
  nameEn: string;
  type: ParkType;
  city: string;
  /** IANA name. */
  timeZone: string;
  households: number;
  companies: number;
  /** Where complaints go that the rules cannot place. */
  backstopUnitId: string;
  address: string;
  /** Its working times; empty: around the clock. */
  calendarId: string;
}

export interface Unit {
  id: string;
  groupId: string;
  /** Empty for units of the group or of a region. */
  parkCode: string;
  regionId: string;
  name: string;
  nameEn: string;
  function: UnitFunction;
  /** What a contractor is for; empty for own units. */
  contractSkills: string[];
}

/** A time in which somebody is away; his deputy signs, handles and approves in his place. */
export interface Absence {
  from: Date;
  /** Not included. */
  until: Date;
  deputyId: string;
}

/** What a member of the expert panel is asked for. */
export type ExpertField = 'engineering' | 'legal' | 'psychological' | 'analyst';

export interface Staff {
  id: string;
  groupId: string;
  name: string;
  nameEn: string;
  role: Role;
  unitId: string;
  /** The parks the person may see; empty with `allParks` for the whole group. */
  parkCodes: string[];
  allParks: boolean;
  skills: string[];
  email: string;
  locale: 'zh' | 'en';
  active: boolean;
  /** Fields of the expert panel that he speaks for; empty for most. */
  expertFields: ExpertField[];
  /** By their beginning; two never overlap. */
  absences: Absence[];
}

/** One thing the directory knows. Each is an aggregate of its own. */
export type Entity =
  | { type: 'group'; value: Group }
  | { type: 'region'; value: Region }
  | { type: 'park'; value: Park }
  | { type: 'unit'; value: Unit }
  | { type: 'staff'; value: Staff }
  | { type: 'calendar'; value: Calendar };

/** Id of an entity's aggregate and key of its events: `park/SH01`, `staff/sh01-eng-1`, `calendar/cn-office`. */
export function entityKey(entity: Entity): string {
  return `${entity.type}/${entity.type === 'park' ? entity.value.code : entity.value.id}`;
}

/** The group that an entity belongs to. */
export function groupOf(entity: Entity): string {
  return entity.type === 'group' ? entity.value.id : entity.value.groupId;
}
