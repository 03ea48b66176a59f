import { type Actor, maySeeSealed } from './actor';
import type { Case } from './case';
import type { CaseEvent, CaseEventType } from './events';
import type { Line, Publicity } from './topic';
import { lines } from './topics';

/** One line of a case's timeline: what the journal keeps of an event. */
export interface TimelineEntry {
  actor: { kind: Actor['kind']; id: string; role?: string };
  visibility: Publicity['visibility'];
  /** As written by a person. */
  text: string;
  /** For display: unit, handler, reasons, before and after. */
  facts: Record<string, string>;
  cycle: number;
}

const opening: Line<'CaseOpened'> = {
  publicity: { visibility: 'public', facts: ['channel', 'kind'] },
  content: ({ complaint: { channel, kind, filedBy } }) => ({ channel, kind, filedBy }),
};

const allLines: { readonly [T in CaseEventType]: Line<T> } = { CaseOpened: opening, ...lines };

/** The line that an event leaves in the timeline. @param cycle of the case after the event */
export function entryOf(event: CaseEvent, actor: Actor, cycle: number): TimelineEntry {
  const { publicity, content, kept } = allLines[event.type] as Line<CaseEventType>;
  const { text = '', ...facts } = content(event);
  const sealed = event.type === 'NoteAdded' && event.sealed;
  return {
    actor: { kind: actor.kind, id: actor.id, ...(actor.kind === 'person' ? { role: actor.role } : {}) },
    visibility: sealed ? 'sealed' : kept?.(event) ? 'internal' : publicity.visibility,
    text,
    facts: Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => !!fact[1])),
    cycle,
  };
}

/**
 * The same line for the complainant: reasons, notes, names and gradings stay inside; what is said to the complainant
 * and by him is his to see. Undefined if the line is not.
 */
export function publicEntry(type: string, entry: TimelineEntry): TimelineEntry | undefined {
  const seen = (allLines as Record<string, { publicity: Publicity } | undefined>)[type]?.publicity;
  if (entry.visibility !== 'public' || seen?.visibility !== 'public') return undefined;
  const { actor } = entry;
  return {
    ...entry,
    actor: actor.kind === 'complainant' ? actor : { ...actor, id: '' },
    text: seen.text ? entry.text : '',
    facts: Object.fromEntries(Object.entries(entry.facts).filter(([name]) => seen.facts?.includes(name))),
  };
}

/** The line of a case as this reader may see it; undefined if he may not. */
export function entryFor(type: string, entry: TimelineEntry, reader: Actor, c: Case): TimelineEntry | undefined {
  if (reader.kind === 'complainant') return publicEntry(type, entry);
  return entry.visibility === 'sealed' && !maySeeSealed(reader, c) ? undefined : entry;
}
