import type { Case, CaseDetail, TimelineEntry } from '../../../api/types';

/** Facts of a case whose change another person must know before acting. */
const WATCHED = ['state', 'outcome', 'priority', 'category', 'severity', 'urgency', 'unitId', 'handlerId'] as const;

export type WatchedField = (typeof WATCHED)[number];

export interface Changed {
  field: WatchedField;
  from?: string;
  to?: string;
}

/** What became different between the case that a person saw and the case as it is. */
export function changesBetween(seen: Case, now: Case): Changed[] {
  return WATCHED.filter((field) => seen[field] !== now[field]).map((field) => ({
    field,
    from: seen[field],
    to: now[field],
  }));
}

/** What happened since the version that a person saw: an entry's seq is the version that it brought. */
export function entriesSince(seen: Pick<Case, 'version'>, now: Pick<CaseDetail, 'timeline'>): TimelineEntry[] {
  return now.timeline.filter((entry) => entry.seq > seen.version);
}
