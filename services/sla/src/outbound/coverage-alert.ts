import type { Logger } from '@parkline/service-kit';
import { Gauge, type Registry } from 'prom-client';
import { daysLeft } from '../application/list-coverage';
import type { KnownCalendar } from '../application/ports';
import type { WatchedCalendar } from '../application/watch-coverage';

/** Shows how long each calendar in use still knows the holidays: an alert below 90 days leaves time to renew it. */
export function showCoverage(metrics: Registry, calendars: () => readonly WatchedCalendar[]): void {
  new Gauge({
    name: 'sla_calendar_covered_days_left',
    help: 'Days from today to the last day whose holidays a calendar in use knows; negative once that is past',
    labelNames: ['calendar'] as const,
    registers: [metrics],
    collect() {
      this.reset();
      for (const { calendarId, daysLeft: left } of calendars()) this.set({ calendar: calendarId }, left);
    },
  });
}

/** Says it in the log too, for installations without an alert manager. */
export function warnOfCoverage(logger: Logger, clock: () => Date) {
  return (calendar: KnownCalendar): void => {
    const { calendarId, version, coveredUntil } = calendar;
    logger.warn(
      { calendar: calendarId, version, coveredUntil, daysLeft: daysLeft(calendar, clock()) },
      'this calendar ends soon: deadlines beyond its last covered day are provisional until it is renewed',
    );
  };
}
