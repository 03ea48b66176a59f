import { allowanceOf, type Allowance, type ClockName, type Grading, type Policy } from './policy';
import type { Duration, WorkingTime } from './working-time';

/** Which versions a clock is measured against. It keeps them until headquarters applies newer ones. */
export interface RuleVersions {
  /** Empty where the park has no calendar of its own. */
  readonly calendarId: string;
  readonly calendarVersion: number;
  readonly policyVersion: number;
}

/** The calendar of a park that nobody has told of yet. */
export const UNKNOWN_CALENDAR = '?';

/** What a clock is measured against. */
export interface Rules extends RuleVersions {
  readonly calendar: WorkingTime;
  /** Undefined: such a case has no such clock. */
  allowance(clock: ClockName, grading: Grading, cycle: number): Duration | undefined;
  readonly firstContactCap: Duration;
  readonly pauseAllowance: Duration;
}

/** Where rules are looked up. */
export interface RuleBook {
  /** Those that a clock takes which starts now. */
  inForce(where: { readonly groupId: string; readonly parkCode: string }): Rules;
  /** Those that a clock has kept. */
  kept(where: { readonly groupId: string; readonly parkCode: string }, versions: RuleVersions): Rules;
}

/** A version of a calendar, ready to be counted on. */
export interface VersionedCalendar {
  readonly calendarId: string;
  readonly calendarVersion: number;
  readonly time: WorkingTime;
}

const ELAPSED_MS = { min: 60_000, h: 3_600_000 };

/**
 * The rules of a policy on a calendar. `timeScale` divides every allowance, so that a test sees a ladder in seconds; 1
 * in real life.
 */
export function createRules(calendar: VersionedCalendar, policy: Policy, timeScale = 1): Rules {
  const { calendarId, calendarVersion, time } = calendar;
  const duration = ({ amount, unit }: Allowance): Duration => durationOf({ amount, unit }, time, timeScale);
  return {
    calendarId,
    calendarVersion,
    policyVersion: policy.version,
    calendar: time,
    allowance: (clock, grading, cycle) => {
      const found = allowanceOf(policy, clock, grading);
      if (!found) return undefined;
      const full = duration(found);
      // A reopened case has half the time.
      return clock === 'resolve' && cycle > 1 ? { ...full, ms: Math.round(full.ms / 2) } : full;
    },
    firstContactCap: duration({ amount: policy.firstContactCapHours, unit: 'h' }),
    pauseAllowance: duration({ amount: policy.pauseAllowanceDays, unit: 'wd' }),
  };
}

/** An allowance in milliseconds; a working day is the sum of the windows of the calendar's standard day. */
function durationOf({ amount, unit }: Allowance, calendar: WorkingTime, timeScale = 1): Duration {
  const elapsed = unit === 'min' || unit === 'h';
  const unitMs = elapsed ? ELAPSED_MS[unit] : unit === 'wd' ? calendar.dayMs : ELAPSED_MS.h;
  return { ms: Math.round((amount * unitMs) / timeScale), unit: elapsed ? 'elapsed' : 'working' };
}
