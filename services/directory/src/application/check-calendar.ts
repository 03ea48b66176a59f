import { invalidInput } from '@parkline/errors';
import { checkDefinition, definitionOf } from '@parkline/working-time';
import type { CalendarDraft } from '../domain/calendar';
import { isPlain } from '../domain/plain-text';

export interface CalendarFault {
  /** A path in the calendar, like week[3].from. */
  field: string;
  message: string;
}

const mostName = 100;
/** Details travel in metadata, which has a limit. */
const mostTold = 20;

/** All that is wrong with a calendar, by the rules of working time; empty where nothing is. */
export function faultsOfCalendar(draft: CalendarDraft): CalendarFault[] {
  const own: CalendarFault[] = [];
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(draft.id)) {
    own.push({ field: 'id', message: 'takes up to 50 small letters, digits and hyphens' });
  }
  if (draft.nameEn.length > mostName) own.push({ field: 'nameEn', message: `takes at most ${mostName} characters` });
  const named = [
    { field: 'name', text: draft.name },
    { field: 'nameEn', text: draft.nameEn },
    ...draft.days.map(({ name }, index) => ({ field: `days[${index}].name`, text: name })),
  ];
  for (const { field, text } of named) {
    if (!isPlain(text) || text !== text.trim()) {
      own.push({ field, message: 'must be one line without control characters, and without spaces around it' });
    }
  }
  const checked = checkDefinition(definitionOf({ ...draft, version: 1, week: inOrder(draft) }));
  if (checked.ok) return own;
  const inDraft = placesIn(draft);
  return [
    ...own,
    ...checked.problems.map(({ field, message }) => ({ field: inDraft(field), message: inDraft(message) })),
  ];
}

/** @throws InvalidInput that names every wrong field in its details */
export function requireSound(draft: CalendarDraft, under = ''): void {
  const faults = faultsOfCalendar(draft).map(({ field, message }) => ({ field: `${under}${field}`, message }));
  const [first] = faults;
  if (!first) return;
  const told = faults.slice(0, mostTold);
  const more = faults.length > told.length ? ` And ${faults.length - told.length} more.` : '';
  throw invalidInput(
    'calendar_invalid',
    `The calendar is wrong: ${told
      .slice(0, 3)
      .map(({ field, message }) => `${field} ${message}`)
      .join('; ')}.${more}`,
    { field: first.field, details: Object.fromEntries(told.map(({ field, message }) => [field, message])) },
  );
}

/** The windows with their places in the draft, in the order that working time asks for. */
function inOrder({ week }: CalendarDraft) {
  return week
    .map((window, place) => ({ ...window, place }))
    .sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : Number(a.from > b.from)));
}

/** Tells of windows by their places in the draft: `week.1[0]` as `week[3]`. */
function placesIn(draft: CalendarDraft): (text: string) => string {
  const counted = new Map<number, number>();
  const places = new Map<string, number>();
  for (const { weekday, place } of inOrder(draft)) {
    const nth = counted.get(weekday) ?? 0;
    counted.set(weekday, nth + 1);
    places.set(`week.${weekday}[${nth}]`, place);
  }
  return (text) =>
    text
      .replace(/week\.-?\d+\[\d+\]/g, (window) => `week[${places.get(window) ?? '?'}]`)
      .replace(/^week\.-?\d+$/, 'week')
      .replace(/^calendarId$/, 'id');
}
