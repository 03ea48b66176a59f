import type { Clock, Interval } from '../api/types';
import { pausedWithin } from './clock-progress';

/** Rungs of the ladder up to the deadline. */
export const MARKS = [50, 75, 90, 100] as const;

/** A part of the bar, in percent of its width. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Mark {
  step: (typeof MARKS)[number];
  /** Place in percent of the width. */
  at: number;
  reached: boolean;
}

/** A clock drawn over elapsed time, from its start on the left to its deadline, or beyond it once it is late. */
export interface ClockBar {
  /** Time that counted before the deadline. */
  elapsed: Stretch[];
  /** Time that counted after the deadline. */
  late?: Stretch;
  pauses: (Stretch & { open: boolean })[];
  marks: Mark[];
  /** Of the allowance, as well as it can be told from here; may exceed 100. */
  percent?: number;
}

/**
 * The picture of a clock. Marks that have fired stand where they fired; those to come are placed by time that counts
 * evenly, since the portal does not know nights and holidays: the deadline itself is exact.
 */
export function clockBar(clock: Clock, nowMs: number): ClockBar {
  const start = Date.parse(clock.startedAt);
  const until = Math.max(start, clock.stoppedAt ? Date.parse(clock.stoppedAt) : nowMs);
  const pauses = clipped(clock.pauses ?? [], start, until);
  const due = clock.dueAt ? Date.parse(clock.dueAt) : supposedDue(clock, start, until);
  const end = Math.max(due ?? until, until, start + 1);
  const place = (ms: number): number => round(((ms - start) / (end - start)) * 100);
  const stretch = (from: number, to: number): Stretch => ({ from: place(from), to: place(to) });

  const counted = gapsOf(pauses, start, Math.min(until, due ?? until));
  return {
    elapsed: counted.map(([from, to]) => stretch(from, to)),
    ...(due !== undefined && until > due ? { late: stretch(due, until) } : {}),
    pauses: pauses.map(([from, to, open]) => ({ ...stretch(from, to), open })),
    marks: due === undefined ? [] : marksOf(clock, start, due, until).map((mark) => ({ ...mark, at: place(mark.at) })),
    percent: percentOf(clock, start, due, until),
  };
}

type Piece = [from: number, to: number, open: boolean];

function clipped(pauses: readonly Interval[], start: number, until: number): Piece[] {
  return pauses
    .map(({ from, to }): Piece => [
      Math.max(Date.parse(from), start),
      Math.min(to ? Date.parse(to) : until, until),
      to === undefined,
    ])
    .filter(([from, to]) => to > from);
}

/** What lies between the pauses. */
function gapsOf(pauses: readonly Piece[], start: number, until: number): [from: number, to: number][] {
  const gaps: [number, number][] = [];
  let at = start;
  for (const [from, to] of pauses) {
    if (Math.min(from, until) > at) gaps.push([at, Math.min(from, until)]);
    at = Math.max(at, to);
  }
  if (until > at) gaps.push([at, until]);
  return gaps;
}

/** A paused clock has no deadline: where it would be if the time left began to run now. */
function supposedDue(clock: Clock, start: number, until: number): number | undefined {
  const percent = clock.percentUsed ?? 0;
  if (clock.status !== 'paused' || percent < 1) return undefined;
  const used = until - start - pausedWithin(clock.pauses ?? [], start, until);
  return percent >= 100 ? until : until + used * (100 / percent - 1);
}

function marksOf(clock: Clock, start: number, due: number, until: number): Mark[] {
  const pauses = clock.pauses ?? [];
  const allowance = due - start - pausedWithin(pauses, start, Math.min(due, until));
  return MARKS.map((step) => {
    const fired = firedAt(clock, step);
    const at = fired ?? (step === 100 ? due : moveOn(pauses, start, (allowance * step) / 100, until));
    return { step, at: Math.min(at, due), reached: fired !== undefined || at <= until };
  });
}

function firedAt(clock: Clock, step: number): number | undefined {
  if (step >= 100) return undefined;
  const found = clock.steps?.find(
    (one) => one.step === step && one.fired && one.deadlineNumber === (clock.deadlineNumber ?? one.deadlineNumber),
  );
  return found && Date.parse(found.at);
}

/** The moment at which so much unpaused time has passed since the start. */
function moveOn(pauses: readonly Interval[], start: number, lengthMs: number, until: number): number {
  let left = lengthMs;
  let at = start;
  for (const [from, to] of clipped(pauses, start, until)) {
    if (from - at >= left) break;
    left -= Math.max(0, from - at);
    at = Math.max(at, to);
  }
  return at + left;
}

/** Between two moments whose percentage is known (start, fired rungs, deadline) time is taken to count evenly. */
function percentOf(clock: Clock, start: number, due: number | undefined, until: number): number | undefined {
  if (clock.status === 'cancelled') return undefined;
  if (clock.status !== 'running' && clock.percentUsed !== undefined) return Math.round(clock.percentUsed);
  if (due === undefined || due <= start) return undefined;
  const known: [ms: number, percent: number][] = [[start, 0]];
  for (const step of MARKS) {
    const at = firedAt(clock, step);
    if (at !== undefined && at > (known.at(-1)?.[0] ?? start) && at < due) known.push([at, step]);
  }
  known.push([due, 100]);
  const next = Math.max(
    1,
    known.findIndex(([ms]) => ms > until),
  );
  const [[fromMs, from], [toMs, to]] = until >= due ? [known[0]!, known.at(-1)!] : [known[next - 1]!, known[next]!];
  const pauses = clock.pauses ?? [];
  const length = toMs - fromMs - pausedWithin(pauses, fromMs, Math.min(toMs, until));
  const used = until - fromMs - pausedWithin(pauses, fromMs, until);
  return length <= 0 ? undefined : Math.max(0, Math.round(from + (used / length) * (to - from)));
}

const round = (value: number): number => Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;
