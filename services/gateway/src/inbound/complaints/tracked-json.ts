import { word, type casework, type intake } from '@parkline/proto';
import type { TrackedCase } from '../../application/track-complaint';
import { maskForPublic } from '../../domain/public-text';
import { iso, isoOf, orNothing } from '../shapes/fields';

const byKind: Record<string, 'complainant' | 'staff' | 'service'> = { complainant: 'complainant', person: 'staff' };
const rateable = ['resolved', 'revisiting'];

/** What whoever knows the code sees: the complaint, and the public side of its case once there is one. */
export function trackedJson(complaint: intake.Complaint, tracked: TrackedCase | undefined) {
  const { found, promise } = tracked ?? {};
  const c = found?.case;
  const state = (c && word(c.state)) ?? 'registered';
  return {
    number: complaint.number,
    state,
    parkCode: complaint.parkCode,
    kind: word(complaint.kind) ?? 'complaint',
    channel: word(complaint.channel) ?? 'web',
    identity: word(complaint.identity) ?? 'anonymous',
    description: maskForPublic(complaint.description),
    place: orNothing(complaint.place),
    receivedAt: isoOf(complaint.receivedAt),
    occurredAt: iso(complaint.occurredAt),
    stateSince: iso(c?.stateSince),
    cycle: c?.cycle ?? 1,
    category: c && orNothing(c.category),
    outcome: c && word(c.outcome),
    answer: c && orNothing(maskForPublic(c.answer)),
    referTo: found && orNothing(referralOf(found)),
    promisedAt: iso(promise?.at),
    promiseProvisional: promise?.provisional || undefined,
    reviewAt: iso(c?.reviewAt),
    resolvedAt: iso(c?.resolvedAt),
    closedAt: iso(c?.closedAt),
    timeline: found ? found.timeline.filter(isPublic).map(entryJson) : [filed(complaint)],
    actions: found ? actionsOf(found, state) : [],
  };
}

// casework shows a complainant nothing else; a second look costs nothing.
function isPublic(entry: casework.TimelineEntry): boolean {
  return entry.visibility === 'public';
}

/** Where else to turn to, as the dispatch desk wrote it when it declined: numbers in it are there to be called. */
function referralOf({ timeline }: casework.GetCaseResponse): string {
  const declined = timeline.filter(isPublic).find(({ type }) => type === 'CaseDeclined');
  return declined?.facts['referTo'] ?? '';
}

function entryJson(entry: casework.TimelineEntry) {
  return {
    at: isoOf(entry.at),
    type: entry.type,
    by: byKind[entry.actor?.kind ?? ''] ?? 'service',
    text: orNothing(maskForPublic(entry.text)),
    facts: factsOf(entry),
    cycle: entry.cycle,
  };
}

/** What casework shows a complainant of it, free texts masked as all are; numbers to turn to stay. */
function factsOf({ facts }: casework.TimelineEntry): Record<string, string> | undefined {
  const shown = Object.entries(facts).map(([name, value]) => [name, name === 'referTo' ? value : maskForPublic(value)]);
  return shown.length > 0 ? (Object.fromEntries(shown) as Record<string, string>) : undefined;
}

function filed(complaint: intake.Complaint) {
  const by = complaint.filedBy === '' ? 'complainant' : 'staff';
  return { at: isoOf(complaint.receivedAt), type: 'ComplaintRegistered', by, cycle: 1 };
}

function actionsOf(found: casework.GetCaseResponse, state: string): string[] {
  const actions = found.commands.filter((command) => command === 'answer' || command === 'withdraw');
  return rateable.includes(state) ? [...actions, 'rating'] : actions;
}
