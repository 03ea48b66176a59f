/** What a case's last event said about it, as far as figures need it. Enumerations are the domain's words. */
export interface CaseFacts {
  groupId: string;
  parkCode: string;
  /** Day of receipt in the park's time zone, YYYY-MM-DD. */
  day: string;
  kind: string;
  channel: string;
  /** Dotted code; empty until dispatched. */
  category: string;
  /** p1 to p4; empty until dispatched. */
  priority: string;
  state: string;
  outcome?: string;
  /** 1 at first; every reopening starts the next one. */
  cycle: number;
  receivedAt: Date;
  firstContactAt?: Date;
  resolvedAt?: Date;
  escalated: boolean;
  /** How many cases are linked to it as the same incident; missing where none are. */
  linkedComplaints?: number;
}

/** Everything that is counted of one case. */
export interface Fact {
  caseId: string;
  /** The newest sequence number seen, of the case and of the ratings in each cycle. */
  seen: Record<string, number>;
  /** Unset while only other services have spoken of the case. Such a fact is not counted yet. */
  case?: CaseFacts;
  /** The latest satisfaction in each cycle, 1 to 5: the only one that counts (domain.md, Revisit and rating). */
  ratings: Record<string, number>;
  /** Cycles whose resolve clock was breached. A breach once recorded stays recorded. */
  breachedCycles: number[];
}

interface FactEventHead {
  caseId: string;
  source: string;
  seq: number;
}

/** What of the world's events changes a fact. */
export type FactEvent = FactEventHead &
  (
    | { type: 'case_changed'; case: CaseFacts }
    | { type: 'rated'; cycle: number; satisfaction: number }
    | { type: 'resolve_breached'; cycle: number }
  );

/**
 * Folds an event into the fact; `undefined` when it changes nothing. Whatever the order in which events come, and
 * however often, the same events make the same fact: a dead letter may be replayed after all that followed it.
 */
export function evolveFact(fact: Fact | undefined, event: FactEvent): Fact | undefined {
  const before = fact ?? { caseId: event.caseId, seen: {}, ratings: {}, breachedCycles: [] };
  switch (event.type) {
    case 'case_changed':
      return caseChanged(before, event);
    case 'rated':
      return rated(before, event);
    case 'resolve_breached':
      if (before.breachedCycles.includes(event.cycle)) return undefined;
      return { ...before, breachedCycles: [...before.breachedCycles, event.cycle].sort((a, b) => a - b) };
  }
}

function caseChanged(before: Fact, { source, seq, case: told }: FactEvent & { type: 'case_changed' }) {
  if (!before.case) return { ...before, seen: { ...before.seen, [source]: seq }, case: told };
  if (seq > (before.seen[source] ?? 0)) {
    return { ...before, seen: { ...before.seen, [source]: seq }, case: withWhatStays(told, before.case) };
  }
  const after = withWhatStays(before.case, told);
  const same =
    after.escalated === before.case.escalated &&
    after.firstContactAt?.getTime() === before.case.firstContactAt?.getTime();
  return same ? undefined : { ...before, case: after };
}

function rated(before: Fact, { source, seq, cycle, satisfaction }: FactEvent & { type: 'rated' }) {
  const key = `${source}/${cycle}`;
  if (seq <= (before.seen[key] ?? 0)) return undefined;
  return {
    ...before,
    seen: { ...before.seen, [key]: seq },
    ratings: { ...before.ratings, [cycle]: satisfaction },
  };
}

// A reopened case shows the escalation of its new cycle only; figures are about the whole case.
function withWhatStays(newer: CaseFacts, older: CaseFacts): CaseFacts {
  const firstContactAt = earlier(older.firstContactAt, newer.firstContactAt);
  return { ...newer, escalated: older.escalated || newer.escalated, ...(firstContactAt ? { firstContactAt } : {}) };
}

function earlier(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (!a || !b) return a ?? b;
  return a <= b ? a : b;
}

/** The fact on the day that is right for its receipt; `undefined` where that is its day already. */
export function redated(fact: Fact, dayOf: (receivedAt: Date) => string): Fact | undefined {
  if (!fact.case) return undefined;
  const day = dayOf(fact.case.receivedAt);
  return day === fact.case.day ? undefined : { ...fact, case: { ...fact.case, day } };
}
