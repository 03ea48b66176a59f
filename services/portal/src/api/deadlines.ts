import { call } from './http';
import type { ClockName, ComplainantType, Interval, Priority } from './types';

const as = { asPerson: true } as const;

/** Local times like 09:00; an end may be 24:00. */
export interface Window {
  from: string;
  to: string;
}

export interface CalendarDay {
  date: string;
  kind: 'holiday' | 'make_up_workday' | 'override';
  name: string;
  windows?: Window[];
}

export interface Calendar {
  id: string;
  version: number;
  name: string;
  nameEn?: string;
  timeZone: string;
  aroundTheClock: boolean;
  /** 1 Monday to 7 Sunday. */
  week: (Window & { weekday: number })[];
  standardWeekday?: number;
  days: CalendarDay[];
  coveredFrom?: string;
  coveredUntil?: string;
}

export interface CoveredPark {
  parkCode: string;
  /** Absent: around the clock. */
  calendarId?: string;
  calendarVersion: number;
  coveredUntil?: string;
  endsSoon: boolean;
  provisionalClocks: number;
}

export interface CalendarImport {
  icalendar: string;
  coveredUntil?: string;
  dryRun?: boolean;
  expectedVersion: number;
}

export interface Imported {
  calendar: Calendar;
  added: string[];
  changed: string[];
  unchanged: string[];
  ignored: string[];
}

export const ALLOWANCE_UNITS = ['min', 'h', 'wh', 'wd'] as const;
export type AllowanceUnit = (typeof ALLOWANCE_UNITS)[number];
export const CLOCK_NAMES = ['sign', 'first_contact', 'relief', 'resolve', 'revisit'] as const;

export interface PolicyRule {
  parkCode?: string;
  contract?: string;
  category?: string;
  priority?: Priority;
  complainantType?: ComplainantType;
  clock: ClockName;
  amount: number;
  unit: AllowanceUnit;
}

export interface PolicyContent {
  note?: string;
  rules: PolicyRule[];
  pauseAllowanceDays: number;
  firstContactCapHours: number;
  quietHours?: Window;
}

export interface Policy extends PolicyContent {
  version: number;
  at?: string;
  by?: string;
}

export interface PreviewedApplication {
  cases: number;
  clocks: number;
  earlier: number;
  later: number;
  overdueAtOnce: number;
  examples: { caseId: string; number: string; clock: ClockName; fromDueAt?: string; toDueAt?: string }[];
  truncated: boolean;
  /** Cases that are left out, and that an application would set aside. */
  notMeasured: number;
}

export interface Application {
  id: string;
  parkCode?: string;
  at?: string;
  by: string;
  reason: string;
  policyVersion: number;
  casesDone: number;
  finished: boolean;
  /** Cases whose clocks could not be measured and keep their rules. */
  setAside: number;
  /** The first of them. */
  casesSetAside: { caseId: string; number?: string }[];
}

export interface DeadlineQuestion {
  parkCode: string;
  startAt: string;
  workingMinutes?: number;
  priority?: Priority;
  category?: string;
  complainantType?: ComplainantType;
  /** Unit id of the contractor who handles the case. */
  contract?: string;
  pauses?: { from: string; to: string }[];
  allowProvisional?: boolean;
  draftPolicy?: PolicyContent;
}

export interface PreviewedClock {
  name: ClockName;
  dueAt: string;
  windows: Interval[];
  provisional: boolean;
  allowance: { amount: number; unit: AllowanceUnit };
}

export interface DeadlineAnswer {
  dueAt?: string;
  windows?: Interval[];
  provisional?: boolean;
  clocks?: PreviewedClock[];
}

export const listCalendars = async (signal?: AbortSignal): Promise<Calendar[]> =>
  (await call<{ calendars: Calendar[] }>('/v1/calendars', { ...as, signal })).calendars;

/** With `dryRun` nothing is changed: the answer tells what would be. */
export const importCalendar = (id: string, body: CalendarImport): Promise<Imported> =>
  call(`/v1/calendars/${encodeURIComponent(id)}/import`, { ...as, method: 'POST', body });

export const listCoverage = async (signal?: AbortSignal): Promise<CoveredPark[]> =>
  (await call<{ parks: CoveredPark[] }>('/v1/sla/coverage', { ...as, signal })).parks;

/** Newest first. */
export const listPolicies = async (signal?: AbortSignal): Promise<Policy[]> =>
  (await call<{ policies: Policy[] }>('/v1/sla/policies', { ...as, signal })).policies;

export const putPolicy = (content: PolicyContent, expectedVersion: number): Promise<{ policy: Policy }> =>
  call('/v1/sla/policies', { ...as, method: 'POST', body: { ...content, expectedVersion } });

/** What applying to running clocks would move: the newest policy, or a draft as if it were published. */
export const previewApplication = (body: {
  parkCode?: string;
  draftPolicy?: PolicyContent;
}): Promise<PreviewedApplication> => call('/v1/sla/policies/preview-application', { ...as, method: 'POST', body });

export const applyToRunning = (
  body: { parkCode?: string; reason: string },
  idempotencyKey: string,
): Promise<{ application: Application }> =>
  call('/v1/sla/policies/apply', {
    ...as,
    method: 'POST',
    body,
    headers: { 'Idempotency-Key': idempotencyKey },
  });

export const listApplications = async (signal?: AbortSignal): Promise<Application[]> =>
  (await call<{ applications: Application[] }>('/v1/sla/applications', { ...as, signal })).applications;

/** Nothing is stored: a calendar or a policy is tried by it. */
export const previewDeadlines = (question: DeadlineQuestion): Promise<DeadlineAnswer> =>
  call('/v1/sla/preview', { ...as, method: 'POST', body: question });
