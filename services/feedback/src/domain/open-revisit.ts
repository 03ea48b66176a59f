import { latestRevisit, superseded, type FeedbackEvent, type Revisit, type RevisitFile } from './revisits';

/** What feedback needs to know of a case: the public state that its events carry. */
export interface CaseSnapshot {
  readonly caseId: string;
  readonly number: string;
  readonly groupId: string;
  readonly parkCode: string;
  readonly state: string;
  readonly cycle: number;
  readonly priority?: string;
  readonly severity?: string;
  readonly escalationLevel: number;
  readonly supervised: boolean;
  /** Significant or major, or with work for a second unit. */
  readonly complex: boolean;
  readonly hasContact: boolean;
  readonly unitId: string;
  readonly handlerId: string;
  readonly resolvedAt?: Date;
  readonly closedAt?: Date;
  readonly outcome?: string;
  readonly stateSince: Date;
}

export interface RevisitRules {
  /** No answer within this time of resolve: the case is closed. */
  readonly lapseAfterMs: number;
  /** The share of the cases not called anyway that a person calls, in percent. */
  readonly callSamplePercent: number;
}

/** Outcomes after which the complainant may still speak up. */
const REOPENABLE = new Set(['resolved', 'resolved_partly', 'unresolved_exhausted']);

/** Whether the work of the present cycle is over, so that it can be rated. */
export function isAnswered(snap: CaseSnapshot): boolean {
  if (snap.state === 'closed') return REOPENABLE.has(snap.outcome ?? '');
  return snap.state === 'resolved' || snap.state === 'revisiting';
}

/**
 * Whether a person calls: P1, supervised, escalated, complex and reopened cases, and a sample of the others – the same ones whenever
 * it is asked. Who left no contact data cannot be called.
 */
export function isCallRequired(snap: CaseSnapshot, rules: RevisitRules): boolean {
  if (!snap.hasContact) return false;
  const grave = snap.complex || snap.severity === 'significant' || snap.severity === 'major';
  if (snap.priority === 'p1' || grave || snap.cycle > 1) return true;
  if (snap.supervised || snap.escalationLevel > 0) return true;
  return percentile(snap.caseId) < rules.callSamplePercent;
}

/** A number from 0 to 99 that depends on nothing but the text (FNV-1a, its bits mixed once more). */
export function percentile(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % 100;
}

export function factsOf(snap: CaseSnapshot): FeedbackEvent['facts'] {
  return { caseId: snap.caseId, number: snap.number, groupId: snap.groupId, parkCode: snap.parkCode };
}

/** A revisit as it begins, at the moment of resolve. */
export function newRevisit(snap: CaseSnapshot, rules: RevisitRules): Revisit {
  const openedAt = snap.resolvedAt ?? snap.stateSince;
  return {
    cycle: snap.cycle,
    status: 'open',
    callRequired: isCallRequired(snap, rules),
    openedAt,
    lapsesAt: new Date(openedAt.getTime() + rules.lapseAfterMs),
    unitId: snap.unitId,
    handlerId: snap.handlerId,
    ratings: [],
    reopens: false,
  };
}

/**
 * Follows a case by the state that its event carries: a resolved cycle is asked about once; one that was closed or
 * reopened without an answer is not waited for any longer.
 */
export function followCase(
  file: RevisitFile | undefined,
  snap: CaseSnapshot,
  rules: RevisitRules,
): { events: FeedbackEvent[]; file?: RevisitFile } | undefined {
  const latest = latestRevisit(file);
  if (latest && latest.cycle > snap.cycle) return undefined;
  const known = latest?.cycle === snap.cycle;
  if (!known && (snap.state === 'resolved' || snap.state === 'revisiting')) {
    const opened = {
      facts: factsOf(snap),
      revisit: newRevisit(snap, rules),
      change: { type: 'RevisitOpened' as const },
    };
    return { events: [opened] };
  }
  const over = known ? snap.state === 'closed' : true;
  if (!file || !over || latest?.status !== 'open') return file && { events: [] };
  return { events: [], file: { ...file, revisits: file.revisits.map(superseded) } };
}
