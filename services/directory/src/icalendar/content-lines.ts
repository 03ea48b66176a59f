import { invalidInput } from '@parkline/errors';

/** The lines of one component, unfolded, without those of the components inside it. */
export type ContentLines = string[];

export interface Blocks {
  /** Of the calendars themselves. */
  calendar: ContentLines;
  events: ContentLines[];
}

const field = 'icalendar';
const mostBytes = 1_048_576;
const mostEvents = 10_000;
const mostDepth = 8;
/** Only lines that are read are kept, and none of these is long in honest texts: parsing time grows with the square. */
const mostLength = 4_000;
const readNames =
  /^(DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SUMMARY|CATEGORIES|STATUS|X-APPLE-SPECIAL-DAY|X-PARKLINE-[A-Z-]+)$/;
/** What text in UTF-8 has none of: control characters, and the mark that stands where another charset was misread. */

const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/;

/**
 * Splits an iCalendar text (RFC 5545, 3.1) into its calendars' own lines and its events.
 * @throws InvalidInput for what is too large, no text, no calendar, or broken; it names the line
 */
export function blocksOf(text: string): Blocks {
  if (Buffer.byteLength(text) > mostBytes) {
    throw invalidInput('icalendar_too_large', 'An iCalendar text has at most 1 MB.', { field });
  }
  if (notText.test(text)) {
    throw invalidInput('icalendar_not_utf8', 'The iCalendar text is not plain UTF-8; save it in this encoding.', {
      field,
    });
  }
  if (!/^\s*BEGIN:VCALENDAR\s*$/im.test(text)) {
    throw invalidInput('icalendar_missing', 'There is no calendar in it: the text must have BEGIN:VCALENDAR.', {
      field,
    });
  }
  const blocks: Blocks = { calendar: [], events: [] };
  const open: { name: string; lines: ContentLines }[] = [];
  for (const { line, number } of unfolded(text)) {
    const match = /^([A-Za-z0-9-]+)(?=[;:])/.exec(line);
    if (!match) throw broken(number, 'is no property; what continues a line begins with a space');
    const name = match[0].toUpperCase();
    if (name === 'BEGIN') begin(valueOf(line), number, open, blocks);
    else if (name === 'END') {
      if (open.pop()?.name !== valueOf(line)) throw broken(number, 'ends what did not begin');
    } else {
      const inside = open.at(-1);
      if (!inside) throw broken(number, 'stands outside of BEGIN:VCALENDAR');
      if (!readNames.test(name)) continue;
      if (line.length > mostLength) throw broken(number, `is longer than ${mostLength} characters`);
      inside.lines.push(line);
    }
  }
  if (open.length > 0) throw broken(undefined, `ends within ${open.at(-1)?.name}`);
  return blocks;
}

function begin(name: string, number: number, open: { name: string; lines: ContentLines }[], blocks: Blocks): void {
  const isCalendar = name === 'VCALENDAR';
  if (isCalendar !== (open.length === 0)) throw broken(number, `has ${name} where it cannot be`);
  if (open.length >= mostDepth) throw broken(number, 'nests too deep');
  const isEvent = name === 'VEVENT' && open.length === 1;
  const lines = isCalendar ? blocks.calendar : [];
  if (isEvent) {
    if (blocks.events.length >= mostEvents) {
      throw invalidInput('icalendar_too_many_events', `An iCalendar text has at most ${mostEvents} events.`, { field });
    }
    blocks.events.push(lines);
  }
  open.push({ name, lines });
}

/** Logical lines, with the number of the line that each begins on. */
function* unfolded(text: string): Generator<{ line: string; number: number }> {
  let current: { line: string; number: number } | undefined;
  let number = 0;
  for (const raw of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    number += 1;
    if (raw === '') continue;
    if (raw.startsWith(' ') || raw.startsWith('\t')) {
      if (!current) throw broken(number, 'continues a line that is not there');
      current.line += raw.slice(1);
    } else {
      if (current) yield current;
      current = { line: raw, number };
    }
  }
  if (current) yield current;
}

function valueOf(line: string): string {
  return line
    .slice(line.indexOf(':') + 1, 200)
    .trim()
    .toUpperCase();
}

function broken(number: number | undefined, what: string) {
  return invalidInput('icalendar_broken', `${number === undefined ? 'The text' : `Line ${number}`} ${what}.`, {
    field,
  });
}
