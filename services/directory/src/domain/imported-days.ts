import type { CalendarDay, DayKind, DayWindow } from './calendar';
import { dateOf } from './local-date';
import { occurrences, type Budget, type Recurrence } from './recurrence';

/** One event of an imported text that tells of whole days. Days are numbers of local dates. */
export interface DatedEvent {
  /** How a person finds it in his text. */
  label: string;
  kind: DayKind;
  name: string;
  windows: DayWindow[];
  first: number;
  /** How many days it lasts. */
  length: number;
  rule?: Recurrence;
  /** Further first days, and first days on which it does not take place. */
  also: number[];
  except: number[];
}

/** Days between which a text is listened to, both included. */
export interface ImportRange {
  from: number;
  /** Undefined: as far as the text itself names days, or the calendar is covered already. */
  until: number | undefined;
  coveredUntil: number;
}

export interface ImportedDays {
  /** One entry a date, in the order of the text. */
  days: CalendarDay[];
  /** The last day of events that do not repeat; a rule without end would name days for ever. */
  lastNamed: number | undefined;
  /** What was not taken, with the reason. */
  ignored: string[];
}

/** As many as a calendar may have. */
const mostDays = 5_000;
const mostLookedAt = 400_000;

/** The days that events name within a range. What comes first counts where two name one date. */
export function daysOfEvents(events: readonly DatedEvent[], { from, until, coveredUntil }: ImportRange): ImportedDays {
  const lastNamed = lastOf(events);
  const last = until ?? Math.max(coveredUntil, lastNamed ?? coveredUntil);
  const byDate = new Map<number, CalendarDay>();
  const ignored: string[] = [];
  const budget: Budget = { days: mostLookedAt };

  for (const event of events) {
    const starts = startsOf(event, last, budget);
    if (!starts) {
      ignored.push(`${event.label}: repeats too often to be worked out.`);
      continue;
    }
    let outside = false;
    for (const start of starts) {
      for (let day = start; day < start + event.length; day += 1) {
        budget.days -= 1;
        if (day < from || day > last) outside = true;
        else if (byDate.size >= mostDays)
          return { days: [...byDate.values()], lastNamed, ignored: [...ignored, tooMany] };
        else take(byDate, day, event, ignored);
      }
      if (budget.days < 0) break;
    }
    if (outside && !event.rule) {
      ignored.push(`${event.label}: lies outside ${dateOf(from)} to ${dateOf(last)}, at least in part.`);
    }
  }
  return { days: [...byDate.values()], lastNamed, ignored };
}

const tooMany = `Everything after the first ${mostDays} days: a calendar has no more.`;

function take(byDate: Map<number, CalendarDay>, day: number, event: DatedEvent, ignored: string[]): void {
  const { kind, name, windows, label } = event;
  const known = byDate.get(day);
  if (!known) byDate.set(day, { date: dateOf(day), kind, name, windows });
  else if (known.kind !== kind || known.name !== name) {
    ignored.push(`${label}: ${dateOf(day)} is ${known.kind} “${known.name}” already.`);
  }
}

function startsOf({ first, rule, also, except }: DatedEvent, last: number, budget: Budget): number[] | undefined {
  const found = rule ? occurrences(rule, first, last, budget) : [first];
  if (!found) return undefined;
  const left = new Set(except);
  return [...new Set([...found, ...also])].filter((day) => !left.has(day));
}

function lastOf(events: readonly DatedEvent[]): number | undefined {
  let last: number | undefined;
  for (const { rule, first, also, length } of events) {
    if (rule) continue;
    for (const start of [first, ...also]) last = Math.max(last ?? start, start + length - 1);
  }
  return last;
}
