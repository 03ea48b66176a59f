import { FAR, type Minute, type WrittenOut } from './minutes';
import { allowedBy, STANDARD_DAY, type Graded, type OraclePolicy } from './policy';

export interface Pause {
  kind: 'wait' | 'suspend';
  from: Minute;
  /** Infinity while it lasts. */
  to: Minute;
}

/** How a deadline came about: an allowance from a start, and what acted on it since, the newest outermost. */
export type Deadline =
  | Allowance
  | { kind: 'regraded'; at: Minute; old: Deadline; from: Graded; to: Allowance }
  | { kind: 'extended'; at: Minute; old: Deadline; date: Minute }
  | { kind: 'linked'; at: Minute; old: Deadline; of: Allowance };

export interface Allowance {
  kind: 'allowance';
  start: Minute;
  graded: Graded;
  /** Of a reopened case. */
  half: boolean;
  /** The cap of first contact is counted from here. */
  capFrom: Minute;
}

/** What a deadline is counted by. */
export interface Measure {
  clock: string;
  policy: OraclePolicy;
  calendar: WrittenOut;
  pauses: readonly Pause[];
}

export interface Due {
  at: Minute;
  working: boolean;
  /** Counted on the calendar, also where a cap in elapsed time sets the deadline. */
  onCalendar: boolean;
}

/** The pauses as far as they count: all waits together no longer than the allowance of the cycle. */
export function countedPauses({ clock, policy, calendar, pauses }: Measure): Pause[] {
  if (clock !== 'resolve') return [];
  let left = policy.pauseAllowanceDays * STANDARD_DAY;
  return pauses.map((pause) => {
    if (pause.kind === 'suspend') return pause;
    let to = pause.from;
    for (; left > 0 && to < Math.min(pause.to, FAR); to += 1) if (calendar.works(to)) left -= 1;
    return { ...pause, to: left > 0 ? pause.to : to };
  });
}

/** The pauses as they were known at a moment, that which lasted then ended by it. */
function until(pauses: readonly Pause[], at: Minute): Pause[] {
  return pauses.filter(({ from }) => from < at).map((pause) => ({ ...pause, to: Math.min(pause.to, at) }));
}

function counts({ calendar }: Measure, pauses: readonly Pause[], minute: Minute, working: boolean): boolean {
  if (working && !calendar.works(minute)) return false;
  return pauses.every(({ from, to }) => minute < from || minute >= to);
}

/** Minutes that count between two moments. */
export function minutesBetween(m: Measure, pauses: readonly Pause[], from: Minute, to: Minute, working: boolean) {
  let sum = 0;
  for (let minute = from; minute < Math.min(to, FAR); minute += 1) if (counts(m, pauses, minute, working)) sum += 1;
  return sum;
}

/** The end of the last of so many minutes that count; never within a pause without an end. */
function walk(m: Measure, pauses: readonly Pause[], from: Minute, minutes: number, working: boolean): Minute {
  let left = minutes;
  let minute = from;
  const end = Math.min(FAR, ...pauses.filter(({ to }) => to === Infinity).map((pause) => pause.from));
  for (; left > 0; minute += 1) {
    if (minute >= end) return Infinity;
    if (counts(m, pauses, minute, working)) left -= 1;
  }
  return minute;
}

/** When the clock is due; an open pause keeps that away for ever. */
export function dueOf(m: Measure, deadline: Deadline, pauses: readonly Pause[]): Due {
  if (deadline.kind === 'allowance') return dueByAllowance(m, deadline, pauses);
  // Which of two counts is settled at the time, by the pauses up to then.
  const { kind, at, old } = deadline;
  const then = until(pauses, at);
  const before = dueOf(m, old, then);
  if (kind === 'regraded') {
    const { from, to } = deadline;
    const [was, is] = [allowedBy(m.policy, m.clock, from), allowedBy(m.policy, m.clock, to.graded)];
    const samePriority = from.priority === to.graded.priority;
    if (!is || (samePriority && was?.minutes === is.minutes)) return dueOf(m, old, pauses);
    const raised = samePriority ? is.minutes < was!.minutes : to.graded.priority < from.priority;
    const other: Deadline = raised ? { ...to, start: at } : to;
    const offered = dueOf(m, other, then).at;
    return dueOf(m, (raised ? offered < before.at : offered > before.at) ? other : old, pauses);
  }
  const given = kind === 'extended' ? { ...before, at: deadline.date } : dueByAllowance(m, deadline.of, []);
  const wins = kind === 'extended' ? given.at > before.at : given.at < before.at;
  if (!wins) return dueOf(m, old, pauses);
  const end = movedOn(m, pauses, at, given);
  // A granted date is no guess.
  const isCertain = kind === 'extended' && end === given.at;
  return { ...given, at: end, onCalendar: given.onCalendar && !isCertain };
}

function dueByAllowance(m: Measure, { start, graded, half, capFrom }: Allowance, pauses: readonly Pause[]): Due {
  const { minutes, working } = allowedBy(m.policy, m.clock, graded)!;
  const at = walk(m, pauses, start, half ? minutes / 2 : minutes, working);
  const cap = m.clock === 'first_contact' ? capFrom + m.policy.firstContactCapHours * 60 : Infinity;
  return cap < at ? { at: cap, working: false, onCalendar: working } : { at, working, onCalendar: working };
}

/** A deadline that was set at a moment, moved on by the pauses since. */
function movedOn(m: Measure, pauses: readonly Pause[], since: Minute, { at, working }: Due): Minute {
  let paused = 0;
  for (let minute = since; minute < at; minute += 1) {
    if (counts(m, [], minute, working) && !counts(m, pauses, minute, working)) paused += 1;
  }
  return walk(m, pauses, at, paused, working);
}
