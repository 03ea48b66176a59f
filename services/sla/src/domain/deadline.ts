import {
  earlierOf,
  laterOf,
  pausedMs,
  reachedAt,
  type Clock,
  type ClockRecord,
  type Interval,
  type Move,
} from './clock';
import { countedPauses, cutAt, type CountedPauses } from './pauses';
import { isRaised, type ClockName } from './policy';
import type { Rules } from './rules';
import { advance, between, type Duration, type TimeUnit } from './working-time';

/** How long a clock may run: what the record and the rules give. */
interface Span {
  readonly totalMs: number;
  readonly unit: TimeUnit;
  readonly dueNotBefore?: Date;
  /** It was counted on the calendar, also where a cap in elapsed time sets the deadline. */
  readonly onCalendar: boolean;
}

/** A deadline that something gives. */
interface Offer {
  readonly dueAt: Date;
  readonly unit: TimeUnit;
  readonly onCalendar: boolean;
}

type Derived = Pick<Clock, 'totalMs' | 'unit' | 'provisional' | 'pauses'> &
  Partial<Pick<Clock, 'dueAt' | 'firstDueAt' | 'dueNotBefore' | 'pauseEndsAt'>> & { status: 'running' | 'paused' };

/**
 * All that follows from a clock's record under the given rules: pauses as far as they count, allowance, deadline.
 * Undefined where the rules have no such clock. The same record gives the same, whenever and however often it is worked
 * out; so newer rules, a grown calendar and an event that was missed all come down to this.
 */
export function workOut(record: ClockRecord, rules: Rules): Derived | undefined {
  const counted = countedPauses(record, rules);
  const span = spanOf(record, record.moves, counted, rules);
  if (!span) return undefined;
  const { openWait } = counted;
  const pauses = counted.pauses.map((pause) =>
    openWait && record.waitSpent && !pause.to ? { from: pause.from, to: openWait.spentAt } : pause,
  );
  const paused = pauses.some((pause) => !pause.to);
  const extended = record.moves.some(({ type }) => type === 'extended');
  const first = extended
    ? spanOf(
        record,
        record.moves.filter(({ type }) => type !== 'extended'),
        counted,
        rules,
      )
    : undefined;
  const dueAt = dueOf(span, record, pauses, rules);
  const firstDueAt = first && dueOf(first, record, pauses, rules);
  return {
    status: paused ? 'paused' : 'running',
    totalMs: span.totalMs,
    unit: span.unit,
    provisional: isProvisional(span, record, pauses, rules),
    pauses,
    ...(dueAt ? { dueAt } : {}),
    ...(firstDueAt ? { firstDueAt } : {}),
    ...(span.dueNotBefore ? { dueNotBefore: span.dueNotBefore } : {}),
    ...(paused && openWait && !record.waitSpent ? { pauseEndsAt: openWait.spentAt } : {}),
  };
}

/** The clock as its record and the rules give it; where they have no such clock it stays as it was. */
export function workedOut(clock: Clock, rules: Rules): Clock {
  const derived = workOut(clock, rules);
  if (!derived) return clock;
  const { dueAt: _due, firstDueAt: _first, dueNotBefore: _not, pauseEndsAt: _ends, ...rest } = clock;
  return { ...rest, ...derived };
}

/** The moment a live clock would be due if a pause ended at `at`. */
export function dueIfResumed(clock: Clock, at: Date, rules: Rules): Date {
  if (clock.dueAt) return clock.dueAt;
  const ended = clock.pauseEndsAt ? earlierOf(at, clock.pauseEndsAt) : at;
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { from: pause.from, to: laterOf(pause.from, ended) }));
  return dueOf(clock, clock, pauses, rules) ?? at;
}

function spanOf(record: ClockRecord, moves: readonly Move[], counted: CountedPauses, rules: Rules): Span | undefined {
  const { name, cycle, startedAt, grading } = record;
  const allowance = rules.allowance(name, grading, cycle);
  if (!allowance) return undefined;
  const start = capped(name, startedAt, advance(rules.calendar, startedAt, allowance), allowance, rules);
  let span = spanUntil(start, startedAt, [], rules);
  for (const move of moves) span = moved(span, move, record, cutAt(counted, move.at), rules);
  return span;
}

/** The deadline that the allowance gives, kept within the cap of first contact; the cap counts elapsed time. */
function capped(name: ClockName, startedAt: Date, allowed: Date, { unit }: Duration, rules: Rules): Offer {
  const offer = { dueAt: allowed, unit, onCalendar: unit === 'working' };
  if (name !== 'first_contact') return offer;
  const latest = advance(rules.calendar, startedAt, rules.firstContactCap);
  return latest < allowed ? { ...offer, dueAt: latest, unit: 'elapsed' } : offer;
}

function spanUntil(offer: Offer, startedAt: Date, pauses: readonly Interval[], rules: Rules): Span {
  const { dueAt, unit, onCalendar } = offer;
  // Inherited from an older case a deadline may lie before this one's start: then it is due at once, at night too.
  if (dueAt <= startedAt) return { totalMs: 1, unit: 'elapsed', onCalendar };
  const totalMs = between(rules.calendar, startedAt, dueAt, unit) - pausedMs(pauses, dueAt, rules, unit);
  return { totalMs: Math.max(1, totalMs), unit, onCalendar };
}

type Spanned = Pick<Span, 'totalMs' | 'unit' | 'dueNotBefore'>;

function dueOf(span: Spanned, { startedAt }: Pick<Clock, 'startedAt'>, pauses: readonly Interval[], rules: Rules) {
  const dueAt = reachedAt({ startedAt, unit: span.unit, pauses }, span.totalMs, rules);
  return dueAt && span.dueNotBefore ? laterOf(dueAt, span.dueNotBefore) : dueAt;
}

/** The span after a move, where the move gives another deadline. */
function moved(span: Span, move: Move, record: ClockRecord, pauses: readonly Interval[], rules: Rules): Span {
  const oldDueAt = dueOf(span, record, pauses, rules) ?? move.at;
  if (move.type === 'extended') {
    if (move.until <= oldDueAt) return span;
    const granted = { dueAt: move.until, unit: span.unit, onCalendar: span.onCalendar };
    return { ...spanUntil(granted, record.startedAt, pauses, rules), dueNotBefore: move.until };
  }
  const offer = move.type === 'regraded' ? regraded(move, record, pauses, rules) : inherited(move, record, rules);
  if (!offer) return span;
  const wins = offer.later ? offer.dueAt > oldDueAt : offer.dueAt < oldDueAt;
  return wins ? spanUntil(offer, record.startedAt, pauses, rules) : span;
}

/**
 * Raised: now + the new allowance, where earlier. Lowered: start + the new allowance + pauses so far, where later
 * (domain.md, Regrade). A new category with the same priority is raised where its allowance ends earlier.
 */
function regraded(
  { at, from, to }: Extract<Move, { type: 'regraded' }>,
  { name, cycle, startedAt }: ClockRecord,
  pauses: readonly Interval[],
  rules: Rules,
): (Offer & { later: boolean }) | undefined {
  const { calendar } = rules;
  const allowance = rules.allowance(name, to, cycle);
  const former = rules.allowance(name, from, cycle);
  if (!allowance) return undefined;
  const samePriority = from.priority === to.priority;
  if (samePriority && former?.ms === allowance.ms && former.unit === allowance.unit) return undefined;
  const endsEarlier =
    former !== undefined && advance(calendar, startedAt, allowance) < advance(calendar, startedAt, former);
  const raised = samePriority ? endsEarlier : isRaised(from.priority, to.priority);
  const fromStart = (): Date => reachedAt({ startedAt, unit: allowance.unit, pauses }, allowance.ms, rules) ?? at;
  const allowed = raised ? advance(calendar, at, allowance) : fromStart();
  return { ...capped(name, startedAt, allowed, allowance, rules), later: !raised };
}

/** Not later than a clock from the linked case's own receipt would give. */
function inherited(
  { receivedAt, priority }: Extract<Move, { type: 'linked' }>,
  { name, cycle, grading }: ClockRecord,
  rules: Rules,
): (Offer & { later: boolean }) | undefined {
  const allowance = rules.allowance(name, { ...grading, priority }, cycle);
  if (!allowance) return undefined;
  const offer = capped(name, receivedAt, advance(rules.calendar, receivedAt, allowance), allowance, rules);
  return { ...offer, later: false };
}

function isProvisional(span: Span, record: ClockRecord, pauses: readonly Interval[], rules: Rules): boolean {
  if (!span.onCalendar) return false;
  // While a pause keeps the deadline from coming: where it would be without that pause.
  const ended = pauses.map((pause) => (pause.to ? pause : { from: pause.from, to: pause.from }));
  const dueAt = reachedAt({ startedAt: record.startedAt, unit: span.unit, pauses: ended }, span.totalMs, rules);
  // A granted date is no guess, as long as no pause has carried the deadline on.
  if (dueAt && span.dueNotBefore && dueAt <= span.dueNotBefore) return false;
  return !rules.calendar.covers(record.startedAt, dueAt ?? record.startedAt);
}
