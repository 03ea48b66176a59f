import { binOf } from './duration-bins';
import type { CaseFacts, Fact } from './fact';

/** Where a case is counted: everything else is a named counter in there. */
export interface Cell {
  groupId: string;
  parkCode: string;
  day: string;
}

/** Counters by name; `dimension:value` for the counters of one value of a dimension. */
export type Counts = Map<string, number>;

export interface Contribution {
  cell: Cell;
  counts: Counts;
}

/** The dimensions that cases are counted by, beside park and day. */
export const dimensions = ['category', 'kind', 'channel', 'state', 'priority'] as const;
export type Dimension = (typeof dimensions)[number];

/** Stands for a category or priority that is not known yet. */
export const noValue = 'none';

const uncountedKinds = new Set(['suggestion', 'enquiry', 'praise']);
const twoHoursMs = 2 * 60 * 60 * 1000;
const outcomeCounters: Record<string, string> = {
  resolved: 'closedResolved',
  resolved_partly: 'closedPartly',
  unresolved_exhausted: 'closedExhausted',
  declined: 'declined',
  withdrawn: 'withdrawn',
};

/**
 * What one case adds to the counters of its cell; `undefined` while nothing is known about the case itself.
 * Suggestions, enquiries and praise add to `otherKinds` and to their kind only (domain.md, Words).
 */
export function contributionOf(fact: Fact): Contribution | undefined {
  const about = fact.case;
  if (!about) return undefined;
  const cell = { groupId: about.groupId, parkCode: about.parkCode, day: about.day };
  if (uncountedKinds.has(about.kind)) {
    return {
      cell,
      counts: new Map([
        ['otherKinds', 1],
        [dimensionKey('kind', about.kind), 1],
      ]),
    };
  }
  const counts: Counts = new Map([['cases', 1]]);
  for (const dimension of dimensions) counts.set(dimensionKey(dimension, about[dimension] || noValue), 1);
  countState(counts, about, fact.breachedCycles);
  countIncident(counts, about.linkedComplaints ?? 0);
  countHandling(counts, about);
  countRatings(counts, Object.values(fact.ratings));
  return { cell, counts };
}

export function dimensionKey(dimension: Dimension, value: string): string {
  return `${dimension}:${value}`;
}

function countState(counts: Counts, about: CaseFacts, breachedCycles: readonly number[]): void {
  if (about.state === 'closed') {
    counts.set('closed', 1);
    const byOutcome = outcomeCounters[about.outcome ?? ''];
    if (byOutcome) counts.set(byOutcome, 1);
    counts.set(breachedCycles.length === 0 ? 'closedInTime' : 'closedLate', 1);
  } else if (about.state !== 'linked') {
    counts.set('open', 1);
    // The resolve clock ends with Resolve: a case that was resolved late waits for its revisit, it is not overdue.
    const unresolved = about.state !== 'resolved' && about.state !== 'revisiting';
    if (unresolved && breachedCycles.includes(about.cycle)) counts.set('openOverdue', 1);
  }
  if (about.cycle > 1) counts.set('reopened', 1);
  if (about.escalated) counts.set('escalated', 1);
}

/** Incidents are counted apart from complaints (domain.md, Duplicates): each once, at its master. */
function countIncident(counts: Counts, linkedComplaints: number): void {
  if (linkedComplaints === 0) return;
  counts.set('incidents', 1);
  counts.set('linkedComplaints', linkedComplaints);
  // A largest one cannot be taken away from: kept by size, what was added can.
  counts.set(`incidentSize:${linkedComplaints + 1}`, 1);
}

function countHandling(counts: Counts, about: CaseFacts): void {
  if (about.firstContactAt) {
    counts.set('firstContactMade', 1);
    const withinTwoHours = about.firstContactAt.getTime() - about.receivedAt.getTime() <= twoHoursMs;
    if (withinTwoHours) counts.set('firstContactWithin2h', 1);
  }
  if (about.resolvedAt) {
    const handledMs = Math.max(0, about.resolvedAt.getTime() - about.receivedAt.getTime());
    counts.set('handled', 1);
    counts.set('handlingMs', handledMs);
    counts.set(`handlingBin:${binOf(handledMs)}`, 1);
  }
}

function countRatings(counts: Counts, satisfactions: readonly number[]): void {
  if (satisfactions.length === 0) return;
  counts.set('rated', satisfactions.length);
  counts.set(
    'satisfactionSum',
    satisfactions.reduce((sum, one) => sum + one, 0),
  );
  counts.set('satisfied', satisfactions.filter((one) => one >= 4).length);
}
