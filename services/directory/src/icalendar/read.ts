import ICAL from 'ical.js';
import { dayKinds, type DayKind, type DayWindow } from '../domain/calendar';
import { kindToldBy } from '../domain/day-kind';
import type { DatedEvent } from '../domain/imported-days';
import { dayNumberOf } from '../domain/local-date';
import { plainText } from '../domain/plain-text';
import { blocksOf, type ContentLines } from './content-lines';
import { NotTaken } from './not-taken';
import { recurrenceOf } from './recurrence-of';

export interface ReadCalendar {
  events: DatedEvent[];
  /** Number of the last covered day, where the text was exported here. */
  coveredUntil: number | undefined;
  /** What was not understood, with the reason. */
  ignored: string[];
}

const mostName = 100;
/** Longer stretches are no holidays but mistakes in the year. */
const mostDays = 366;
const namesOfKinds = { holiday: '节假日', make_up_workday: '调休上班', override: '特殊安排' } as const;

/**
 * The days that an iCalendar text tells of: events of whole days whose categories or summary say holiday or make-up
 * workday.
 * @throws InvalidInput for a text that cannot be read as a whole
 */
export function readCalendar(text: string): ReadCalendar {
  const { calendar, events } = blocksOf(text);
  const covered = valuesOf(propertiesOf('VCALENDAR', calendar), 'x-parkline-covered-until');
  const read: ReadCalendar = { events: [], coveredUntil: dayNumberOf(textOf(covered)), ignored: [] };
  for (const lines of events) {
    const label = labelOf(lines);
    try {
      read.events.push(eventOf(lines, label));
    } catch (error) {
      read.ignored.push(`${label}: ${reasonOf(error)}`);
    }
  }
  return read;
}

/** A property as jCal (RFC 7265) has it: name, parameters, type, values. */
type Property = [name: string, parameters: object, type: string, ...values: unknown[]];

function eventOf(lines: ContentLines, label: string): DatedEvent {
  const properties = propertiesOf('VEVENT', lines);
  if (textOf(valuesOf(properties, 'status')).toUpperCase() === 'CANCELLED') throw new NotTaken('is cancelled.');
  if (valuesOf(properties, 'recurrence-id').length > 0) {
    throw new NotTaken('changes one occurrence of another event; give the dates themselves.');
  }
  const first = startOf(properties);
  const length = lengthOf(properties, first);
  const kind = kindOf(properties);
  const rules = valuesOf(properties, 'rrule');
  if (rules.length > 1) throw new NotTaken('has more than one rule of repetition.');
  return {
    label,
    kind,
    name: nameOf(properties, kind),
    windows: kind === 'holiday' ? [] : windowsOf(properties, kind),
    first,
    length,
    ...(rules.length === 0 ? {} : { rule: recurrenceOf(rules[0]) }),
    also: valuesOf(properties, 'rdate').map(dayOf),
    except: valuesOf(properties, 'exdate').map(dayOf),
  };
}

function propertiesOf(component: string, lines: ContentLines): Property[] {
  const parsed = ICAL.parse([`BEGIN:${component}`, ...lines, `END:${component}`].join('\r\n')) as [string, Property[]];
  return parsed[1];
}

function valuesOf(properties: readonly Property[], name: string): unknown[] {
  return properties.flatMap(([known, , , ...values]) => (known === name ? values : []));
}

function textOf(values: readonly unknown[]): string {
  return values
    .filter((value) => typeof value === 'string')
    .join(' ')
    .trim();
}

function startOf(properties: readonly Property[]): number {
  const values = valuesOf(properties, 'dtstart');
  if (values.length !== 1) throw new NotTaken('has no single beginning.');
  return dayOf(values[0]);
}

/** The number of a value of type date; one that lacks VALUE=DATE has no time of day either. */
function dayOf(value: unknown): number {
  const text = typeof value === 'string' ? value.replace(/T::$/, '') : '';
  if (/T\d/.test(text) || typeof value !== 'string') throw new NotTaken('is not of whole days.');
  const day = dayNumberOf(text);
  if (day === undefined) throw new NotTaken('has a date that does not exist between 1970 and 2199.');
  return day;
}

/** DTEND is the first day after it. */
function lengthOf(properties: readonly Property[], first: number): number {
  const [end] = valuesOf(properties, 'dtend');
  const [duration] = valuesOf(properties, 'duration');
  // Some programs end an event of one day on that day.
  const length = end !== undefined ? Math.max(dayOf(end) - first, dayOf(end) === first ? 1 : 0) : daysIn(duration);
  if (length < 1) throw new NotTaken('ends before it begins.');
  if (length > mostDays) throw new NotTaken(`is longer than ${mostDays} days.`);
  return length;
}

function daysIn(duration: unknown): number {
  if (duration === undefined) return 1;
  const match = /^P(?:(\d{1,4})W|(\d{1,4})D)$/.exec(typeof duration === 'string' ? duration : '');
  if (!match) throw new NotTaken('is not of whole days.');
  return match[1] === undefined ? Number(match[2]) : Number(match[1]) * 7;
}

/** Our own exports name the kind; else the categories tell it, else the summary. */
function kindOf(properties: readonly Property[]): DayKind {
  const own = textOf(valuesOf(properties, 'x-parkline-kind'));
  if (own !== '') {
    const kind = dayKinds.find((known) => known === own);
    if (!kind) throw new NotTaken('has an X-PARKLINE-KIND that is not known.');
    return kind;
  }
  for (const names of [['x-apple-special-day', 'categories'], ['summary']]) {
    const told = kindToldBy(names.map((one) => textOf(valuesOf(properties, one))).join(' '));
    if (told === 'both') throw new NotTaken('speaks of a holiday and of a workday; say which it is in CATEGORIES.');
    if (told !== 'nothing') return told;
  }
  throw new NotTaken('says neither holiday (休, 放假) nor make-up workday (班, 补班) in its categories or summary.');
}

function nameOf(properties: readonly Property[], kind: DayKind): string {
  return plainText(textOf(valuesOf(properties, 'summary').slice(0, 1)), mostName) || namesOfKinds[kind];
}

function windowsOf(properties: readonly Property[], kind: DayKind): DayWindow[] {
  const values = valuesOf(properties, 'x-parkline-windows');
  if (values.length === 0) {
    if (kind === 'override') throw new NotTaken('is an override without X-PARKLINE-WINDOWS.');
    return [];
  }
  return textOf(values)
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(part);
      if (!match?.[1] || !match[2])
        throw new NotTaken('has X-PARKLINE-WINDOWS that are not like 09:00-12:00 13:00-18:00.');
      return { from: match[1], to: match[2] };
    });
}

/** Also of an event that cannot be read. */
function labelOf(lines: ContentLines): string {
  const summary = lines.find((line) => /^SUMMARY[;:]/i.test(line)) ?? '';
  const start = lines.find((line) => /^DTSTART[;:]/i.test(line)) ?? '';
  const name = plainText(summary.slice(summary.indexOf(':') + 1).replace(/\\[nN]/g, ' '), 40) || '…';
  const date = /:(\d{4})(\d\d)(\d\d)/.exec(start);
  return date ? `“${name}” (${date[1]}-${date[2]}-${date[3]})` : `“${name}”`;
}

function reasonOf(error: unknown): string {
  if (error instanceof NotTaken) return error.message;
  // What the parser throws are plain errors with a sentence about the line.
  return `cannot be read: ${plainText(error instanceof Error ? error.message : '', 100)}.`;
}
