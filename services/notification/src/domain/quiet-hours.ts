import type { Template } from './message';
import type { Occurrence } from './occurrence';

/** Local times of a park, like 22:00 and 07:00, between which warnings wait; they may span midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/** What the escalation ladder says (domain.md, Clocks): only this may wait. */
const ladder: readonly Template[] = ['clock-warning', 'escalated', 'pause-used-up'];

/** Whether a message of the occurrence may be held back in quiet hours; one about a P1 never is. */
export function mayWait(template: Template, occurrence: Occurrence): boolean {
  return ladder.includes(template) && priorityOf(occurrence) !== 'p1';
}

function priorityOf(occurrence: Occurrence): string {
  switch (occurrence.type) {
    case 'case_changed':
      return occurrence.case.priority;
    case 'clock_warned':
    case 'pause_used_up':
      return occurrence.priority;
    default:
      return '';
  }
}

const minutesOfDay = 24 * 60;
const minuteMs = 60_000;

/** When the quiet hours end in which `at` lies; undefined outside of them. @param timeZone IANA name */
export function endOfQuiet(at: Date, { from, to }: QuietHours, timeZone: string): Date | undefined {
  const now = minuteOf(at, timeZone);
  const begins = minutesIn(from);
  const ends = minutesIn(to);
  const since = (now - begins + minutesOfDay) % minutesOfDay;
  const length = (ends - begins + minutesOfDay) % minutesOfDay;
  if (since >= length) return undefined;
  const wholeMinute = Math.floor(at.getTime() / minuteMs) * minuteMs;
  const end = new Date(wholeMinute + (length - since) * minuteMs);
  // Where the clocks change meanwhile, the same wall time comes earlier or later.
  const shift = ((ends - minuteOf(end, timeZone) + minutesOfDay + minutesOfDay / 2) % minutesOfDay) - minutesOfDay / 2;
  return new Date(end.getTime() + shift * minuteMs);
}

function minutesIn(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function minuteOf(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return minutesIn(format.format(at));
}
