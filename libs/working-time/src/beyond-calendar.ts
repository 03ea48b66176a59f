/**
 * A calendar cannot answer for sure. `calendar_not_covered`: only the weekly windows are known there, and the caller
 * wants no provisional answer. `calendar_out_of_reach`: so far from the covered days that it is not worked out at all.
 */
export class BeyondCalendar extends Error {
  constructor(
    readonly code: 'calendar_not_covered' | 'calendar_out_of_reach',
    message: string,
    readonly calendarId: string,
    /** Local date, `2026-12-31`. */
    readonly lastCoveredDay: string,
  ) {
    super(message);
    this.name = 'BeyondCalendar';
  }
}
