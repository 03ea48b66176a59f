import type { CaseFile } from './case-file';

/** Shapes of the gateway's HTTP API, as its OpenAPI document describes them. Empty fields are left out by the server. */

export const STATES = [
  'registered',
  'dispatched',
  'signed',
  'in_progress',
  'waiting_complainant',
  'suspended',
  'return_requested',
  'resolved',
  'revisiting',
  'linked',
  'closed',
] as const;
export const KINDS = ['complaint', 'repair', 'suggestion', 'enquiry', 'praise'] as const;
export const CHANNELS = [
  'phone',
  'wechat',
  'app',
  'web',
  'email',
  'walk_in',
  'bulletin',
  'patrol',
  'import',
  'open311',
  'api',
] as const;
export const IDENTITIES = ['named', 'confidential', 'anonymous'] as const;
export const COMPLAINANT_TYPES = ['owner', 'tenant', 'company', 'visitor'] as const;
export const SEVERITIES = ['general', 'significant', 'major'] as const;
export const URGENCIES = ['low', 'normal', 'urgent'] as const;
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export const OUTCOMES = ['resolved', 'resolved_partly', 'unresolved_exhausted', 'declined', 'withdrawn'] as const;
export const ROOT_CAUSES = [
  'attitude',
  'safety_management',
  'facility_maintenance',
  'fee_dispute',
  'process',
  'supplier',
  'design',
  'other',
] as const;
export const CONTACT_MEANS = ['phone', 'wechat', 'email', 'visit', 'app'] as const;
export const PREFERRED_CHANNELS = ['phone', 'email', 'wechat', 'app'] as const;
export const QUEUES = [
  'mine',
  'unit',
  'unassigned',
  'due-soon',
  'overdue',
  'returned',
  'waiting',
  'suspended',
  'supervised',
  'linked',
  'flagged',
  'all',
] as const;

export type CaseState = (typeof STATES)[number];
export type Kind = (typeof KINDS)[number];
export type Channel = (typeof CHANNELS)[number];
export type Identity = (typeof IDENTITIES)[number];
export type ComplainantType = (typeof COMPLAINANT_TYPES)[number];
export type Severity = (typeof SEVERITIES)[number];
export type Urgency = (typeof URGENCIES)[number];
export type Priority = (typeof PRIORITIES)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type RootCause = (typeof ROOT_CAUSES)[number];
export type Queue = (typeof QUEUES)[number];
export const SORTS = ['newest', 'oldest', 'priority'] as const;
export type ClockName = 'sign' | 'first_contact' | 'relief' | 'resolve' | 'revisit';

export interface PublicPark {
  code: string;
  name: string;
  nameEn?: string;
  city?: string;
  type?: string;
}

export interface Contact {
  name?: string;
  phone?: string;
  email?: string;
  preferredChannel?: (typeof PREFERRED_CHANNELS)[number];
}

export interface NewComplaint {
  parkCode: string;
  channel: Channel;
  description: string;
  kind?: Kind;
  complainantType?: ComplainantType;
  place?: string;
  occurredAt?: string;
  categoryHint?: string;
  identity: Identity;
  contact?: Contact;
  locale?: 'zh' | 'en';
}

export interface FiledComplaint {
  number: string;
  trackingCode: string;
  state: CaseState;
  parkCode: string;
  receivedAt: string;
  repeated: boolean;
}

export interface PublicEntry {
  at: string;
  type: string;
  by: 'complainant' | 'staff' | 'service';
  text?: string;
  facts?: Record<string, string>;
  cycle: number;
}

export interface TrackedComplaint {
  number: string;
  state: CaseState;
  parkCode: string;
  kind: Kind;
  channel: Channel;
  identity: Identity;
  description: string;
  place?: string;
  receivedAt: string;
  occurredAt?: string;
  stateSince?: string;
  cycle: number;
  category?: string;
  outcome?: Outcome;
  answer?: string;
  /** Where else to turn to, for a declined one. */
  referTo?: string;
  resolvedAt?: string;
  closedAt?: string;
  /** By when there will be an answer. */
  promisedAt?: string;
  /** It lies beyond the days whose holidays are known. */
  promiseProvisional?: boolean;
  /** When a suspended one goes on. */
  reviewAt?: string;
  timeline: PublicEntry[];
  actions: string[];
}

export interface NewRating {
  resolved: 'yes' | 'partly' | 'no';
  satisfaction: number;
  comment?: string;
}

export interface RatingAnswer {
  cycle: number;
  consequence: 'close' | 'close_partly' | 'reopen' | 'to_hq' | 'none';
}

export interface DemoPerson {
  staffId: string;
  name: string;
  nameEn?: string;
  role: string;
  unitId?: string;
  unitName?: string;
  unitNameEn?: string;
  parkCodes: string[];
  allParks: boolean;
}

export interface DemoToken {
  token: string;
  expiresAt: string;
  person: DemoPerson;
}

export interface Park {
  code: string;
  regionId?: string;
  name: string;
  nameEn?: string;
  type?: string;
  city?: string;
  households?: number;
  companies?: number;
  timeZone?: string;
  /** Its working times; absent: around the clock. */
  calendarId?: string;
}

export interface Unit {
  id: string;
  parkCode?: string;
  regionId?: string;
  name: string;
  nameEn?: string;
  function?: string;
}

export interface Staff {
  id: string;
  name: string;
  nameEn?: string;
  role: string;
  unitId?: string;
  parkCodes: string[];
  allParks?: boolean;
  skills?: string[];
  active?: boolean;
}

export interface Directory {
  group?: { id: string; name: string; nameEn?: string };
  regions: { id: string; name: string; nameEn?: string }[];
  parks: Park[];
  units: Unit[];
  staff: Staff[];
}

export interface Interval {
  from: string;
  to?: string;
}

export interface Case {
  id: string;
  number: string;
  parkCode: string;
  state: CaseState;
  cycle: number;
  version: number;
  kind: Kind;
  channel: Channel;
  identity: Identity;
  complainantType?: ComplainantType;
  place?: string;
  hasContact?: boolean;
  filedBy?: string;
  category?: string;
  severity?: Severity;
  urgency?: Urgency;
  priority?: Priority;
  unitId?: string;
  handlerId?: string;
  flagged?: boolean;
  escalationLevel?: number;
  dispatches?: number;
  receivedAt: string;
  openedAt?: string;
  stateSince?: string;
  dispatchedAt?: string;
  signedAt?: string;
  firstContactAt?: string;
  resolvedAt?: string;
  closedAt?: string;
  cycleStartedAt?: string;
  occurredAt?: string;
  outcome?: Outcome;
  rootCause?: RootCause;
  pauses?: Interval[];
  answer?: string;
  dispatchReasons?: string[];
  suspensions?: Interval[];
  /** When a suspended case comes back. */
  reviewAt?: string;
  extensionsGranted?: number;
  extendedUntil?: string;
  extensionRequested?: boolean;
  reliefAt?: string;
  visitedAt?: string;
  returns?: number;
  /** Headquarters decides the return. */
  arbitration?: boolean;
  supervised?: boolean;
  criticised?: boolean;
  masterNumber?: string;
  linkedCount?: number;
  /** Needs a visit in person before it can be resolved. */
  complex?: boolean;
  taskUnitIds?: string[];
  handoverTo?: string;
}

export interface Clock {
  name: ClockName;
  cycle: number;
  status: 'running' | 'paused' | 'stopped' | 'cancelled';
  startedAt: string;
  dueAt?: string;
  stoppedAt?: string;
  deadlineNumber?: number;
  breached: boolean;
  steps?: { step: number; deadlineNumber: number; fired: boolean; at: string }[];
  pauses?: Interval[];
  /** Beyond the days that the calendar covers. */
  provisional?: boolean;
  /** The deadline without extensions, where it differs. */
  firstDueAt?: string;
  /** Of the allowance in its own unit: at the time of the answer, or when the clock ended. */
  percentUsed: number;
}

export interface CaseRow {
  case: Case;
  excerpt: string;
  nextDueAt?: string;
  clocks?: Clock[];
}

export interface CasePage {
  queue: Queue | 'search';
  items: CaseRow[];
  nextCursor?: string;
  /** The filter looked at the beginning of a long queue only. */
  truncated?: boolean;
  clocksUnavailable?: boolean;
}

export interface TimelineEntry {
  seq: number;
  at: string;
  type: string;
  actor: { kind: 'person' | 'complainant' | 'service'; id?: string; role?: string };
  visibility: 'public' | 'internal' | 'sealed';
  text?: string;
  facts?: Record<string, string>;
  cycle: number;
}

export interface Revisit {
  cycle: number;
  status: 'open' | 'rated' | 'lapsed' | 'superseded';
  callRequired?: boolean;
  openedAt?: string;
  lapsesAt?: string;
  ratings: { at: string; resolved: 'yes' | 'partly' | 'no'; satisfaction: number; comment?: string }[];
}

export interface Delivery {
  id: string;
  template: string;
  means: string;
  status: string;
  attempts: number;
  messageId?: string;
  at?: string;
  maybeTwice?: boolean;
  reason?: string;
}

export interface CaseDetail {
  case: Case;
  description: string;
  timeline: TimelineEntry[];
  commands: string[];
  watcherIds?: string[];
  file?: CaseFile;
  clocks?: Clock[];
  nextDueAt?: string;
  revisits?: Revisit[];
  deliveries?: Delivery[];
  unavailable?: string[];
}

export interface ContactAnswer {
  contact?: Contact;
  masked: boolean;
}

export interface InboxMessage {
  id: string;
  number?: string;
  title: string;
  body: string;
  at: string;
  read: boolean;
  template?: string;
}

export interface InboxPage {
  messages: InboxMessage[];
  nextCursor?: string;
  unread: number;
}

export interface OutboxMail {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  at: string;
}

export interface Figures {
  cases: number;
  otherKinds: number;
  open: number;
  closed: number;
  closedResolved: number;
  closedPartly: number;
  closedExhausted: number;
  declined: number;
  withdrawn: number;
  reopened: number;
  escalated: number;
  rated: number;
  satisfied: number;
  satisfactionSum: number;
  firstContactWithin2h: number;
  firstContactMade: number;
  closedInTime: number;
  openOverdue: number;
  handlingHoursP50?: number;
  handlingHoursP90?: number;
  handlingHoursMean: number;
  handled: number;
  incidents: number;
  linkedComplaints: number;
  largestIncident: number;
  satisfactionRate?: number;
  resolutionRate?: number;
  onTimeRate?: number;
}

export interface Count {
  key: string;
  cases: number;
}

export interface Summary {
  total: Figures;
  parks: { parkCode: string; figures: Figures }[];
  byCategory: Count[];
  byKind: Count[];
  byChannel: Count[];
  byState: Count[];
  byPriority: Count[];
  byDay: Count[];
}
