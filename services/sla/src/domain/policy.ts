import type { Duration, WorkingTime } from './working-time';

/** The clocks of a case. relief (P1) comes with the command that stops it. */
export type ClockName = 'sign' | 'first_contact' | 'resolve' | 'revisit';
export type Priority = 'p1' | 'p2' | 'p3' | 'p4';

type Unit = 'min' | 'h' | 'wh' | 'wd';
type Allowance = readonly [amount: number, unit: Unit];

/** How long each clock may run, by priority (domain.md, Clocks). */
const ALLOWANCES: Record<ClockName, Record<Priority, Allowance>> = {
  sign: { p1: [10, 'min'], p2: [30, 'min'], p3: [2, 'wh'], p4: [4, 'wh'] },
  first_contact: { p1: [30, 'min'], p2: [1, 'h'], p3: [2, 'wh'], p4: [4, 'wh'] },
  resolve: { p1: [24, 'h'], p2: [8, 'wh'], p3: [12, 'wh'], p4: [5, 'wd'] },
  revisit: { p1: [24, 'h'], p2: [24, 'h'], p3: [3, 'wd'], p4: [3, 'wd'] },
};

/** First contact is never due later than this after receipt, whatever the calendar. */
const FIRST_CONTACT_CAP: Allowance = [24, 'h'];

/** Waiting for the complainant pauses the resolve clock for no longer than this in a cycle. */
const PAUSE_ALLOWANCE: Allowance = [5, 'wd'];

const ELAPSED_MS = { min: 60_000, h: 3_600_000 };

/** What the clocks are measured against. */
export interface Rules {
  readonly calendar: WorkingTime;
  allowance(clock: ClockName, priority: Priority, cycle: number): Duration;
  readonly firstContactCap: Duration;
  readonly pauseAllowance: Duration;
}

/**
 * The rules on a calendar. `timeScale` divides every allowance, so that a test sees a ladder in seconds; 1 in real life.
 */
export function createRules(calendar: WorkingTime, timeScale = 1): Rules {
  const duration = ([amount, unit]: Allowance): Duration => {
    if (unit === 'min' || unit === 'h') return { ms: (amount * ELAPSED_MS[unit]) / timeScale, unit: 'elapsed' };
    const unitMs = unit === 'wd' ? calendar.dayMs : ELAPSED_MS.h;
    return { ms: (amount * unitMs) / timeScale, unit: 'working' };
  };
  return {
    calendar,
    allowance: (clock, priority, cycle) => {
      const full = duration(ALLOWANCES[clock][priority]);
      return clock === 'resolve' && cycle > 1 ? { ...full, ms: full.ms / 2 } : full;
    },
    firstContactCap: duration(FIRST_CONTACT_CAP),
    pauseAllowance: duration(PAUSE_ALLOWANCE),
  };
}

const P4_KINDS = new Set(['suggestion', 'enquiry', 'praise']);

/** Suggestions, enquiries and praise are P4, whatever triage said of them. */
export function priorityOf(kind: string, graded: Priority): Priority {
  return P4_KINDS.has(kind) ? 'p4' : graded;
}

/** Whether `to` is the more pressing of the two. */
export function isRaised(from: Priority, to: Priority): boolean {
  return to < from;
}
