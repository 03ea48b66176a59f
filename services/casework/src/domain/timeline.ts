import type { Actor } from './actor';
import type { CaseEvent, CaseEventType } from './events';

/** One line of a case's timeline: what the journal keeps of an event. */
export interface TimelineEntry {
  actor: { kind: Actor['kind']; id: string; role?: string };
  visibility: 'public' | 'internal';
  /** As written by a person. */
  text: string;
  /** For display: unit, handler, reasons, before and after. */
  facts: Record<string, string>;
  cycle: number;
}

/** What of an event the complainant sees: nothing, or the fact that it happened with the facts named here. */
interface Publicity {
  visibility: TimelineEntry['visibility'];
  text?: boolean;
  facts?: readonly string[];
}

const internal: Publicity = { visibility: 'internal' };

/** Reasons, notes, names and gradings stay inside; what is said to the complainant and by him is his to see. */
const publicity: Record<CaseEventType, Publicity> = {
  CaseOpened: { visibility: 'public', facts: ['channel', 'kind'] },
  CaseDispatched: { visibility: 'public', facts: ['unitId'] },
  CaseRedispatched: { visibility: 'public', facts: ['unitId'] },
  CaseSigned: { visibility: 'public' },
  ContactLogged: { visibility: 'public', facts: ['means'] },
  CaseStarted: { visibility: 'public' },
  NoteAdded: internal,
  ReplySent: { visibility: 'public', text: true },
  ComplainantAnswered: { visibility: 'public', text: true },
  ComplainantAwaited: { visibility: 'public', text: true },
  CaseResumed: { visibility: 'public' },
  CaseRegraded: internal,
  CaseResolved: { visibility: 'public', text: true },
  RevisitStarted: { visibility: 'public' },
  CaseClosed: { visibility: 'public', facts: ['outcome'] },
  CaseReopened: { visibility: 'public', facts: ['fromCycle'] },
  CaseDeclined: { visibility: 'public', text: true, facts: ['referTo'] },
  CaseWithdrawn: { visibility: 'public', text: true },
  CaseEscalated: internal,
};

/** The line that an event leaves in the timeline. @param cycle of the case after the event */
export function entryOf(event: CaseEvent, actor: Actor, cycle: number): TimelineEntry {
  const { text = '', ...facts } = contentOf(event);
  return {
    actor: { kind: actor.kind, id: actor.id, ...(actor.kind === 'person' ? { role: actor.role } : {}) },
    visibility: publicity[event.type].visibility,
    text,
    facts: Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => !!fact[1])),
    cycle,
  };
}

/** The same line for the complainant: without staff names, reasons and notes. Undefined if it is not his to see. */
export function publicEntry(type: string, entry: TimelineEntry): TimelineEntry | undefined {
  const seen = publicity[type as CaseEventType] as Publicity | undefined;
  if (seen?.visibility !== 'public') return undefined;
  const { actor } = entry;
  return {
    ...entry,
    actor: actor.kind === 'complainant' ? actor : { ...actor, id: '' },
    text: seen.text ? entry.text : '',
    facts: Object.fromEntries(Object.entries(entry.facts).filter(([name]) => seen.facts?.includes(name))),
  };
}

/** Text and facts of each event. Facts without a value are left out. */
function contentOf(event: CaseEvent): { text?: string } & Record<string, string | undefined> {
  switch (event.type) {
    case 'CaseOpened':
      return { channel: event.complaint.channel, kind: event.complaint.kind, filedBy: event.complaint.filedBy };
    case 'CaseDispatched':
      return {
        unitId: event.unitId,
        handlerId: event.handlerId,
        category: event.category,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        reasons: event.reasons.join('\n'),
        flagged: event.flagged ? 'true' : undefined,
      };
    case 'CaseRedispatched':
      return {
        text: event.reason,
        unitId: event.unitId,
        handlerId: event.handlerId,
        fromUnitId: event.fromUnitId,
        fromHandlerId: event.fromHandlerId,
        newSignClock: String(event.newSignClock),
      };
    case 'CaseSigned':
      return { handlerId: event.handlerId };
    case 'ContactLogged':
      return { text: event.note, means: event.means, first: event.first ? 'true' : undefined };
    case 'NoteAdded':
    case 'ComplainantAnswered':
      return { text: event.text };
    case 'ReplySent':
      return { text: event.text, firstContact: event.firstContact ? 'true' : undefined };
    case 'ComplainantAwaited':
      return { text: event.question };
    case 'CaseResumed':
      return { text: event.note };
    case 'CaseRegraded':
      return {
        text: event.reason,
        category: event.category,
        fromCategory: event.fromCategory,
        severity: event.severity,
        urgency: event.urgency,
        priority: event.priority,
        fromPriority: event.fromPriority,
      };
    case 'CaseResolved':
      return { text: event.answer, rootCause: event.rootCause };
    case 'CaseClosed':
      return { text: event.note, outcome: event.outcome };
    case 'CaseReopened':
      return {
        text: event.reason,
        fromCycle: String(event.fromCycle),
        fromHandlerId: event.fromHandlerId,
        unitId: event.unitId,
        handlerId: event.handlerId,
        to: event.to,
      };
    case 'CaseDeclined':
      return { text: event.reason, referTo: event.referTo };
    case 'CaseWithdrawn':
      return { text: event.reason };
    case 'CaseEscalated':
      return {
        step: String(event.step),
        level: String(event.level),
        clock: event.clock,
        deadlineNumber: String(event.deadlineNumber),
        watcherIds: event.watcherIds.join(','),
        nobodyAt: event.nobodyAt.join(','),
      };
    case 'CaseStarted':
    case 'RevisitStarted':
      return {};
  }
}
