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
}

/** Everything that is counted of one case. */
export interface Fact {
  caseId: string;
  /** The newest sequence number seen of each source, so that older and repeated events are dropped. */
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

/** Folds an event into the fact; `undefined` when it is not newer than what was seen of its source. */
export function evolveFact(fact: Fact | undefined, event: FactEvent): Fact | undefined {
  const before = fact ?? { caseId: event.caseId, seen: {}, ratings: {}, breachedCycles: [] };
  if (event.seq <= (before.seen[event.source] ?? 0)) return undefined;
  const after: Fact = { ...before, seen: { ...before.seen, [event.source]: event.seq } };
  switch (event.type) {
    case 'case_changed':
      return { ...after, case: withWhatStays(before.case, event.case) };
    case 'rated':
      return { ...after, ratings: { ...before.ratings, [event.cycle]: event.satisfaction } };
    case 'resolve_breached':
      if (before.breachedCycles.includes(event.cycle)) return after;
      return { ...after, breachedCycles: [...before.breachedCycles, event.cycle] };
  }
}

// A reopened case shows the first contact and the escalation of its new cycle only; figures are about the whole case.
function withWhatStays(before: CaseFacts | undefined, now: CaseFacts): CaseFacts {
  if (!before) return now;
  const firstContactAt = earlier(before.firstContactAt, now.firstContactAt);
  return { ...now, escalated: before.escalated || now.escalated, ...(firstContactAt ? { firstContactAt } : {}) };
}

function earlier(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (!a || !b) return a ?? b;
  return a <= b ? a : b;
}
