import type { directory } from '@parkline/proto';
import type { Logger } from '@parkline/service-kit';
import { checkDefinition, createWorkingCalendar, definitionOf } from '@parkline/working-time';
import type { WorkingTime } from '../domain';

const dayMs = 24 * 60 * 60 * 1000;

/** Every moment is working time: of a park without a calendar. */
export const aroundTheClock: WorkingTime = { dayMs, add: (from, workingMs) => new Date(from.getTime() + workingMs) };

/**
 * Compiles calendars as the directory tells them, each version once. Beyond the days that a calendar covers its weekly
 * windows count: good enough for the time limits of casework. One that is not well-formed is logged and taken for
 * around the clock, as no command may fail because of it.
 */
export function workingTimes(logger: Logger): (calendar: directory.Calendar) => WorkingTime {
  const newest = new Map<string, { version: number; workingTime: WorkingTime }>();
  return (calendar) => {
    const { id, version } = calendar;
    const known = newest.get(id);
    if (known?.version === version) return known.workingTime;
    const workingTime = compiled(calendar, logger);
    newest.set(id, { version, workingTime });
    return workingTime;
  };
}

function compiled(calendar: directory.Calendar, logger: Logger): WorkingTime {
  if (calendar.aroundTheClock) return aroundTheClock;
  const checked = checkDefinition(definitionOf(calendar));
  if (!checked.ok) {
    const { problems } = checked;
    logger.error({ calendar: calendar.id, version: calendar.version, problems }, 'calendar not understood');
    return aroundTheClock;
  }
  const working = createWorkingCalendar(checked.definition);
  return { dayMs: working.dayMs, add: (from, workingMs) => working.add(from, workingMs).at };
}
