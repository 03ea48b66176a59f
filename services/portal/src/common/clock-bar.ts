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
  /** Of the allowance, as well as it can be told from here; may exceed 100. */
  percent?: number;
}

/** All pauses together take at most this much beside an allowance of 100. */
const WIDEST_PAUSES = 60;

/**
 * The picture of a clock. The share that was used is the server's where the clock stands still and at rungs that have
 * fired; in between time counts evenly, since the portal does not know nights and holidays: the deadline is exact.
 */
export function clockBar(clock: Clock, nowMs: number): ClockBar {
  const start = Date.parse(clock.startedAt);
  const until = Math.max(start, clock.stoppedAt ? Date.parse(clock.stoppedAt) : nowMs);
  const pieces = clipped(clock.pauses ?? [], start, until);
  const allowanceMs = allowanceOf(clock, start, until);
  const shareAt = sharesOf(clock, start, until);
  const used = shareAt(until);
  const known = used !== undefined && allowanceMs > 0;

  const widths = pieces.map(([from, to]) => (known ? ((to - from) / allowanceMs) * 100 : 0));
  const shrink = Math.min(1, WIDEST_PAUSES / Math.max(1, sum(widths)));
  const pauses = pieces.map(([from, , open], index) => ({
    share: Math.min(100, Math.max(0, shareAt(from) ?? 0)),
    width: (widths[index] ?? 0) * shrink,
    open,
  }));
  const total = Math.max(100, used ?? 0) + sum(pauses.map(({ width }) => width));
  const place = (share: number, before: number): number =>
    round(((share + sum(pauses.slice(0, before).map(({ width }) => width))) / total) * 100);

  const bar: ClockBar = { elapsed: [], pauses: [], marks: [], percent: percentOf(clock, used) };
  if (!known) return bar;
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
function sharesOf(clock: Clock, start: number, until: number): (ms: number) => number | undefined {
  const pauses = clock.pauses ?? [];
  const unpaused = (ms: number): number => ms - start - pausedWithin(pauses, start, Math.min(ms, until));
  const stands = clock.status !== 'running' && clock.percentUsed !== undefined;
  const due = clock.dueAt ? Date.parse(clock.dueAt) : undefined;
  const fired = MARKS.filter((step) => step < 100).map((step) => [firedAt(clock, step), step] as const);
  const candidates: [ms: number | undefined, share: number][] = [
    ...fired.map(([ms, step]): [number | undefined, number] => [ms, step]),
    ...(stands ? [[until, clock.percentUsed] as [number, number]] : []),
    [due, 100],
  ];
  const knots: [length: number, share: number][] = [[0, 0]];
  for (const [ms, share] of candidates) {
    const [length, before] = knots.at(-1) ?? [0, 0];
    if (ms !== undefined && unpaused(ms) >= length && share >= before) knots.push([unpaused(ms), share]);
  }
  return (ms) => {
    if (stands && ms >= until) return clock.percentUsed;
    const length = unpaused(ms);
    const next = knots.findIndex(([at]) => at > length);
    // Beyond the last known moment it goes on as it did on the whole.
    const from = next > 0 ? knots[next - 1] : knots[0];
    const to = next > 0 ? knots[next] : knots.at(-1);
    if (!from || !to || to[0] <= from[0]) return undefined;
    return from[1] + ((length - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
  };
}

function firedAt(clock: Clock, step: number): number | undefined {
  const found = clock.steps?.find(
    (one) => one.step === step && one.fired && one.deadlineNumber === (clock.deadlineNumber ?? one.deadlineNumber),
  );
  return found && Date.parse(found.at);
}

function percentOf(clock: Clock, share: number | undefined): number | undefined {
  return clock.status === 'cancelled' || share === undefined ? undefined : Math.max(0, Math.round(share));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const round = (value: number): number => Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;
