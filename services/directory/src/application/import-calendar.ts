import type { Principal } from '@parkline/auth';
import { invalidInput, refused } from '@parkline/errors';
import { mergeDays, nextVersion, says, type Calendar, type Merged } from '../domain/calendar';
import { daysOfEvents } from '../domain/imported-days';
import { dateOf, dayNumberOf } from '../domain/local-date';
import { readCalendar, type ReadCalendar } from '../icalendar/read';
import { calendarOf, findCalendar } from './calendar-of';
import { requireSound } from './check-calendar';
import type { Entities } from './entities';
import { requireVersion } from './put-calendar';
import { requireHeadquarters } from './require-headquarters';

export interface CalendarImport {
  calendarId: string;
  icalendar: string;
  /** The last day for which the text knows all holidays; empty: the last one that it names. */
  coveredUntil: string;
  expectedVersion: number;
  /** Tells what would change and changes nothing. */
  dryRun: boolean;
}

export interface ImportedCalendar extends Omit<Merged, 'draft'> {
  /** With `dryRun` as it would be, under the version that it has. */
  calendar: Calendar;
  ignored: string[];
}

const mostIgnored = 200;
/** A text says nothing of the days before it begins, nor of a year after it ends. */
const mostSilentDays = 366;

/**
 * Takes the holidays, make-up workdays and overrides of an iCalendar text into a calendar, as its next version. Dates
 * that the text does not name stay as they are. Where the text brings nothing new, nothing changes.
 * @throws InvalidInput for a text that cannot be read, or that leaves out days between, Conflict stale_version
 */
export const importCalendar =
  (entities: Entities, clock: () => Date) =>
  async (principal: Principal, wanted: CalendarImport): Promise<ImportedCalendar> => {
    const scope = requireHeadquarters(principal);
    const read = readCalendar(wanted.icalendar);
    if (wanted.dryRun) {
      const known = await findCalendar(entities, scope, wanted.calendarId);
      const { draft, ...told } = merged(known, wanted, read);
      return { ...told, calendar: { ...draft, groupId: known.groupId, version: known.version } };
    }
    let answer: Omit<ImportedCalendar, 'calendar'> | undefined;
    const kept = await entities.change(scope, `calendar/${wanted.calendarId}`, clock(), (entity) => {
      const known = calendarOf(entity);
      const { draft, ...told } = merged(known, wanted, read);
      answer = told;
      return says(known, draft)
        ? { type: 'calendar', value: known }
        : { type: 'calendar', value: nextVersion(known, draft, known.groupId) };
    });
    if (!answer) throw new Error('An import was kept without having been decided');
    return { ...answer, calendar: calendarOf(kept) };
  };

function merged(known: Calendar, wanted: CalendarImport, read: ReadCalendar): Merged & { ignored: string[] } {
  requireVersion(known, wanted.expectedVersion);
  if (known.aroundTheClock) {
    throw refused('calendar_around_the_clock', 'This calendar is worked around the clock: it has no holidays.');
  }
  const coveredUntil = dayNumberOf(known.coveredUntil) ?? 0;
  const until = untilOf(wanted.coveredUntil) ?? read.coveredUntil;
  const from = dayNumberOf(known.coveredFrom) ?? 0;
  // What is covered already may be corrected by a text that reaches less far.
  const range = { from, until: until === undefined ? undefined : Math.max(until, coveredUntil), coveredUntil };
  const { days, lastNamed, ignored } = daysOfEvents(read.events, range);
  const last = until ?? (days.length > 0 ? lastNamed : undefined) ?? coveredUntil;
  // What was exported here says itself how far it is known.
  if (wanted.coveredUntil !== '' || read.coveredUntil === undefined) {
    requireNoGap(
      days.map(({ date }) => dayNumberOf(date) ?? 0),
      coveredUntil,
      last,
    );
  }
  const result = mergeDays(known, days, dateOf(last));
  requireSound(result.draft);
  return { ...result, ignored: shortened([...read.ignored, ...ignored]) };
}

function untilOf(date: string): number | undefined {
  if (date === '') return undefined;
  const day = dayNumberOf(date);
  if (day !== undefined) return day;
  throw invalidInput('bad_date', 'coveredUntil must be a date such as 2027-12-31.', { field: 'coveredUntil' });
}

/** @throws InvalidInput where days between would be held for known although nobody has named their holidays */
function requireNoGap(days: readonly number[], coveredUntil: number, last: number): void {
  if (last <= coveredUntil) return;
  const later = days.filter((day) => day > coveredUntil).sort((a, b) => a - b);
  const stops = [coveredUntil, ...later, last];
  const index = stops.findIndex((day, at) => at > 0 && day - (stops[at - 1] ?? day) > mostSilentDays);
  if (index < 1) return;
  const [before, after] = [dateOf((stops[index - 1] ?? 0) + 1), dateOf(stops[index] ?? 0)];
  throw invalidInput(
    'coverage_gap',
    `The text names nothing from ${before} to ${after}: a calendar covers no year whose holidays are not known.`,
    { field: 'coveredUntil' },
  );
}

function shortened(ignored: readonly string[]): string[] {
  if (ignored.length <= mostIgnored) return [...ignored];
  return [...ignored.slice(0, mostIgnored), `And ${ignored.length - mostIgnored} more.`];
}
