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

/**
 * A clock drawn over its allowance, from its start on the left to its deadline, or beyond it once it is late. Pauses
 * take no allowance: they stand between, as wide as they were long.
 */
export interface ClockBar {
  /** What was used before the deadline. */
  elapsed: Stretch[];
  /** What was used after the deadline. */
  late?: Stretch;
  pauses: (Stretch & { open: boolean })[];
  marks: Mark[];
  /** Of the allowance, in whole percent; may exceed 100. */
  percent?: number;
}

/** All pauses together take at most this much beside an allowance of 100. */
const WIDEST_PAUSES = 60;

/**
 * The picture of a clock. The share that was used is the server's, which knows nights and holidays; within it time
 * counts evenly between the rungs that have fired.
 */
export function clockBar(clock: Clock, nowMs: number): ClockBar {
  const start = Date.parse(clock.startedAt);
  const until = Math.max(start, clock.stoppedAt ? Date.parse(clock.stoppedAt) : nowMs);
  const pieces = clipped(clock.pauses ?? [], start, until);
  const allowanceMs = allowanceOf(clock, start, until);
  const shareAt = sharesOf(clock, start, until);
  const used = Math.max(0, clock.percentUsed);

  const widths = pieces.map(([from, to]) => (allowanceMs > 0 ? ((to - from) / allowanceMs) * 100 : 0));
  const shrink = Math.min(1, WIDEST_PAUSES / Math.max(1, sum(widths)));
  const pauses = pieces.map(([from, , open], index) => ({
    share: Math.min(100, shareAt(from)),
    width: (widths[index] ?? 0) * shrink,
    open,
  }));
  const total = Math.max(100, used) + sum(pauses.map(({ width }) => width));
  const place = (share: number, before: number): number =>
    round(((share + sum(pauses.slice(0, before).map(({ width }) => width))) / total) * 100);

  const percent = clock.status === 'cancelled' ? undefined : Math.round(used);
  const bar: ClockBar = { elapsed: [], pauses: [], marks: [], percent };
  let at = 0;
  for (const [index, pause] of pauses.entries()) {
    if (pause.share > at) bar.elapsed.push({ from: place(at, index), to: place(pause.share, index) });
    bar.pauses.push({ from: place(pause.share, index), to: place(pause.share, index + 1), open: pause.open });
    at = Math.max(at, pause.share);
  }
  const last = Math.min(used, 100);
  if (last > at) bar.elapsed.push({ from: place(at, pauses.length), to: place(last, pauses.length) });
  if (used > 100) bar.late = { from: place(100, pauses.length), to: place(used, pauses.length) };
  bar.marks = MARKS.map((step) => ({
    step,
    at: place(step, pauses.filter(({ share }) => share < step).length),
    reached: used >= step || firedAt(clock, step) !== undefined,
  }));
  return bar;
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

/** How long the allowance is in elapsed time; a paused clock has no deadline, only a share that was used. */
function allowanceOf(clock: Clock, start: number, until: number): number {
  const pauses = clock.pauses ?? [];
  if (clock.dueAt) {
    const due = Date.parse(clock.dueAt);
    return due - start - pausedWithin(pauses, start, Math.min(due, until));
  }
  const used = until - start - pausedWithin(pauses, start, until);
  return clock.percentUsed ? used / (clock.percentUsed / 100) : 0;
}

/** The share of the allowance that was used at a moment: between moments where it is known, unpaused time counts. */
function sharesOf(clock: Clock, start: number, until: number): (ms: number) => number {
  const unpaused = (ms: number): number => ms - start - pausedWithin(clock.pauses ?? [], start, Math.min(ms, until));
  const knots: [length: number, share: number][] = [[0, 0]];
  for (const step of MARKS) {
    const at = firedAt(clock, step);
    if (at !== undefined && at < until && step <= clock.percentUsed) knots.push([unpaused(at), step]);
  }
  knots.push([unpaused(until), Math.max(0, clock.percentUsed)]);
  return (ms) => {
    const length = unpaused(ms);
    const next = knots.findIndex(([at]) => at > length);
    const from = knots[next - 1];
    const to = knots[next];
    if (!from || !to) return Math.max(0, clock.percentUsed);
    return from[1] + ((length - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
  };
}

function firedAt(clock: Clock, step: number): number | undefined {
  const found = clock.steps?.find(
    (one) => one.step === step && one.fired && one.deadlineNumber === (clock.deadlineNumber ?? one.deadlineNumber),
  );
  return found && Date.parse(found.at);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const round = (value: number): number => Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;
