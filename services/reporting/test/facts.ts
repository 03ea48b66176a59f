import type { CaseFacts, FactEvent } from '../src/domain/fact';

const received = new Date('2026-03-02T01:00:00Z');

/** A case as it is right after it was received, with what the test wants otherwise. */
export function caseFacts(other: Partial<CaseFacts> = {}): CaseFacts {
  return {
    groupId: 'g1',
    parkCode: 'SH01',
    day: '2026-03-02',
    kind: 'complaint',
    channel: 'web',
    category: '',
    priority: '',
    state: 'registered',
    cycle: 1,
    receivedAt: received,
    escalated: false,
    ...other,
  };
}

export function afterHours(hours: number): Date {
  return new Date(received.getTime() + hours * 3_600_000);
}

export function caseChanged(seq: number, other: Partial<CaseFacts> = {}, caseId = 'c1'): FactEvent {
  return { caseId, source: 'casework', seq, type: 'case_changed', case: caseFacts(other) };
}

export function rated(seq: number, cycle: number, satisfaction: number, caseId = 'c1'): FactEvent {
  return { caseId, source: 'feedback', seq, type: 'rated', cycle, satisfaction };
}

export function resolveBreached(seq: number, cycle: number, caseId = 'c1'): FactEvent {
  return { caseId, source: 'sla', seq, type: 'resolve_breached', cycle };
}
