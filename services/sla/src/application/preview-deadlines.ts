import { inScope, scopeOf, type Principal } from '@parkline/auth';
import { invalidInput, notFound, unavailable } from '@parkline/errors';
import type { directory } from '@parkline/proto';
import { BeyondCalendar, type WorkingCalendar } from '@parkline/working-time';
import { checkPolicy, type PolicyDraft } from '../domain/check-policy';
import type { Interval } from '../domain/clock';
import type { Allowance, ClockName, Policy, Priority } from '../domain/policy';
import { previewClocks } from '../domain/preview';
import { createRules } from '../domain/rules';
import { readCalendar, versionedCalendar } from './calendar-definition';
import { requireStaff } from './headquarters';
import type { Contractors, KnownPark, Parks, Policies } from './ports';
import { checkPreview, type PreviewRequest } from './preview-request';
import { requireSound } from './put-policy';

const MINUTE_MS = 60_000;

/** A deadline, and the windows in which its allowance is used up. */
export interface PreviewedDeadline {
  dueAt: Date;
  windows: readonly { from: Date; to: Date }[];
  provisional: boolean;
}

/** Of working minutes the one deadline; of a priority that of every clock. */
export interface Preview extends Partial<PreviewedDeadline> {
  clocks: (PreviewedDeadline & { name: ClockName; allowance: Allowance })[];
}

/**
 * Deadlines as they would be: for trying a calendar or a policy before it is in force. For officers of headquarters and
 * staff of the park.
 *
 * @throws InvalidInput beyond_coverage with the last covered day, unless provisional ones are allowed; contract_unknown
 * for a contractor that neither the park has nor a rule names; and for input out of bounds; Unavailable
 * calendar_not_here_yet while the directory has named the park's calendar but not told of it
 */
export function previewDeadlines(deps: {
  parks: Parks;
  contractors: Contractors;
  calendarOf: (calendarId: string) => WorkingCalendar | undefined;
  policies: Policies;
}) {
  const { parks, contractors, calendarOf, policies } = deps;
  return (request: PreviewRequest, principal: Principal): Preview => {
    requireStaff(principal);
    const park = parks.park(request.parkCode);
    if (!park || !inScope(scopeOf(principal), { groupId: park.groupId, parkCode: park.code })) {
      throw notFound('park_not_found', 'There is no such park, or it is not one of yours.', { field: 'parkCode' });
    }
    const { startAt, pauses } = checkPreview(request);
    const calendar = calendarFor(request.draftCalendar, park, calendarOf);
    const policy = policyFor(request.draftPolicy, park, policies);
    requireContractor(request.contract, park, policy, contractors);
    return answering(() => {
      const look = request.priority
        ? clocksOf(request, request.priority, { startAt, pauses, park, policy }, calendar)
        : { ...minutesOf(request.workingMinutes, startAt, calendar), clocks: [] };
      if (!request.allowProvisional) requireKnown([look, ...look.clocks], startAt, calendar);
      return look;
    });
  };
}

function minutesOf(minutes: number, startAt: Date, calendar: WorkingCalendar): PreviewedDeadline {
  const { at: dueAt, provisional } = calendar.add(startAt, minutes * MINUTE_MS);
  return { dueAt, provisional, windows: calendar.windows(startAt, dueAt) };
}

function clocksOf(
  { category, complainantType, contract }: PreviewRequest,
  priority: Priority,
  { startAt, pauses, park, policy }: { startAt: Date; pauses: readonly Interval[]; park: KnownPark; policy: Policy },
  calendar: WorkingCalendar,
): Preview {
  const rules = createRules(versionedCalendar(calendar), policy);
  const kind = complainantType ? { complainantType } : {};
  const grading = { priority, parkCode: park.code, category, unitId: contract, ...kind };
  const clocks = previewClocks({ startAt, grading, pauses }, policy, rules).map(({ clock, allowance }) => {
    const { name, startedAt, dueAt, provisional, unit } = clock;
    const whole = unit === 'working' ? calendar.windows(startedAt, dueAt) : [{ from: startedAt, to: dueAt }];
    return { name, dueAt, provisional, windows: without(whole, clock.pauses), allowance };
  });
  return { clocks };
}

/** What is left of the windows beside the pauses: together as long as the allowance. */
function without(windows: readonly { from: Date; to: Date }[], pauses: readonly Interval[]) {
  return pauses.reduce(
    (left, pause) =>
      left.flatMap(({ from, to }) => {
        const end = pause.to ?? to;
        if (end <= from || pause.from >= to) return [{ from, to }];
        return [...(from < pause.from ? [{ from, to: pause.from }] : []), ...(end < to ? [{ from: end, to }] : [])];
      }),
    windows,
  );
}

function requireKnown(
  deadlines: readonly Partial<PreviewedDeadline>[],
  startAt: Date,
  calendar: WorkingCalendar,
): void {
  const guessed = deadlines.filter(({ provisional }) => provisional);
  for (const { dueAt } of guessed) if (dueAt) calendar.requireCovered(startAt, dueAt);
}

/** Turns what the calendar cannot say into an answer for a person. */
function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BeyondCalendar)) throw error;
    const outOfReach = error.code === 'calendar_out_of_reach';
    throw invalidInput(outOfReach ? 'beyond_reach' : 'beyond_coverage', `${error.message}.`, {
      field: 'startAt',
      details: { calendarId: error.calendarId, lastCoveredDay: error.lastCoveredDay },
      cause: error,
    });
  }
}

function calendarFor(
  draft: directory.Calendar | undefined,
  { code, calendarId }: KnownPark,
  calendarOf: (calendarId: string) => WorkingCalendar | undefined,
): WorkingCalendar {
  const around = { id: 'none', version: 1, name: 'none', timeZone: 'UTC', aroundTheClock: true };
  if (!draft && calendarId) {
    const known = calendarOf(calendarId);
    if (known) return known;
    // Around the clock would be a guess that looks like an answer.
    const message = `The working times of park ${code} are not known here yet (calendar ${calendarId}); please try again in a moment.`;
    throw unavailable('calendar_not_here_yet', message);
  }
  const read = readCalendar({
    ...{ groupId: '', nameEn: '', week: [], standardWeekday: 0, days: [], coveredFrom: '', coveredUntil: '' },
    ...(draft
      ? { ...draft, id: draft.id || 'draft', name: draft.name || 'draft', version: draft.version || 1 }
      : around),
  });
  if (read.ok) return read.calendar;
  const [first] = read.problems;
  const all = read.problems.map(({ field, message }) => `${field} ${message}`);
  throw invalidInput('calendar_invalid', `This calendar cannot be counted on: ${all.join('; ')}.`, {
    field: `draftCalendar.${first?.field ?? ''}`,
    details: Object.fromEntries(read.problems.map(({ field, message }) => [field, message])),
  });
}

/** One that only a rule names is tried with it all the same: the directory may not have told of that unit here. */
function requireContractor(unitId: string, park: KnownPark, policy: Policy, contractors: Contractors): void {
  if (!unitId) return;
  const known = contractors.contractor(unitId);
  const isOfPark = known?.groupId === park.groupId && (!known.parkCode || known.parkCode === park.code);
  if (known ? isOfPark : policy.rules.some(({ contract }) => contract === unitId)) return;
  const message = `Park ${park.code} has no contractor ${unitId}: give the id of a unit that works by contract.`;
  throw invalidInput('contract_unknown', message, { field: 'contract' });
}

function policyFor(draft: PolicyDraft | undefined, { groupId }: KnownPark, policies: Policies): Policy {
  const inForce = policies.inForce(groupId);
  if (!draft) return inForce;
  requireSound(checkPolicy(draft));
  return { ...inForce, ...draft };
}
