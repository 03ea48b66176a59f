import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whole minutes since 1970. */
export type Minute = number;

interface Days {
  week: Record<string, { from: string; to: string }[]>;
  days: { date: string; kind: string }[];
}

/** A calendar written out: whether each single minute of some years is worked. */
export interface WrittenOut {
  works(minute: Minute): boolean;
  /** The first minute whose holidays are not known. */
  readonly knownUntil: Minute;
}

/** Shanghai has had no summer time since 1991. */
const SHANGHAI = 8 * 60;
const DAY = 24 * 60;

/** `03-02 09:00` in Shanghai, of 2026 unless it names another year. */
export function minuteOf(text: string): Minute {
  const whole = text.length === 11 ? `2026-${text}` : text;
  return Date.parse(`${whole.replace(' ', 'T')}Z`) / 60_000 - SHANGHAI;
}

export function textOf(minute: Minute): string {
  const text = new Date((minute + SHANGHAI) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  return text.startsWith('2026-') ? text.slice(5) : text;
}

const FROM = minuteOf('2025-12-01 00:00');
/** Nothing of a story lies behind it. */
export const FAR = minuteOf('2029-01-01 00:00');

const sh01 = JSON.parse(readFileSync(join(__dirname, '../vectors/sh01-2026.json'), 'utf8')) as Days;

function writtenOut({ week, days }: Days, knownUntil: string): WrittenOut {
  const works = new Uint8Array(FAR - FROM);
  for (let midnight = FROM; midnight < FAR; midnight += DAY) {
    const local = new Date((midnight + SHANGHAI) * 60_000);
    const kind = days.find(({ date }) => date === local.toISOString().slice(0, 10))?.kind;
    const weekday = kind === 'make_up_workday' ? 1 : local.getUTCDay() || 7;
    for (const { from, to } of kind === 'holiday' ? [] : (week[weekday] ?? [])) {
      works.fill(1, midnight - FROM + minuteOfDay(from), midnight - FROM + minuteOfDay(to));
    }
  }
  return { works: (minute) => works[minute - FROM] === 1, knownUntil: minuteOf(knownUntil) };
}

function minuteOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** SH01 in 2026, and the same after it has grown into January 2027. */
export const known2026 = writtenOut(sh01, '2027-01-01 00:00');
export const known2027 = writtenOut(
  { ...sh01, days: [...sh01.days, { date: '2027-01-01', kind: 'holiday' }] },
  '2027-02-01 00:00',
);
