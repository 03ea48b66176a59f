import { BeyondCalendar } from './beyond-calendar';
import { compileCovered, extendedAfter, extendedBefore, type Timeline } from './compile';
import type { CalendarDefinition } from './definition';
import { dateOf } from './local-time';

/** Beyond the covered days a timeline grows by this much at a time, and no more often than this. */
const STEP_DAYS = 366;
const STEPS = 20;

/**
 * The covered days of a calendar and, as far as anyone has asked, the days around them by their weekly windows. What it
 * says of a day never changes. It throws `BeyondCalendar` (`calendar_out_of_reach`) some twenty years from the covered
 * days, RangeError for a moment that is none.
 */
export interface GrowingTimeline {
  readonly covered: Timeline;
  /** With the day of this moment. */
  reaching(ms: number): Timeline;
  /** With so much working time after the first covered day. */
  holding(workedMs: number): Timeline;
  /** With a window that starts after this moment. */
  startingAfter(ms: number): Timeline;
}

export function growingTimeline(definition: CalendarDefinition): GrowingTimeline {
  const covered = compileCovered(definition);
  let known = covered;

  const growBefore = (): void => {
    if (covered.fromDay - known.fromDay >= STEPS * STEP_DAYS)
      throw outOfReach(definition, `before ${dateOf(known.fromDay)}`);
    known = extendedBefore(known, definition, STEP_DAYS);
  };
  const growAfter = (): void => {
    if (known.untilDay - covered.untilDay >= STEPS * STEP_DAYS)
      throw outOfReach(definition, `after ${dateOf(known.untilDay - 1)}`);
    known = extendedAfter(known, definition, STEP_DAYS);
  };
  const reaching = (ms: number): Timeline => {
    if (ms >= known.fromMs && ms < known.untilMs) return known;
    if (Number.isNaN(ms)) throw new RangeError('Working time needs a valid date');
    while (ms < known.fromMs) growBefore();
    while (ms >= known.untilMs) growAfter();
    return known;
  };
  return {
    covered,
    reaching,
    holding: (workedMs) => {
      while (known.top < workedMs) growAfter();
      return known;
    },
    startingAfter: (ms) => {
      reaching(ms);
      while (!((known.starts.at(-1) ?? -Infinity) > ms)) growAfter();
      return known;
    },
  };
}

function outOfReach({ calendarId, coveredFrom, coveredUntil }: CalendarDefinition, limit: string): BeyondCalendar {
  return new BeyondCalendar(
    'calendar_out_of_reach',
    `Calendar ${calendarId} knows the holidays from ${coveredFrom} to ${coveredUntil} and answers for nothing ${limit}`,
    calendarId,
    coveredUntil,
  );
}
