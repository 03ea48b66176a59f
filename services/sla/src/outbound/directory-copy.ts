import { createReadCopy, type Store } from '@parkline/mongo';
import { directory } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import type { WorkingCalendar } from '@parkline/working-time';
import { CalendarUnusable, type DirectoryCopy, type DirectoryEntity } from '../application/keep-directory';
import { readCalendar, versionedCalendar } from '../application/calendar-definition';
import type { Contractors, KnownCalendar, KnownContractor, KnownPark, Parks } from '../application/ports';
import type { RuleSources } from '../application/rule-book';
import type { VersionedCalendar } from '../domain/rules';
import { createCalendarVersions } from './calendar-versions';
import { createRecent } from './recent';

/** The directory's parks, contractors and calendars, and every version of a calendar that clocks may have been measured by. */
export interface KeptDirectory extends DirectoryCopy, Parks, Contractors {
  readonly calendars: Pick<RuleSources, 'calendarOf' | 'newestCalendar' | 'calendar'>;
  /** The newest version of a calendar. */
  workingCalendar: (calendarId: string) => WorkingCalendar | undefined;
  start(): Promise<void>;
  stop(): void;
}

interface Compiled {
  readonly calendar: WorkingCalendar;
  readonly versioned: VersionedCalendar;
  readonly timeZone: string;
}

/**
 * So many calendars are kept compiled, and so many more for each one that there is: a compiled version takes many times
 * what it takes packed, and clocks go by few of them at a time. One that is asked for again is compiled again.
 */
const COMPILED = 64;
const COMPILED_OF_EACH = 8;

/** The topic keeps only the newest version of a calendar, so the older ones are kept here, in a collection of their own. */
export function createDirectoryCopy(
  store: Store,
  { logger, refreshMs }: { logger: Logger; refreshMs?: number },
): KeptDirectory {
  const options = { logger, ...(refreshMs ? { refreshMs } : {}) };
  const entities = createReadCopy<DirectoryEntity>(store, { name: 'directory', ...options });
  const versions = createCalendarVersions(store, options);
  const compiled = createRecent<Compiled>();

  const parkOf = (code: string) => {
    const found = entities.get(`park/${code}`);
    return found?.$case === 'park' ? found.value : undefined;
  };
  const unitOf = (id: string) => {
    const found = entities.get(`unit/${id}`);
    return found?.$case === 'unit' ? found.value : undefined;
  };
  const newest = (id: string): directory.Calendar | undefined => {
    const found = entities.get(`calendar/${id}`);
    return found?.$case === 'calendar' ? found.value : undefined;
  };
  const countCalendars = (): number => [...entities.all().values()].filter(({ $case }) => $case === 'calendar').length;
  const compile = (message: directory.Calendar): Compiled => {
    const key = versionKey(message.id, message.version);
    const known = compiled.get(key);
    if (known) return known;
    const read = readCalendar(message);
    if (!read.ok) throw unusable(message, read.problems);
    const { calendar } = read;
    const made = { calendar, versioned: versionedCalendar(calendar), timeZone: message.timeZone };
    compiled.keep(key, made, COMPILED + COMPILED_OF_EACH * countCalendars());
    return made;
  };
  const newestCompiled = (id: string): Compiled | undefined => {
    const message = newest(id);
    return message && compile(message);
  };

  return {
    async apply(items) {
      const calendars = items.flatMap(({ value }) => (value.$case === 'calendar' ? [value.value] : []));
      for (const calendar of calendars) compile(calendar);
      // First the version, so that whoever knows a calendar as the newest finds it under its number too.
      await versions.add(calendars);
      await entities.apply(items);
    },
    calendars: {
      calendarOf: ({ parkCode }) => parkOf(parkCode)?.calendarId,
      newestCalendar: (id) => newestCompiled(id)?.versioned,
      calendar: (id, version) => {
        const current = newest(id);
        const known = compiled.get(versionKey(id, version));
        if (known) return known.versioned;
        const message = current?.version === version ? current : versions.get(id, version);
        return message && compile(message).versioned;
      },
    },
    park: (code) => knownPark(parkOf(code)),
    all: () =>
      [...entities.all().values()].flatMap((entity) => (entity.$case === 'park' ? [knownPark(entity.value)!] : [])),
    calendar: (id) => {
      const found = newestCompiled(id);
      return found && knownCalendar(found);
    },
    allCalendars: () =>
      [...entities.all().values()].flatMap((entity) =>
        entity.$case === 'calendar' ? [knownCalendar(compile(entity.value))] : [],
      ),
    contractor: (unitId) => knownContractor(unitOf(unitId)),
    workingCalendar: (id) => newestCompiled(id)?.calendar,
    async start() {
      await versions.start();
      await entities.start();
    },
    stop() {
      entities.stop();
      versions.stop();
    },
  };
}

function versionKey(id: string, version: number): string {
  return `${id}/${version}`;
}

function knownCalendar({ calendar, timeZone }: Compiled): KnownCalendar {
  const { calendarId, version, lastCoveredDay } = calendar;
  return { calendarId, version, timeZone, coveredUntil: lastCoveredDay };
}

function knownPark(park: directory.Park | undefined): KnownPark | undefined {
  return park && { code: park.code, groupId: park.groupId, timeZone: park.timeZone, calendarId: park.calendarId };
}

function knownContractor(unit: directory.Unit | undefined): KnownContractor | undefined {
  if (unit?.function !== directory.UnitFunction.CONTRACTOR) return undefined;
  return { unitId: unit.id, groupId: unit.groupId, parkCode: unit.parkCode };
}

function unusable({ id, version }: directory.Calendar, problems: readonly { field: string; message: string }[]) {
  const list = problems.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new CalendarUnusable(`Version ${version} of calendar ${id} cannot be counted on: ${list}`);
}
