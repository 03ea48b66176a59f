/**
 * Working time of a place: calendars with weekly windows, holidays, make-up workdays and dated overrides, in the place's
 * own time zone, and exact arithmetic on them. Pure, and without a word of what it is used for.
 */
export { BeyondCalendar } from './beyond-calendar';
export { checkDefinition, type CheckedDefinition } from './check-definition';
export type { DefinitionProblem } from './check-report';
export type { CalendarDay, CalendarDefinition, DayKind, LocalWindow, Weekday } from './definition';
export { definitionOf, type ListedCalendar } from './listed-calendar';
export { createWorkingCalendar, type Deadline, type WorkingCalendar, type WorkingWindow } from './working-calendar';
