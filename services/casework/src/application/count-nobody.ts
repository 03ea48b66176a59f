import type { CaseEvent } from '../domain';

/** Reports every role that an event should have told and that nobody fills: of the ladder, and of deputies who approve. */
export function countNobody(events: readonly CaseEvent[], onNobodyAt: (role: string) => void): void {
  for (const event of events) {
    if (event.type === 'CaseEscalated') event.nobodyAt.forEach(onNobodyAt);
    if (event.type === 'ApprovalOverdue' && event.deputyIds.length === 0) onNobodyAt('region-manager');
  }
}
