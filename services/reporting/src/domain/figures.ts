import type { Counts, Dimension } from './contribution';
import { quantileOf } from './duration-bins';

/** The figures of domain.md, "What is measured". Ratios are between 0 and 1, unset where their base is 0. */
export interface Figures {
  cases: number;
  otherKinds: number;
  open: number;
  closed: number;
  closedResolved: number;
  closedPartly: number;
  closedExhausted: number;
  declined: number;
  withdrawn: number;
  reopened: number;
  escalated: number;
  rated: number;
  satisfied: number;
  satisfactionSum: number;
  firstContactWithin2h: number;
  firstContactMade: number;
  closedInTime: number;
  openOverdue: number;
  handled: number;
  /** Masters with cases linked as the same incident, and those cases. */
  incidents: number;
  linkedComplaints: number;
  /** How many cases the largest incident has, its master included; 0 without incidents. */
  largestIncident: number;
  handlingHoursMean: number;
  handlingHoursP50?: number;
  handlingHoursP90?: number;
  satisfactionRate?: number;
  resolutionRate?: number;
  onTimeRate?: number;
}

const hourMs = 60 * 60 * 1000;

/** Makes the figures of what was counted. */
export function figuresOf(counts: Counts): Figures {
  const n = (name: string): number => counts.get(name) ?? 0;
  const bins = new Map([...valuesOf(counts, 'handlingBin')].map(([bin, count]) => [Number(bin), count]));
  const closedOrOverdue = n('closed') + n('openOverdue');
  return {
    cases: n('cases'),
    otherKinds: n('otherKinds'),
    open: n('open'),
    closed: n('closed'),
    closedResolved: n('closedResolved'),
    closedPartly: n('closedPartly'),
    closedExhausted: n('closedExhausted'),
    declined: n('declined'),
    withdrawn: n('withdrawn'),
    reopened: n('reopened'),
    escalated: n('escalated'),
    rated: n('rated'),
    satisfied: n('satisfied'),
    satisfactionSum: n('satisfactionSum'),
    firstContactWithin2h: n('firstContactWithin2h'),
    firstContactMade: n('firstContactMade'),
    closedInTime: n('closedInTime'),
    openOverdue: n('openOverdue'),
    handled: n('handled'),
    incidents: n('incidents'),
    linkedComplaints: n('linkedComplaints'),
    largestIncident: Math.max(0, ...[...valuesOf(counts, 'incidentSize').keys()].map(Number)),
    handlingHoursMean: (ratio(n('handlingMs'), n('handled')) ?? 0) / hourMs,
    handlingHoursP50: inHours(quantileOf(bins, 0.5)),
    handlingHoursP90: inHours(quantileOf(bins, 0.9)),
    satisfactionRate: ratio(n('satisfied'), n('rated')),
    resolutionRate: ratio(n('closedResolved'), closedOrOverdue),
    onTimeRate: ratio(n('closedInTime'), closedOrOverdue),
  };
}

/** The counters of one dimension, by value; those at 0 are left out. */
export function valuesOf(counts: Counts, dimension: Dimension | 'handlingBin' | 'incidentSize'): Map<string, number> {
  const prefix = `${dimension}:`;
  const values = new Map<string, number>();
  for (const [name, count] of counts) {
    if (count !== 0 && name.startsWith(prefix)) values.set(name.slice(prefix.length), count);
  }
  return values;
}

function ratio(part: number, base: number): number | undefined {
  return base === 0 ? undefined : part / base;
}

function inHours(durationMs: number | undefined): number | undefined {
  return durationMs === undefined ? undefined : durationMs / hourMs;
}
